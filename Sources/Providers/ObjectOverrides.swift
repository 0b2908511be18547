package import Model

/// What stands in a provider's place for single objects: what tests say that these would be.
package protocol ObjectOverrides: Sendable {
  /// Who acts for an object instead of its provider; nil where nothing is overridden.
  func client(_ client: any ProviderClient, for address: ResourceInstanceAddress) -> (any ProviderClient)?
}
