package import Model
package import Storing

/// The state's changes as they happen, into the session's journal.
package struct SessionRecorder<C: Clock<Duration>>: ApplyRecorder {
  private let session: StateSession<C>

  package init(session: StateSession<C>) { self.session = session }

  package func begin(creating address: ResourceInstanceAddress) async throws {
    try await session.begin(creating: address)
  }

  package func outcomeUnknown(at address: ResourceInstanceAddress) async throws {
    try await session.outcomeUnknown(at: address)
  }

  package func record(
    _ address: ResourceInstanceAddress, provider: ProviderConfigAddress, _ instance: ResourceInstanceState
  ) async throws {
    try await session.record(JournalRecord(address: address, provider: provider, instance: instance))
  }
}
