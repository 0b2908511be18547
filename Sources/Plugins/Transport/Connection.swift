import Dispatch
import Synchronization

/// An HTTP/2 connection to a provider, on which any number of gRPC calls may be under way.
///
/// A thread of its own does the work; this is what tasks hand it their calls through.
final class Connection: Sendable {
  /// As large as Terraform accepts and plugins send.
  static let maximumMessageSize = 256 << 20

  /// What tasks ask of the thread.
  enum Order: Sendable {
    case call(Call)
    case cancel(UInt64)
    case close
  }

  struct Call: Sendable {
    var identifier: UInt64
    var path: String
    var message: [UInt8]
    var deadline: ContinuousClock.Instant?
    /// Of a stream, each message as it comes; nil for a call with one answer.
    var receive: (@Sendable ([UInt8]) -> Void)?
    /// The answer; an empty one at the end of a stream.
    var finish: @Sendable (Result<[UInt8], RPCFailure>) -> Void
  }

  private struct Inbox {
    var orders: [Order] = []
    var nextIdentifier: UInt64 = 1
    /// Set when the thread has ended: nothing is taken any more.
    var failure: RPCFailure?
  }

  private let inbox = Mutex(Inbox())
  private let wake: WakeDescriptor

  private init(wake: WakeDescriptor) { self.wake = wake }

  /// Connects; where a certificate is given, by TLS and only to the holder of that very certificate.
  static func open(
    _ endpoint: Endpoint, certificate: [UInt8]?, greetingWithin limit: Duration
  ) throws(RPCFailure) -> Connection {
    guard let wake = WakeDescriptor() else { throw .connectionLost("too many open files") }
    let descriptor = try endpoint.connect()
    let connection = Connection(wake: wake)
    startThread("provider-rpc") {
      let failure = ConnectionLoop.run(
        descriptor: descriptor, wake: wake, certificate: certificate, greetingWithin: limit,
        orders: { connection.takeOrders() })
      connection.end(failure)
    }
    return connection
  }

  /// One request, one answer. The task's cancellation ends the call, except where `isShielded`.
  func call(
    _ path: String, _ message: [UInt8], within limit: Duration? = nil, isShielded: Bool = false
  ) async throws(RPCFailure) -> [UInt8] {
    let identifier = inbox.withLock { inbox in
      defer { inbox.nextIdentifier += 1 }
      return inbox.nextIdentifier
    }
    let deadline = limit.map { ContinuousClock.now + $0 }
    let result: Result<[UInt8], RPCFailure> = await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        give(
          .call(
            Call(
              identifier: identifier, path: path, message: message, deadline: deadline,
              finish: { continuation.resume(returning: $0) })))
        // Cancelled before the call was given: the handler's order came too early to find it.
        if !isShielded, Task.isCancelled { give(.cancel(identifier)) }
      }
    } onCancel: {
      if !isShielded { give(.cancel(identifier)) }
    }
    return try result.get()
  }

  /// The same for a caller who waits in place. The connection's own thread does the work, so that this never waits for the
  /// threads on which tasks run.
  func callInPlace(_ path: String, _ message: [UInt8]) throws(RPCFailure) -> [UInt8] {
    let identifier = inbox.withLock { inbox in
      defer { inbox.nextIdentifier += 1 }
      return inbox.nextIdentifier
    }
    let answer = AnswerSlot()
    give(.call(Call(identifier: identifier, path: path, message: message, finish: { answer.fill($0) })))
    return try answer.wait().get()
  }

  /// Opens a stream of messages to us that lasts as long as the other side likes.
  func stream(_ path: String, _ message: [UInt8], receive: @escaping @Sendable ([UInt8]) -> Void) {
    let identifier = inbox.withLock { inbox in
      defer { inbox.nextIdentifier += 1 }
      return inbox.nextIdentifier
    }
    give(.call(Call(identifier: identifier, path: path, message: message, receive: receive, finish: { _ in })))
  }

  /// The messages that answer one request, as they come. Whoever wants no more of them says so.
  func messages(_ path: String, _ message: [UInt8]) -> MessageStream {
    let identifier = inbox.withLock { inbox in
      defer { inbox.nextIdentifier += 1 }
      return inbox.nextIdentifier
    }
    let (messages, continuation) = AsyncStream.makeStream(of: Result<[UInt8], RPCFailure>.self)
    give(
      .call(
        Call(
          identifier: identifier, path: path, message: message, receive: { continuation.yield(.success($0)) },
          finish: { result in
            if case .failure(let failure) = result { continuation.yield(.failure(failure)) }
            continuation.finish()
          })))
    return MessageStream(messages: messages) { self.give(.cancel(identifier)) }
  }

  /// Ends the connection; calls that are under way fail.
  func close() { give(.close) }

  private func give(_ order: Order) {
    let failure = inbox.withLock { inbox -> RPCFailure? in
      if inbox.failure == nil { inbox.orders.append(order) }
      return inbox.failure
    }
    if let failure {
      if case .call(let call) = order { call.finish(.failure(failure)) }
    } else {
      wake.wake()
    }
  }

  private func takeOrders() -> [Order] {
    inbox.withLock { inbox in
      defer { inbox.orders.removeAll(keepingCapacity: true) }
      return inbox.orders
    }
  }

  private func end(_ failure: RPCFailure) {
    let left = inbox.withLock { inbox in
      inbox.failure = failure
      defer { inbox.orders = [] }
      return inbox.orders
    }
    for case .call(let call) in left { call.finish(.failure(failure)) }
  }
}

/// The messages of a stream; a failure is the last of them.
struct MessageStream: Sendable {
  let messages: AsyncStream<Result<[UInt8], RPCFailure>>
  /// Tells the other side that nobody listens any more; nothing when it has come to its end.
  let giveUp: @Sendable () -> Void
}

/// One answer, waited for in place.
private final class AnswerSlot: Sendable {
  private let semaphore = DispatchSemaphore(value: 0)
  private let answer = Mutex<Result<[UInt8], RPCFailure>?>(nil)

  func fill(_ result: Result<[UInt8], RPCFailure>) {
    answer.withLock { $0 = result }
    semaphore.signal()
  }

  func wait() -> Result<[UInt8], RPCFailure> {
    semaphore.wait()
    return answer.withLock { $0 } ?? .failure(.cancelled)
  }
}
