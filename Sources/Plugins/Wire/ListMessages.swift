import Model
import Providers

/// The messages about listing objects, which protocols 5.10 and 6.10 brought; the same in both.
enum ListMessage {
  static func validate(_ request: ListRequest, _ type: ValueType) throws(WireError) -> [UInt8] {
    var writer = ProtobufWriter()
    writer.string(1, request.type)
    writer.message(2, try DynamicValue.write(request.configuration, as: type))
    writer.message(3, try DynamicValue.write(request.includesObjects, as: .bool))
    writer.message(4, try DynamicValue.write(request.limit, as: .number))
    return writer.bytes
  }

  static func list(_ request: ListRequest, _ type: ValueType) throws(WireError) -> [UInt8] {
    var writer = ProtobufWriter()
    writer.string(1, request.type)
    writer.message(2, try DynamicValue.write(request.configuration, as: type))
    writer.bool(3, request.includesObjects.boolValue ?? false)
    if let limit = request.limit.numberValue?.int { writer.integer(4, limit) }
    return writer.bytes
  }

  /// One message of the stream. `identity` is to be read by its own schema.
  static func answer(
    _ bytes: [UInt8], _ type: ValueType
  ) throws(WireError) -> (answer: ListAnswer, identity: ProtobufReader?) {
    var reader = ProtobufReader(bytes)
    var answer = ListAnswer()
    var identity: ProtobufReader?
    while let (number, field) = try reader.next() {
      switch number {
      case 1: identity = try reader.message(field)
      case 2: answer.displayName = try reader.string(field)
      case 3:
        let object = try DynamicValue.read(try reader.message(field), as: type)
        answer.object = object.isNull ? nil : object
      case 4: answer.diagnostics.append(try ReportedDiagnostic.read(try reader.message(field)))
      default: break
      }
    }
    return (answer, identity)
  }
}
