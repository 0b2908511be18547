package import Model

/// What became of one resource instance: all of its objects as they are now; none at all when it is gone.
package struct JournalRecord: Sendable, Equatable {
  package var address: ResourceInstanceAddress
  package var provider: ProviderConfigAddress
  package var instance: ResourceInstanceState

  package init(address: ResourceInstanceAddress, provider: ProviderConfigAddress, instance: ResourceInstanceState) {
    self.address = address
    self.provider = provider
    self.instance = instance
  }
}

/// What a journal notes: that something is about to be made, and what became of it.
package enum JournalEntry: Sendable, Equatable {
  /// A provider is about to be asked to create an object; until the outcome is noted, it may exist without being known.
  case creating(ResourceInstanceAddress)
  case became(JournalRecord)
  /// Whether an object was made here will never be known, and whoever runs the program has not heard of it yet.
  case unknown(ResourceInstanceAddress)
}

extension ResourceState {
  fileprivate mutating func set(
    _ instance: ResourceInstanceState, for key: InstanceKey?, provider: ProviderConfigAddress
  ) {
    self.provider = provider.withoutKey
    instances[key] = instance
  }
}

extension State {
  /// The state after what a record tells.
  package mutating func apply(_ record: JournalRecord) {
    if record.instance.isEmpty { return remove(record.address) }
    var instance = record.instance
    instance.providerKey = record.provider.key
    // In its place: a resource may have very many instances, which are not to be copied for each.
    resources[record.address.containing, default: ResourceState(provider: record.provider)].set(
      instance, for: record.address.key, provider: record.provider)
  }
}

/// Which state a journal belongs to: the one that was stored when it was begun.
package struct JournalBase: Sendable, Equatable {
  package var lineage: String
  /// Nil when nothing was stored yet.
  package var serial: Int?
  /// For a state that is made from the journal alone.
  package var terraformVersion: String

  package init(lineage: String, serial: Int?, terraformVersion: String) {
    self.lineage = lineage
    self.serial = serial
    self.terraformVersion = terraformVersion
  }
}
