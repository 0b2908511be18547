import Model
import Providers

/// The messages by which objects enter the state, and change their type.
extension RequestMessage {
  static func importState(_ request: ImportRequest, identity: [UInt8]?) -> [UInt8] {
    var writer = ProtobufWriter()
    writer.string(1, request.type)
    writer.string(2, request.id)
    writer.message(3, capabilities)
    if let identity { writer.message(4, identity) }
    return writer.bytes
  }

  static func move(_ request: MoveRequest) -> [UInt8] {
    var writer = ProtobufWriter()
    writer.string(1, request.sourceProvider.description)
    writer.string(2, request.sourceType)
    writer.integer(3, request.sourceVersion)
    writer.message(4) { $0.data(1, request.attributes) }
    writer.string(5, request.targetType)
    writer.data(6, request.privateData)
    return writer.bytes
  }
}

extension ResponseMessage {
  /// One of the objects that an import gave: its value cannot be read before its type is known.
  struct ImportedObject {
    var type = ""
    var state: ProtobufReader?
    var privateData: [UInt8] = []
    var identity: ProtobufReader?
  }

  static func importState(_ bytes: [UInt8]) throws(WireError) -> (objects: [ImportedObject], diagnostics: [Diagnostic])
  {
    var reader = ProtobufReader(bytes)
    var objects: [ImportedObject] = []
    var diagnostics: [Diagnostic] = []
    while let (number, field) = try reader.next() {
      switch number {
      case 1: objects.append(try importedObject(try reader.message(field)))
      case 2: diagnostics.append(try ReportedDiagnostic.read(try reader.message(field)))
      default: break
      }
    }
    return (objects, diagnostics)
  }

  private static func importedObject(_ message: ProtobufReader) throws(WireError) -> ImportedObject {
    var reader = message
    var object = ImportedObject()
    while let (number, field) = try reader.next() {
      switch number {
      case 1: object.type = try reader.string(field)
      case 2: object.state = try reader.message(field)
      case 3: object.privateData = try reader.data(field)
      case 4: object.identity = try reader.message(field)
      default: break
      }
    }
    return object
  }

  static func move(_ bytes: [UInt8], _ type: ValueType) throws(WireError) -> MoveResponse {
    var reader = ProtobufReader(bytes)
    var response = MoveResponse(value: .null(type))
    while let (number, field) = try reader.next() {
      switch number {
      case 1: response.value = try DynamicValue.read(try reader.message(field), as: type)
      case 2: response.diagnostics.append(try ReportedDiagnostic.read(try reader.message(field)))
      case 3: response.privateData = try reader.data(field)
      default: break
      }
    }
    return response
  }
}
