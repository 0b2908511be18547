import Synchronization

/// What was said already and need not be said for every stack again.
final class Notices: Sendable {
  private let said = Mutex<Set<String>>([])
  func isNew(_ text: String) -> Bool { said.withLock { $0.insert(text).inserted } }
}

extension Invocation {
  /// As if the command had been called in the stack's directory. Files that were named where it was called are found there,
  /// not in the stack.
  func within(_ stack: Stack, sharing shared: SharedWork, _ notices: Notices) -> Invocation {
    var copy = self
    copy.shared = shared
    copy.terminal.isInteractive = false
    let terminal = terminal
    copy.terminal.sink = { text, _ in
      // What is said on the way, such as that a lock is waited for. Warnings about the surroundings are the same for all.
      guard !text.allSatisfy(\.isWhitespace), notices.isNew(text) else { return }
      terminal.writeError("\(stack.name): \(text)")
    }
    copy.flags = FlagValues()
    for given in flags.given {
      copy.flags.append(given.name, given.name == "var-file" ? absolute(given.value) : given.value)
    }
    return copy
  }
}

func absolute(_ path: String) -> String { path.hasPrefix("/") ? path : "\(workingDirectoryPath())/\(path)" }
