import Model
import Providers
import Synchronization

/// A provider's schemas in the form in which they came; each is decoded when it is first asked for.
final class LazyProviderSchemas: ProviderSchemas {
  let providerConfiguration: Schema
  let providerMeta: Schema?
  let functions: [String: ProviderFunction]
  private let bytes: [UInt8]
  private let index: SchemaIndex
  private let decoder: SchemaDecoder
  private let decoded = Mutex<[Key: Schema]>([:])

  private enum Kind { case resource, dataSource, ephemeralResource, listResource }

  private struct Key: Hashable {
    var kind: Kind
    var type: String
  }

  /// The answer stands in the bytes from `start` on. With `isTrusted`, schemas of resources are not looked at now: the answer
  /// was checked when it was stored.
  init(_ bytes: [UInt8], from start: Int = 0, version: ProtocolVersion, isTrusted: Bool) throws(WireError) {
    let index = try SchemaIndex(ProtobufReader(bytes, in: start..<bytes.count))
    let decoder = SchemaDecoder(version: version)
    providerConfiguration =
      try index.provider.map { range throws(WireError) in try decoder.schema(ProtobufReader(bytes, in: range)) }
      ?? Schema(version: 0, block: SchemaBlock(attributes: []))
    // An empty schema is how the protocol says that there is none.
    let meta = try index.providerMeta.map { range throws(WireError) in
      try decoder.schema(ProtobufReader(bytes, in: range))
    }
    providerMeta = meta.flatMap { $0.block.attributes.isEmpty && $0.block.blocks.isEmpty ? nil : $0 }
    var functions: [String: ProviderFunction] = [:]
    for (name, range) in index.functions { functions[name] = try decoder.function(ProtobufReader(bytes, in: range)) }
    self.functions = functions
    self.bytes = bytes
    self.index = index
    self.decoder = decoder
    if !isTrusted {
      for entries in [index.resources, index.dataSources, index.ephemeralResources, index.listResources] {
        for (_, range) in entries { _ = try decoder.schema(ProtobufReader(bytes, in: range)) }
      }
    }
  }

  var diagnostics: [Diagnostic] { index.diagnostics }
  var isCacheable: Bool { index.isSchemaOptional && index.diagnostics.isEmpty }

  var plansDestroy: Bool { index.plansDestroy }
  var resourceTypes: [String] { index.resources.keys.sorted() }
  var dataSourceTypes: [String] { index.dataSources.keys.sorted() }
  var ephemeralResourceTypes: [String] { index.ephemeralResources.keys.sorted() }
  var listResourceTypes: [String] { index.listResources.keys.sorted() }

  func resource(_ type: String) -> Schema? { schema(.resource, type, index.resources[type]) }
  func dataSource(_ type: String) -> Schema? { schema(.dataSource, type, index.dataSources[type]) }
  func ephemeralResource(_ type: String) -> Schema? { schema(.ephemeralResource, type, index.ephemeralResources[type]) }
  func listResource(_ type: String) -> Schema? { schema(.listResource, type, index.listResources[type]) }

  private func schema(_ kind: Kind, _ type: String, _ range: Range<Int>?) -> Schema? {
    guard let range else { return nil }
    let key = Key(kind: kind, type: type)
    if let present = decoded.withLock({ $0[key] }) { return present }
    // Decoded outside the lock, so that others need not wait; whoever comes first keeps the one instance for all.
    guard let schema = try? decoder.schema(ProtobufReader(bytes, in: range)) else { return nil }
    return decoded.withLock { decoded in
      if let present = decoded[key] { return present }
      decoded[key] = schema
      return schema
    }
  }
}
