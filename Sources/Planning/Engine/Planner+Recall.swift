package import Model
import Providers

/// Objects that are taken as the state has them, without a look at the world.
extension Planner {
  /// A recorded object in the form of the provider's present schema, marked where sensitive. What an earlier version of the
  /// provider recorded is brought up to date by the provider. Nil when nobody can read it, which is reported.
  func recalled(
    _ record: ObjectRecord, address: ResourceInstanceAddress, schema: Schema, provider: ProviderConfigAddress
  ) async -> Value? {
    guard let value = await currentForm(of: record, address: address, schema: schema, provider: provider) else {
      return nil
    }
    return value.marking(record.sensitivePaths.map { ($0, .sensitive) })
      .marking(schema.block.sensitivePaths(in: value).map { ($0, .sensitive) })
  }

  private func currentForm(
    of record: ObjectRecord, address: ResourceInstanceAddress, schema: Schema, provider: ProviderConfigAddress
  ) async -> Value? {
    if record.schemaVersion == schema.version, let value = record.value(as: schema) { return value }
    guard record.schemaVersion <= schema.version else {
      diagnostics.add(newerSchema(record, schema, address))
      return nil
    }
    guard address.resource.mode == .managed else {
      // What was read can be read again; there is no way to bring it up to date.
      return nil
    }
    guard let client = await client(for: provider) else { return nil }
    do {
      await gate.enter()
      let upgraded = try await client.upgrade(
        UpgradeRequest(
          type: address.resource.type, version: record.schemaVersion, attributes: record.attributes))
      await gate.leave()
      diagnostics.add(upgraded.diagnostics.map { $0.about(address) })
      return upgraded.diagnostics.hasErrors ? nil : upgraded.value
    } catch {
      await gate.leave()
      diagnostics.add(error.diagnostic.about(address))
      return nil
    }
  }
}

extension ObjectRecord {
  /// The recorded attributes by a schema; nil when they do not fit it, as when another version of it recorded them.
  package func value(as schema: Schema) -> Value? {
    guard let json = try? JSON.read(attributes) else { return nil }
    return try? Value(json, as: schema.block.impliedType)
  }
}
