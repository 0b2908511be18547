import Model

/// `DynamicValue`: a value as MessagePack, or (from a few providers) as JSON.
enum DynamicValue {
  static func write(_ value: Value, as type: ValueType) throws(WireError) -> [UInt8] {
    var writer = ProtobufWriter()
    writer.message(1, try MessagePackWriter.write(value, as: type))
    return writer.bytes
  }

  /// A message without content is a null value.
  static func read(_ message: ProtobufReader, as type: ValueType) throws(WireError) -> Value {
    var reader = message
    var pack: [UInt8] = []
    var json: [UInt8] = []
    while let (number, field) = try reader.next() {
      switch number {
      case 1: pack = try reader.data(field)
      case 2: json = try reader.data(field)
      default: break
      }
    }
    if !pack.isEmpty { return try MessagePackReader.read(pack, as: type) }
    if json.isEmpty { return .null(type) }
    do {
      return try Value(try JSON.read(json), as: type)
    } catch let error as JSONError {
      throw WireError("a value is not valid JSON: \(error.message)")
    } catch let error as ValueDecodingError {
      throw WireError("a value in JSON is not of its type: \(error.message)")
    } catch {
      throw WireError("a value is not valid JSON")
    }
  }
}

/// `AttributePath`: the way to a part of a value.
enum AttributePath {
  static func read(_ message: ProtobufReader) throws(WireError) -> ValuePath {
    var reader = message
    var path: ValuePath = []
    while let (number, field) = try reader.next() {
      guard number == 1 else { continue }
      var step = try reader.message(field)
      while let (kind, content) = try step.next() {
        switch kind {
        case 1: path.append(.attribute(try step.string(content)))
        case 2: path.append(.index(.string(try step.string(content).normalizedNFC)))
        case 3: path.append(.index(.integer(try step.integer(content))))
        default: break
        }
      }
    }
    return path
  }
}

/// `Diagnostic`: what a provider has to say about a request.
enum ReportedDiagnostic {
  static let code = "provider.reported"

  static func read(_ message: ProtobufReader) throws(WireError) -> Diagnostic {
    var reader = message
    var diagnostic = Diagnostic(code: code, summary: "")
    while let (number, field) = try reader.next() {
      switch number {
      // Anything but a warning is an error, the invalid severity too: better loud than lost.
      case 1: diagnostic.severity = try reader.integer(field) == 2 ? .warning : .error
      case 2: diagnostic.summary = try reader.string(field)
      case 3: diagnostic.detail = try reader.string(field)
      case 4:
        let path = try AttributePath.read(try reader.message(field))
        if !path.isEmpty { diagnostic.attributePath = path }
      default: break
      }
    }
    return diagnostic
  }
}
