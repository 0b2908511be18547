import Applying
import Model
import Synchronization

/// The states of the tests that are running, at hand at any moment: what they hold is nowhere else.
package final class LiveStates: Sendable {
  private struct Key: Hashable {
    var file: String
    var stateKey: String
  }

  private let states = Mutex<[Key: LiveState]>([:])

  package init() {}

  /// Those with objects in them.
  package var all: [LiveState] {
    states.withLock { $0.values.filter { !$0.state.managedObjects.isEmpty } }
      .sorted { ($0.file, $0.run) < ($1.file, $1.run) }
  }

  func set(_ state: State, file: String, stateKey: String, run: String) {
    states.withLock { $0[Key(file: file, stateKey: stateKey)] = LiveState(file: file, run: run, state: state) }
  }

  /// Notes each object as it is made.
  func recorder(file: String, stateKey: String, run: String) -> any ApplyRecorder {
    Recorder(states: self, file: file, stateKey: stateKey, run: run)
  }

  private struct Recorder: ApplyRecorder {
    let states: LiveStates
    let file: String
    let stateKey: String
    let run: String

    func begin(creating address: ResourceInstanceAddress) async throws {}
    func outcomeUnknown(at address: ResourceInstanceAddress) async throws {}

    func record(
      _ address: ResourceInstanceAddress, provider: ProviderConfigAddress, _ instance: ResourceInstanceState
    ) async throws {
      states.states.withLock { all in
        let key = Key(file: file, stateKey: stateKey)
        var live = all[key] ?? LiveState(file: file, run: run, state: State())
        var resource = live.state.resources[address.containing] ?? ResourceState(provider: provider)
        resource.instances[address.key] = instance.isEmpty ? nil : instance
        resource.instances[address.key]?.providerKey = provider.key
        live.state.resources[address.containing] = resource.instances.isEmpty ? nil : resource
        all[key] = live
      }
    }
  }
}
