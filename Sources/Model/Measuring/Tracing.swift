import Synchronization

/// Where measured work is noted. The clock is given, so that tests have their own.
package final class SpanRecorder: Sendable {
  /// More spans than this would be a burden to whoever looks at them: further ones are counted only.
  package static let maximumSpans = 200_000

  private struct State {
    var spans: [Span] = []
    var last: Span.Identifier = 0
    var dropped = 0
  }

  private let state = Mutex(State())
  private let elapsed: @Sendable () -> Duration
  /// Identifiers are counted from here on, so that those of two processes differ.
  private let first: Span.Identifier

  /// `elapsed` tells the time since the recorder was made.
  package init(first: Span.Identifier = 1, elapsed: @escaping @Sendable () -> Duration) {
    self.first = first
    self.elapsed = elapsed
  }

  package var now: Duration { elapsed() }

  /// In the order in which they ended.
  package var spans: [Span] { state.withLock(\.spans) }
  package var dropped: Int { state.withLock(\.dropped) }

  /// Takes what is there, and leaves nothing.
  package func take() -> [Span] {
    state.withLock { state in
      defer { state.spans = [] }
      return state.spans
    }
  }

  fileprivate func next() -> Span.Identifier {
    state.withLock { state in
      state.last &+= 1
      let identifier = first &+ state.last
      // Zero means "none" to whoever reads traces.
      return identifier == 0 ? 1 : identifier
    }
  }

  fileprivate func add(_ span: Span) {
    state.withLock { state in
      if state.spans.count < Self.maximumSpans { state.spans.append(span) } else { state.dropped += 1 }
    }
  }
}

/// The one place where work is measured, for `-timings` and for traces. Costs next to nothing when nobody records.
package struct Tracing: Sendable {
  /// What is going on, in the task that asks; nil when nobody records.
  @TaskLocal package static var current: Tracing?

  package let recorder: SpanRecorder
  /// The span that new ones are within.
  package let parent: Span.Identifier?

  package init(recorder: SpanRecorder, parent: Span.Identifier? = nil) {
    self.recorder = recorder
    self.parent = parent
  }

  /// Work that is under way. To be ended once.
  package struct Work: Sendable {
    fileprivate let tracing: Tracing
    fileprivate let name: String
    fileprivate let attributes: [String: String]
    fileprivate let identifier: Span.Identifier
    fileprivate let begin: Duration

    package func end(hasFailed: Bool = false) {
      tracing.recorder.add(
        Span(
          name: name, attributes: attributes, identifier: identifier, parent: tracing.parent, begin: begin,
          end: tracing.recorder.now, hasFailed: hasFailed))
    }
  }

  /// Begins work that nothing else is within; nil when nobody records.
  package static func begin(_ name: @autoclosure () -> String, _ attributes: @autoclosure () -> [String: String] = [:])
    -> Work?
  {
    guard let tracing = current else { return nil }
    return Work(
      tracing: tracing, name: name(), attributes: attributes(), identifier: tracing.recorder.next(),
      begin: tracing.recorder.now)
  }

  /// Measures a phase: what is begun in it is within it.
  package static func measure<Result, Failure: Error>(
    _ name: String, _ attributes: @autoclosure () -> [String: String] = [:],
    isolation: isolated (any Actor)? = #isolation, _ body: () async throws(Failure) -> Result
  ) async throws(Failure) -> Result {
    guard let work = begin(name, attributes()) else { return try await body() }
    let inner = Tracing(recorder: work.tracing.recorder, parent: work.identifier)
    let result = await $current.withValue(inner) { () async -> Swift.Result<Result, Failure> in
      do throws(Failure) { return .success(try await body()) } catch { return .failure(error) }
    }
    if case .failure = result { work.end(hasFailed: true) } else { work.end() }
    return try result.get()
  }

  /// The same for work that waits for nothing.
  package static func measureInPlace<Result, Failure: Error>(
    _ name: String, _ attributes: @autoclosure () -> [String: String] = [:], _ body: () throws(Failure) -> Result
  ) throws(Failure) -> Result {
    guard let work = begin(name, attributes()) else { return try body() }
    let inner = Tracing(recorder: work.tracing.recorder, parent: work.identifier)
    let result = $current.withValue(inner) { () -> Swift.Result<Result, Failure> in
      do throws(Failure) { return .success(try body()) } catch { return .failure(error) }
    }
    if case .failure = result { work.end(hasFailed: true) } else { work.end() }
    return try result.get()
  }
}
