import Model
import Providers

/// The messages that are sent. Both versions of the protocol have the same ones.
enum RequestMessage {
  /// What we can deal with in answers: write-only attributes; deferred changes not.
  static let capabilities: [UInt8] = {
    var writer = ProtobufWriter()
    writer.bool(2, true)
    return writer.bytes
  }()

  static func validateProvider(_ configuration: Value, _ type: ValueType) throws(WireError) -> [UInt8] {
    var writer = ProtobufWriter()
    writer.message(1, try DynamicValue.write(configuration, as: type))
    return writer.bytes
  }

  static func configure(
    _ configuration: Value, _ type: ValueType, engineVersion: String
  ) throws(WireError) -> [UInt8] {
    var writer = ProtobufWriter()
    writer.string(1, engineVersion)
    writer.message(2, try DynamicValue.write(configuration, as: type))
    writer.message(3, capabilities)
    return writer.bytes
  }

  static func validate(
    _ name: String, _ configuration: Value, _ type: ValueType, isResource: Bool
  ) throws(WireError) -> [UInt8] {
    var writer = ProtobufWriter()
    writer.string(1, name)
    writer.message(2, try DynamicValue.write(configuration, as: type))
    if isResource { writer.message(3, capabilities) }
    return writer.bytes
  }

  static func upgrade(_ request: UpgradeRequest) -> [UInt8] {
    var writer = ProtobufWriter()
    writer.string(1, request.type)
    writer.integer(2, request.version)
    writer.message(3) { $0.data(1, request.attributes) }
    return writer.bytes
  }

  static func read(
    _ request: ReadRequest, _ type: ValueType, meta: [UInt8]?, identity: [UInt8]? = nil
  ) throws(WireError) -> [UInt8] {
    var writer = ProtobufWriter()
    writer.string(1, request.type)
    writer.message(2, try DynamicValue.write(request.prior, as: type))
    writer.data(3, request.privateData)
    if let meta { writer.message(4, meta) }
    writer.message(5, capabilities)
    if let identity { writer.message(6, identity) }
    return writer.bytes
  }

  static func plan(_ request: PlanRequest, _ type: ValueType, meta: [UInt8]?) throws(WireError) -> [UInt8] {
    var writer = ProtobufWriter()
    writer.string(1, request.type)
    writer.message(2, try DynamicValue.write(request.prior, as: type))
    writer.message(3, try DynamicValue.write(request.proposed, as: type))
    writer.message(4, try DynamicValue.write(request.configuration, as: type))
    writer.data(5, request.priorPrivateData)
    if let meta { writer.message(6, meta) }
    writer.message(7, capabilities)
    return writer.bytes
  }

  static func apply(_ request: ApplyRequest, _ type: ValueType, meta: [UInt8]?) throws(WireError) -> [UInt8] {
    var writer = ProtobufWriter()
    writer.string(1, request.type)
    writer.message(2, try DynamicValue.write(request.prior, as: type))
    writer.message(3, try DynamicValue.write(request.planned, as: type))
    writer.message(4, try DynamicValue.write(request.configuration, as: type))
    writer.data(5, request.plannedPrivateData)
    if let meta { writer.message(6, meta) }
    return writer.bytes
  }

  static func readDataSource(
    _ name: String, _ configuration: Value, _ type: ValueType, meta: [UInt8]?
  ) throws(WireError) -> [UInt8] {
    var writer = ProtobufWriter()
    writer.string(1, name)
    writer.message(2, try DynamicValue.write(configuration, as: type))
    if let meta { writer.message(3, meta) }
    writer.message(4, capabilities)
    return writer.bytes
  }

  static func call(_ name: String, _ arguments: [(Value, ValueType)]) throws(WireError) -> [UInt8] {
    var writer = ProtobufWriter()
    writer.string(1, name)
    for (value, type) in arguments { writer.message(2, try DynamicValue.write(value, as: type)) }
    return writer.bytes
  }
}
