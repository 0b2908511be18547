import CSystem
import Glibc
import Synchronization

/// Ctrl-C and SIGTERM: the first one asks for a graceful end, the second for an immediate one. Of several at work, the one made
/// last is asked; when there is none, the program ends as it does by default.
final class Interrupts: Sendable {
  private static let active = Mutex<[Interrupts]>([])

  private let count = Mutex(0)
  private let first: @Sendable () -> Void
  private let second: @Sendable () -> Void

  /// Both are called on a thread of their own, at most once each.
  init(first: @escaping @Sendable () -> Void, second: @escaping @Sendable () -> Void) {
    self.first = first
    self.second = second
    Self.active.withLock { $0.append(self) }
  }

  /// How often it was asked to stop.
  var received: Int { count.withLock { $0 } }

  /// From here on it is not asked any more.
  func stop() {
    Self.active.withLock { $0.removeAll { $0 === self } }
  }

  private func receive() {
    let number = count.withLock {
      $0 += 1
      return $0
    }
    switch number {
    case 1: first()
    case 2: second()
    default: break
    }
  }

  // MARK: signals

  /// To be called once, at the start. A handler writes to a pipe and one thread reads from it: the main thread, which sleeps while
  /// others work, takes signals whatever its mask, so that neither blocking nor ignoring them would let another thread have them.
  static func listen() {
    var ends: [Int32] = [-1, -1]
    guard plumb_pipe_cloexec(&ends) == 0 else { return }
    plumb_tell_interrupts(ends[1])
    let reading = ends[0]
    var thread = pthread_t()
    pthread_create(
      &thread, nil, { argument in Interrupts.wait(on: Int32(Int(bitPattern: argument))) },
      UnsafeMutableRawPointer(bitPattern: Int(reading)))
    pthread_detach(thread)
  }

  private static func wait(on descriptor: Int32) -> UnsafeMutableRawPointer? {
    while true {
      var number: UInt8 = 0
      guard read(descriptor, &number, 1) == 1 else { continue }
      guard let last = active.withLock({ $0.last }) else {
        Terminal.clearProgress()
        // As a shell expects of a program that a signal has ended.
        _exit(128 + Int32(number))
      }
      last.receive()
    }
  }
}
