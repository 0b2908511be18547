package import Configuring
package import Model
package import Providers

/// What the tests say of single objects and modules in one run: the run's own word before the file's, and that before what
/// mocked providers say.
package struct RunOverrides: ObjectOverrides {
  /// In order of precedence.
  private let levels: [[ObjectOverride]]
  private let values: GeneratedValues
  private let known: [ProviderAddress: any ProviderSchemas]

  package init(
    _ levels: [[ObjectOverride]], values: GeneratedValues, schemas known: [ProviderAddress: any ProviderSchemas]
  ) {
    self.levels = levels
    self.values = values
    self.known = known
  }

  /// An override of the instance itself comes before one of its resource, within a level.
  package func given(for address: ResourceInstanceAddress) -> GivenValues? {
    for level in levels {
      let covering = level.filter { $0.kind != .module && $0.target.covers(address) }
      let exact = covering.first { if case .instance = $0.target { true } else { false } }
      if let found = exact ?? covering.first { return found.given }
    }
    return nil
  }

  package func client(_ client: any ProviderClient, for address: ResourceInstanceAddress) -> (any ProviderClient)? {
    guard let given = given(for: address), let schemas = known[client.address] else { return nil }
    return MockProvider(
      address: client.address, schemas: schemas, values: values, given: { _, _ in given },
      real: { client })
  }

  /// The modules among the overrides.
  package var modules: ModuleOverrides {
    var result = ModuleOverrides()
    for override in levels.joined() {
      if case .module(let address) = override.target { result.add(address, outputs: override.given.values) }
    }
    return result
  }
}
