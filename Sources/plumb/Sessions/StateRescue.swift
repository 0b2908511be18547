import Dispatch
import Model
import Storing
import Synchronization

/// Puts the states of objects that tests could not destroy into files of their own, encrypted where states are.
struct StateRescue: Sendable {
  let sealer: Sealer?

  /// How long a key may take when there is no time left.
  private static let patience = DispatchTimeInterval.seconds(10)

  /// The path of the new file, or why there is none.
  func write(_ state: State) async -> Result<String, RescueFailure> {
    var state = state
    state.terraformVersion = Plumb.terraformVersion
    if state.lineage.isEmpty { state.lineage = randomUUID() }
    state.serial = max(state.serial, 1)
    var bytes = StateFile.encode(state)
    if let sealer {
      do throws(StorageError) {
        bytes = try await sealer.sealedState(bytes)
      } catch {
        // Never in the open.
        let reason = error.diagnostics.map { "\($0.summary): \($0.detail)" }.joined(separator: " ")
        return .failure(RescueFailure(reason: "It could not be encrypted. \(reason)"))
      }
    }
    let path = Self.newPath()
    guard writeFile(bytes, to: path, mode: 0o600) else {
      return .failure(RescueFailure(reason: "The file \(path) could not be written: \(lastSystemError())."))
    }
    return .success(path)
  }

  /// The same for whoever cannot wait for others: only for a thread that nothing else depends on.
  func writeNow(_ state: State) -> Result<String, RescueFailure> {
    let done = DispatchSemaphore(value: 0)
    let answer = Answer()
    Task {
      let result = await write(state)
      answer.result.withLock { $0 = result }
      done.signal()
    }
    guard done.wait(timeout: .now() + Self.patience) == .success, let result = answer.result.withLock({ $0 }) else {
      return .failure(RescueFailure(reason: "The key to encrypt it with did not come in time."))
    }
    return result
  }

  private static func newPath() -> String {
    var path = "errored_test.tfstate"
    var number = 1
    while kind(of: path) != nil {
      number += 1
      path = "errored_test-\(number).tfstate"
    }
    return path
  }
}

private final class Answer: Sendable {
  let result = Mutex<Result<String, RescueFailure>?>(nil)
}

/// Why a state could not be put into safety.
struct RescueFailure: Error {
  var reason: String
}
