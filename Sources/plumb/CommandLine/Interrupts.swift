@preconcurrency import Dispatch
import Glibc
import Synchronization

/// Ctrl-C and SIGTERM: the first one asks for a graceful end, the second for an immediate one.
final class Interrupts: Sendable {
  private let sources: Mutex<[any DispatchSourceSignal]>
  private let count = Mutex(0)

  /// Both are called on a thread of their own, at most once each.
  init(first: @escaping @Sendable () -> Void, second: @escaping @Sendable () -> Void) {
    sources = Mutex([])
    for number in [SIGINT, SIGTERM] {
      signal(number, SIG_IGN)
      let source = Self.source(number) { [weak self] in
        switch self?.next() {
        case 1: first()
        case 2: second()
        default: break
        }
      }
      sources.withLock { $0.append(source) }
      source.resume()
    }
  }

  private func next() -> Int {
    count.withLock {
      $0 += 1
      return $0
    }
  }

  /// How often it was asked to stop.
  var received: Int { count.withLock { $0 } }

  /// Outside of any actor: a closure of an isolated context would stop the program when called from another thread.
  private static func source(_ number: Int32, _ handler: @escaping @Sendable () -> Void) -> any DispatchSourceSignal {
    let source = DispatchSource.makeSignalSource(signal: number, queue: .global(qos: .userInitiated))
    source.setEventHandler(handler: DispatchWorkItem(block: handler))
    return source
  }

  /// From here on the signals end the program again, as they do by default.
  func stop() {
    sources.withLock { sources in
      for source in sources { source.cancel() }
      sources = []
    }
    for number in [SIGINT, SIGTERM] { signal(number, SIG_DFL) }
  }
}
