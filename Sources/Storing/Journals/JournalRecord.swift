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
}

extension State {
  /// The state after what a record tells.
  package mutating func apply(_ record: JournalRecord) {
    let resource = record.address.containing
    var state = resources[resource] ?? ResourceState(provider: record.provider)
    if record.instance.isEmpty {
      state.instances[record.address.key] = nil
    } else {
      state.provider = record.provider.withoutKey
      state.instances[record.address.key] = record.instance
      state.instances[record.address.key]?.providerKey = record.provider.key
    }
    resources[resource] = state.instances.isEmpty ? nil : state
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
