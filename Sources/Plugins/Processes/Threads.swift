import CSystem
import Glibc
import Synchronization

/// Runs a closure on a thread of its own: for loops that wait in poll(2) and for work that would hold up the few threads
/// of the concurrency pool.
func startThread(_ name: StaticString, _ body: @escaping @Sendable () -> Void) {
  let box = Unmanaged.passRetained(ThreadBody(name: name, run: body))
  var attributes = pthread_attr_t()
  pthread_attr_init(&attributes)
  defer { pthread_attr_destroy(&attributes) }
  pthread_attr_setdetachstate(&attributes, Int32(PTHREAD_CREATE_DETACHED))
  var thread = pthread_t()
  let failure = pthread_create(&thread, &attributes, runThread, box.toOpaque())
  // Out of threads: the work is done nevertheless, if not beside other work.
  if failure != 0 { _ = runThread(box.toOpaque()) }
}

/// The result of work done on a thread of its own.
func onOwnThread<Result: Sendable>(_ name: StaticString, _ work: @escaping @Sendable () -> Result) async -> Result {
  await withCheckedContinuation { continuation in
    startThread(name) { continuation.resume(returning: work()) }
  }
}

private final class ThreadBody: Sendable {
  let name: StaticString
  let run: @Sendable () -> Void

  init(name: StaticString, run: @escaping @Sendable () -> Void) {
    self.name = name
    self.run = run
  }
}

private func runThread(_ raw: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
  guard let raw else { return nil }
  let body = Unmanaged<ThreadBody>.fromOpaque(raw).takeRetainedValue()
  // Signals are the main thread's business.
  var all = sigset_t()
  sigfillset(&all)
  pthread_sigmask(SIG_SETMASK, &all, nil)
  plumb_name_thread(body.name.description)
  body.run()
  return nil
}

/// A value that comes once and is waited for by any number of tasks.
final class Promise<Value: Sendable>: Sendable {
  private enum State {
    case waiting([CheckedContinuation<Value, Never>])
    case fulfilled(Value)
  }

  private let state = Mutex(State.waiting([]))

  /// Only the first value counts.
  func fulfil(_ value: Value) {
    let waiting = state.withLock { state -> [CheckedContinuation<Value, Never>] in
      guard case .waiting(let continuations) = state else { return [] }
      state = .fulfilled(value)
      return continuations
    }
    for continuation in waiting { continuation.resume(returning: value) }
  }

  var value: Value {
    get async {
      await withCheckedContinuation { continuation in
        let present = state.withLock { state -> Value? in
          switch state {
          case .fulfilled(let value): return value
          case .waiting(let continuations):
            state = .waiting(continuations + [continuation])
            return nil
          }
        }
        if let present { continuation.resume(returning: present) }
      }
    }
  }

  /// The value if it has come.
  var current: Value? {
    state.withLock { state in
      if case .fulfilled(let value) = state { return value }
      return nil
    }
  }

  /// The value, or nil when it does not come in time.
  func value(within duration: Duration) async -> Value? {
    let limited = Promise<Value?>()
    let waiter = Task { limited.fulfil(await value) }
    let timer = Task {
      try await Task.sleep(for: duration)
      limited.fulfil(nil)
    }
    defer {
      waiter.cancel()
      timer.cancel()
    }
    return await limited.value
  }
}

/// Wakes a thread that waits in poll(2). Closed with the last reference.
final class WakeDescriptor: Sendable {
  let descriptor: Int32

  /// Nil when the process is out of descriptors.
  init?() {
    descriptor = plumb_wake_descriptor()
    if descriptor < 0 { return nil }
  }

  deinit { close(descriptor) }

  func wake() { plumb_wake(descriptor) }
  func clear() { plumb_clear_wake(descriptor) }
}
