package import Model

/// How many objects were really added, changed and destroyed.
package struct ApplyCounts: Sendable, Hashable {
  package var added = 0
  package var changed = 0
  package var destroyed = 0
  /// Taken into the state, where they were when the run began.
  package var imported = 0

  package init() {}
}

package struct ApplyResult: Sendable {
  /// What there is now. Holds everything that was made, whatever failed.
  package var state: State
  package var counts: ApplyCounts
  package var diagnostics: [Diagnostic]
  package var wasInterrupted: Bool
}

/// Where what was made is recorded before anything else happens: a journal beside the state, or memory in tests.
package protocol ApplyRecorder: Sendable {
  /// A provider is about to be asked to create an object here. Must be safe when this returns.
  func begin(creating address: ResourceInstanceAddress) async throws
  /// Nobody knows whether an object was made here. Must be safe when this returns.
  func outcomeUnknown(at address: ResourceInstanceAddress) async throws
  /// An instance's record has changed: what the state holds for it now (empty for nothing). Must be safe when this returns.
  func record(
    _ address: ResourceInstanceAddress, provider: ProviderConfigAddress, _ instance: ResourceInstanceState
  ) async throws
}
