extension State {
  /// Puts an object in its place. The provider is needed where the resource is new to the state.
  package mutating func setCurrent(
    _ record: ObjectRecord, at address: ResourceInstanceAddress, provider: ProviderConfigAddress? = nil
  ) {
    if resources[address.containing] == nil {
      guard let provider else { return }
      resources[address.containing] = ResourceState(provider: provider)
    }
    resources[address.containing]?.instances[address.key, default: ResourceInstanceState()].current = record
    guard let provider else { return }
    resources[address.containing]?.provider = provider.withoutKey
    resources[address.containing]?.instances[address.key]?.providerKey = provider.key
  }

  /// The current object counts as half made from now on.
  package mutating func taint(_ address: ResourceInstanceAddress) {
    resources[address.containing]?.instances[address.key]?.current?.status = .tainted
  }

  /// Removes the current object; deposed ones stay.
  package mutating func removeCurrent(_ address: ResourceInstanceAddress) {
    resources[address.containing]?.instances[address.key]?.current = nil
    prune(address)
  }

  /// Sets the current object aside under a key, to be destroyed later.
  package mutating func depose(_ address: ResourceInstanceAddress, as key: String) {
    guard let record = resources[address.containing]?.instances[address.key]?.current else { return }
    resources[address.containing]?.instances[address.key]?.current = nil
    resources[address.containing]?.instances[address.key]?.deposed[key] = record
  }

  package mutating func removeDeposed(_ address: ResourceInstanceAddress, key: String) {
    resources[address.containing]?.instances[address.key]?.deposed[key] = nil
    prune(address)
  }

  /// Brings a deposed object back when its replacement could not be made.
  package mutating func restoreDeposed(_ address: ResourceInstanceAddress, key: String) {
    guard let record = resources[address.containing]?.instances[address.key]?.deposed[key],
      resources[address.containing]?.instances[address.key]?.current == nil
    else { return }
    resources[address.containing]?.instances[address.key]?.deposed[key] = nil
    resources[address.containing]?.instances[address.key]?.current = record
  }

  /// Removes an instance with everything that it has.
  package mutating func remove(_ address: ResourceInstanceAddress) {
    resources[address.containing]?.instances[address.key] = nil
    prune(address)
  }

  private mutating func prune(_ address: ResourceInstanceAddress) {
    if resources[address.containing]?.instances[address.key]?.isEmpty == true {
      resources[address.containing]?.instances[address.key] = nil
    }
    if resources[address.containing]?.instances.isEmpty == true { resources[address.containing] = nil }
  }
}
