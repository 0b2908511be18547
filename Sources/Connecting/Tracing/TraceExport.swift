package import Model

/// Sends what was recorded, within a limited time and without ever failing.
package struct TraceExport: Sendable {
  package var request: TraceRequest
  package var client: HTTPClient

  /// As many spans as go into one request: collectors refuse large ones.
  static let batchSize = 2_000

  package init(request: TraceRequest, client: HTTPClient) {
    self.request = request
    self.client = client
  }

  /// What went wrong, for those who want to know; nil when all was taken.
  package func send(_ spans: [Span]) async -> String? {
    let deadline = ContinuousClock.now + request.settings.timeout
    var sent = 0
    while sent < spans.count {
      let rest = deadline - ContinuousClock.now
      guard rest > .zero else { return "the collector took too long; \(spans.count - sent) spans were not sent" }
      let batch = spans[sent..<min(sent + Self.batchSize, spans.count)]
      var message = HTTPRequest(.post, request.settings.endpoint)
      message.headers = [HTTPHeader("Content-Type", "application/json")] + request.settings.headers
      message.body = Array(request.json(batch).text(.compact).utf8)
      message.timeout = rest
      message.connectTimeout = rest
      message.maximumBodySize = 1 << 20
      do throws(HTTPError) {
        let response = try await client.send(message)
        guard response.isSuccess else { return "the collector answered with status \(response.status)" }
      } catch {
        return "the collector could not be reached: \(error.description)"
      }
      sent += batch.count
    }
    return nil
  }
}
