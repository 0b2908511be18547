package import Model
import Planning

/// What happens during an apply, for those who show it.
package enum ApplyEvent: Sendable {
  package enum Operation: String, Sendable, Hashable {
    case create, read, update, delete
  }

  case started(ResourceInstanceAddress, Operation, deposedKey: String?, id: String?)
  case progressed(ResourceInstanceAddress, Operation, id: String?, elapsed: Duration)
  case completed(ResourceInstanceAddress, Operation, id: String?, elapsed: Duration)
  case failed(ResourceInstanceAddress, Operation, elapsed: Duration)
}

/// How many objects were really added, changed and destroyed.
package struct ApplyCounts: Sendable, Hashable {
  package var added = 0
  package var changed = 0
  package var destroyed = 0

  package init() {}
}

package struct ApplyResult: Sendable {
  /// What there is now. Holds everything that was made, whatever failed.
  package var state: State
  package var counts: ApplyCounts
  package var diagnostics: [Diagnostic]
  package var wasInterrupted: Bool
}

/// Where what was made is recorded before anything else happens: a journal beside the state, or nothing in tests.
package protocol ApplyJournal: Sendable {
  /// A step is about to ask a provider for a change. Must be on disk before the provider is asked.
  func willChange(_ address: ResourceInstanceAddress, _ operation: ApplyEvent.Operation) async throws
  /// An instance's record has changed: what the state holds for it now (nil for nothing).
  func record(
    _ address: ResourceInstanceAddress, provider: ProviderConfigAddress, _ instance: ResourceInstanceState?
  ) async throws
}
