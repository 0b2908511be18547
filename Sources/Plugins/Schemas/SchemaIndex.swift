import Model

/// Where in a provider's answer to the question for its schemas each of them stands. Finding that out takes a thousandth
/// of the time that decoding all takes.
struct SchemaIndex: Sendable {
  private(set) var provider: Range<Int>?
  private(set) var providerMeta: Range<Int>?
  private(set) var resources: [String: Range<Int>] = [:]
  private(set) var dataSources: [String: Range<Int>] = [:]
  private(set) var ephemeralResources: [String: Range<Int>] = [:]
  private(set) var listResources: [String: Range<Int>] = [:]
  private(set) var functions: [String: Range<Int>] = [:]
  private(set) var diagnostics: [Diagnostic] = []
  private(set) var plansDestroy = false
  /// The provider works without being asked for its schemas first, so that they may come from a cache.
  private(set) var isSchemaOptional = false

  init(_ answer: ProtobufReader) throws(WireError) {
    var reader = answer
    while let (number, field) = try reader.next() {
      switch number {
      case 1: provider = try reader.range(field)
      case 2: try Self.add(try reader.message(field), to: &resources)
      case 3: try Self.add(try reader.message(field), to: &dataSources)
      case 4: diagnostics.append(try ReportedDiagnostic.read(try reader.message(field)))
      case 5: providerMeta = try reader.range(field)
      case 6: try readCapabilities(try reader.message(field))
      case 7: try Self.add(try reader.message(field), to: &functions)
      case 8: try Self.add(try reader.message(field), to: &ephemeralResources)
      case 9: try Self.add(try reader.message(field), to: &listResources)
      default: break
      }
    }
  }

  private mutating func readCapabilities(_ message: ProtobufReader) throws(WireError) {
    var reader = message
    while let (number, field) = try reader.next() {
      switch number {
      case 1: plansDestroy = try reader.bool(field)
      case 2: isSchemaOptional = try reader.bool(field)
      default: break
      }
    }
  }

  /// An entry of a protobuf map: the key, and where the value stands.
  private static func add(_ entry: ProtobufReader, to map: inout [String: Range<Int>]) throws(WireError) {
    var reader = entry
    var key = ""
    var value = entry.end..<entry.end
    while let (number, field) = try reader.next() {
      switch number {
      case 1: key = try reader.string(field)
      case 2: value = try reader.range(field)
      default: break
      }
    }
    map[key] = value
  }
}
