import Model
import Providers

/// The messages about ephemeral resources. Both versions of the protocol have the same ones.
enum EphemeralMessage {
  static func validate(_ name: String, _ configuration: Value, _ type: ValueType) throws(WireError) -> [UInt8] {
    var writer = ProtobufWriter()
    writer.string(1, name)
    writer.message(2, try DynamicValue.write(configuration, as: type))
    return writer.bytes
  }

  static func open(_ name: String, _ configuration: Value, _ type: ValueType) throws(WireError) -> [UInt8] {
    // Deferred answers are not asked for, which leaves no capability to tell of.
    try validate(name, configuration, type)
  }

  /// Of renewing and of closing.
  static func about(_ name: String, privateData: [UInt8]) -> [UInt8] {
    var writer = ProtobufWriter()
    writer.string(1, name)
    writer.data(2, privateData)
    return writer.bytes
  }

  /// `now` is seconds since 1970: providers name a time of day for renewing.
  static func opened(_ bytes: [UInt8], _ type: ValueType, now: Int) throws(WireError) -> OpenResponse {
    var reader = ProtobufReader(bytes)
    var response = OpenResponse(value: .null(type))
    while let (number, field) = try reader.next() {
      switch number {
      case 1: response.diagnostics.append(try ReportedDiagnostic.read(try reader.message(field)))
      case 2: response.renewal = try wait(try reader.message(field), now: now)
      case 3: response.value = try DynamicValue.read(try reader.message(field), as: type)
      case 4: response.privateData = try reader.data(field)
      default: break
      }
    }
    return response
  }

  static func renewed(_ bytes: [UInt8], now: Int) throws(WireError) -> RenewResponse {
    var reader = ProtobufReader(bytes)
    var response = RenewResponse()
    while let (number, field) = try reader.next() {
      switch number {
      case 1: response.diagnostics.append(try ReportedDiagnostic.read(try reader.message(field)))
      case 2: response.renewal = try wait(try reader.message(field), now: now)
      case 3: response.privateData = try reader.data(field)
      default: break
      }
    }
    return response
  }

  /// How long it is until a `Timestamp`; nothing for one that is past.
  private static func wait(_ message: ProtobufReader, now: Int) throws(WireError) -> Duration {
    var reader = message
    var seconds = 0
    while let (number, field) = try reader.next() {
      if number == 1 { seconds = try reader.integer(field) }
    }
    return .seconds(max(0, seconds.subtractingReportingOverflow(now).partialValue))
  }
}
