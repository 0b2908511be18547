import Providers

/// The messages with which a provider answers one request, for one reader.
struct AnswerStream {
  private var iterator: AsyncStream<Result<[UInt8], RPCFailure>>.Iterator
  private let explain: @Sendable (RPCFailure) async -> ProviderError
  let giveUp: @Sendable () -> Void

  init(_ stream: MessageStream, explain: @escaping @Sendable (RPCFailure) async -> ProviderError) {
    iterator = stream.messages.makeAsyncIterator()
    giveUp = stream.giveUp
    self.explain = explain
  }

  /// Nil after the last one.
  mutating func next() async throws(ProviderError) -> [UInt8]? {
    switch await iterator.next() {
    case .success(let message): return message
    case .failure(let failure): throw await explain(failure)
    case nil:
      // What is not waited for any more has no end of its own.
      if Task.isCancelled { throw await explain(.cancelled) }
      return nil
    }
  }
}
