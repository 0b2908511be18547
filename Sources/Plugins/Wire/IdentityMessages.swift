import Model
import Providers

/// The messages about identities; the same in both versions of the protocol.
enum IdentityMessage {
  static func write(_ value: Value, as type: ValueType) throws(WireError) -> [UInt8] {
    var writer = ProtobufWriter()
    writer.message(1, try DynamicValue.write(value, as: type))
    return writer.bytes
  }

  static func read(_ message: ProtobufReader, as type: ValueType) throws(WireError) -> Value {
    var reader = message
    while let (number, field) = try reader.next() {
      if number == 1 { return try DynamicValue.read(try reader.message(field), as: type) }
    }
    return .null(type)
  }

  static func upgrade(_ identity: ObjectIdentity, of type: String) -> [UInt8] {
    var writer = ProtobufWriter()
    writer.string(1, type)
    writer.integer(2, identity.schemaVersion)
    writer.message(3) { $0.data(1, identity.attributes) }
    return writer.bytes
  }

  static func upgraded(
    _ bytes: [UInt8]
  ) throws(WireError) -> (identity: ProtobufReader?, diagnostics: [Diagnostic]) {
    var reader = ProtobufReader(bytes)
    var identity: ProtobufReader?
    var diagnostics: [Diagnostic] = []
    while let (number, field) = try reader.next() {
      switch number {
      case 1: identity = try reader.message(field)
      case 2: diagnostics.append(try ReportedDiagnostic.read(try reader.message(field)))
      default: break
      }
    }
    return (identity, diagnostics)
  }

  static func schemas(
    _ bytes: [UInt8], _ version: ProtocolVersion
  ) throws(WireError) -> [String: IdentitySchema] {
    var reader = ProtobufReader(bytes)
    var found: [String: IdentitySchema] = [:]
    while let (number, field) = try reader.next() {
      switch number {
      case 1:
        var entry = try reader.message(field)
        var name = ""
        var schema = IdentitySchema(version: 0, attributes: [])
        while let (number, field) = try entry.next() {
          switch number {
          case 1: name = try entry.string(field)
          case 2: schema = try self.schema(try entry.message(field), version)
          default: break
          }
        }
        found[name] = schema
      case 2:
        let diagnostic = try ReportedDiagnostic.read(try reader.message(field))
        if diagnostic.isError { throw WireError("\(diagnostic.summary): \(diagnostic.detail)") }
      default: break
      }
    }
    return found
  }

  private static func schema(
    _ message: ProtobufReader, _ version: ProtocolVersion
  ) throws(WireError) -> IdentitySchema {
    var reader = message
    var number = 0
    var attributes: [IdentitySchema.Attribute] = []
    while let (place, field) = try reader.next() {
      switch place {
      case 1: number = try reader.integer(field)
      case 2: attributes.append(try attribute(try reader.message(field), version))
      default: break
      }
    }
    guard Set(attributes.map(\.name)).count == attributes.count else {
      throw WireError("an identity has two attributes of one name")
    }
    return IdentitySchema(version: number, attributes: attributes)
  }

  private static func attribute(
    _ message: ProtobufReader, _ version: ProtocolVersion
  ) throws(WireError) -> IdentitySchema.Attribute {
    var reader = message
    var attribute = IdentitySchema.Attribute(name: "", type: .dynamic, isRequired: false)
    while let (number, field) = try reader.next() {
      switch number {
      case 1: attribute.name = try reader.string(field)
      case 2: attribute.type = try SchemaDecoder(version: version).type(reader.bytes[try reader.range(field)])
      case 3: attribute.isRequired = try reader.bool(field)
      default: break
      }
    }
    return attribute
  }
}
