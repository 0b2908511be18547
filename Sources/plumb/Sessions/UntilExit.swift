import Synchronization

/// What lives until the program ends. To free a configuration of 100,000 resources part by part takes a tenth of the time of
/// validating it, and the system takes all of it back at once.
enum UntilExit {
  private static let kept = Mutex<[any Sendable]>([])
  private static let isWholeProcess = Mutex(false)

  /// The process does one command and ends. Otherwise, in fleets and tests, nothing is kept.
  static func beginWholeProcess() { isWholeProcess.withLock { $0 = true } }

  static func keep(_ value: any Sendable) {
    if isWholeProcess.withLock({ $0 }) { kept.withLock { $0.append(value) } }
  }
}
