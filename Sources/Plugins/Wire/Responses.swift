import Model
import Providers

/// The messages that come back. Both versions of the protocol have the same ones.
enum ResponseMessage {
  /// An answer that is nothing but diagnostics; `field` is where its message has them.
  static func diagnostics(_ bytes: [UInt8], field wanted: Int) throws(WireError) -> [Diagnostic] {
    var reader = ProtobufReader(bytes)
    var diagnostics: [Diagnostic] = []
    while let (number, field) = try reader.next() {
      if number == wanted { diagnostics.append(try ReportedDiagnostic.read(try reader.message(field))) }
    }
    return diagnostics
  }

  static func upgrade(_ bytes: [UInt8], _ type: ValueType) throws(WireError) -> UpgradeResponse {
    var reader = ProtobufReader(bytes)
    var response = UpgradeResponse(value: .null(type))
    while let (number, field) = try reader.next() {
      switch number {
      case 1: response.value = try DynamicValue.read(try reader.message(field), as: type)
      case 2: response.diagnostics.append(try ReportedDiagnostic.read(try reader.message(field)))
      default: break
      }
    }
    return response
  }

  /// With the identity, whose type is another question.
  static func read(
    _ bytes: [UInt8], _ type: ValueType
  ) throws(WireError) -> (response: ReadResponse, identity: ProtobufReader?) {
    var reader = ProtobufReader(bytes)
    var identity: ProtobufReader?
    var response = ReadResponse(value: .null(type), privateData: [])
    while let (number, field) = try reader.next() {
      switch number {
      case 1: response.value = try DynamicValue.read(try reader.message(field), as: type)
      case 2: response.diagnostics.append(try ReportedDiagnostic.read(try reader.message(field)))
      case 3: response.privateData = try reader.data(field)
      case 5: identity = try reader.message(field)
      default: break
      }
    }
    return (response, identity)
  }

  static func plan(_ bytes: [UInt8], _ type: ValueType) throws(WireError) -> PlanResponse {
    var reader = ProtobufReader(bytes)
    var response = PlanResponse(planned: .null(type))
    while let (number, field) = try reader.next() {
      switch number {
      case 1: response.planned = try DynamicValue.read(try reader.message(field), as: type)
      case 2: response.requiresReplace.append(try AttributePath.read(try reader.message(field)))
      case 3: response.plannedPrivateData = try reader.data(field)
      case 4: response.diagnostics.append(try ReportedDiagnostic.read(try reader.message(field)))
      case 5: response.usesLegacyTypeSystem = try reader.bool(field)
      default: break
      }
    }
    return response
  }

  static func apply(
    _ bytes: [UInt8], _ type: ValueType
  ) throws(WireError) -> (response: ApplyResponse, identity: ProtobufReader?) {
    var reader = ProtobufReader(bytes)
    var identity: ProtobufReader?
    var response = ApplyResponse(value: .null(type))
    while let (number, field) = try reader.next() {
      switch number {
      case 1: response.value = try DynamicValue.read(try reader.message(field), as: type)
      case 2: response.privateData = try reader.data(field)
      case 3: response.diagnostics.append(try ReportedDiagnostic.read(try reader.message(field)))
      case 4: response.usesLegacyTypeSystem = try reader.bool(field)
      case 5: identity = try reader.message(field)
      default: break
      }
    }
    return (response, identity)
  }

  static func readDataSource(_ bytes: [UInt8], _ type: ValueType) throws(WireError) -> DataSourceResponse {
    var reader = ProtobufReader(bytes)
    var response = DataSourceResponse(value: .null(type))
    while let (number, field) = try reader.next() {
      switch number {
      case 1: response.value = try DynamicValue.read(try reader.message(field), as: type)
      case 2: response.diagnostics.append(try ReportedDiagnostic.read(try reader.message(field)))
      default: break
      }
    }
    return response
  }

  static func call(_ bytes: [UInt8], _ type: ValueType) throws(WireError) -> FunctionResponse {
    var reader = ProtobufReader(bytes)
    var response = FunctionResponse(value: .null(type))
    while let (number, field) = try reader.next() {
      switch number {
      case 1: response.value = try DynamicValue.read(try reader.message(field), as: type)
      case 2: response.failure = try functionFailure(try reader.message(field))
      default: break
      }
    }
    return response
  }

  private static func functionFailure(_ message: ProtobufReader) throws(WireError) -> FunctionResponse.Failure {
    var reader = message
    var failure = FunctionResponse.Failure(text: "", argument: nil)
    while let (number, field) = try reader.next() {
      switch number {
      case 1: failure.text = try reader.string(field)
      case 2: failure.argument = try reader.integer(field)
      default: break
      }
    }
    return failure
  }

  /// The words of `Stop`'s answer: why the provider could not, or nothing.
  static func stop(_ bytes: [UInt8]) throws(WireError) -> String {
    var reader = ProtobufReader(bytes)
    while let (number, field) = try reader.next() {
      if number == 1 { return try reader.string(field) }
    }
    return ""
  }

  /// A piece of the provider's own outputs, as go-plugin streams them.
  static func output(_ bytes: [UInt8]) throws(WireError) -> [UInt8] {
    var reader = ProtobufReader(bytes)
    while let (number, field) = try reader.next() {
      if number == 2 { return try reader.data(field) }
    }
    return []
  }
}
