package import Model

/// Tells others of something by a POST with JSON.
///
/// An attempt that failed may have arrived all the same: `X-Plumb-Delivery` is the same for all attempts, so that whoever
/// receives it can tell. With a secret, `X-Plumb-Signature` is `sha256=` and the HMAC of `TIMESTAMP.BODY`, where TIMESTAMP is the text of
/// `X-Plumb-Timestamp`.
package struct Webhook: Sendable {
  static let attempts = 4
  static let firstDelay: Duration = .seconds(1)
  static let maximumDelay: Duration = .seconds(30)
  static let timeout: Duration = .seconds(15)
  /// Of what a server says about a refusal.
  private static let longestAnswer = 200

  private let http: HTTPClient
  private let now: @Sendable () -> UTCTime
  private let wait: @Sendable (Duration) async throws -> Void

  package init(
    http: HTTPClient = HTTPClient(), now: @escaping @Sendable () -> UTCTime = { .now },
    wait: @escaping @Sendable (Duration) async throws -> Void = { try await Task.sleep(for: $0) }
  ) {
    self.http = http
    self.now = now
    self.wait = wait
  }

  package func send(_ content: JSON, to target: WebhookTarget) async throws(WebhookProblem) {
    let request = request(content.written(), target)
    var attempt = 1
    while true {
      let problem: WebhookProblem
      var delay = min(Self.firstDelay * (1 << (attempt - 1)), Self.maximumDelay)
      switch await outcome(of: request) {
      case .success(let response):
        if response.isSuccess { return }
        problem = .refused(
          place: target.place, status: response.status, answer: answer(response, target), attempts: attempt)
        guard response.status == 429 || response.status >= 500 else { throw problem }
        if let seconds = response.header("retry-after").flatMap({ Int($0) }), seconds > 0 {
          delay = min(max(delay, .seconds(seconds)), Self.maximumDelay)
        }
      case .failure(let error):
        problem = .unreachable(place: target.place, reason: reason(error, target), attempts: attempt)
        guard mayPass(error) else { throw problem }
      }
      guard attempt < Self.attempts else { throw problem }
      do { try await wait(delay) } catch { throw problem }
      attempt += 1
    }
  }

  private func outcome(of request: HTTPRequest) async -> Result<HTTPResponse, HTTPError> {
    do throws(HTTPError) { return .success(try await http.send(request)) } catch { return .failure(error) }
  }

  private func request(_ body: [UInt8], _ target: WebhookTarget) -> HTTPRequest {
    var request = HTTPRequest(.post, target.url)
    let time = String(now().seconds)
    request.headers = [
      HTTPHeader("Content-Type", "application/json"), HTTPHeader("X-Plumb-Timestamp", time),
      HTTPHeader("X-Plumb-Delivery", String(Hashing.hexadecimal(Hashing.sha256(Array(time.utf8) + body)).prefix(32))),
    ]
    if let secret = target.secret {
      let code = Hashing.hmacSHA256(key: Array(secret.utf8), Array("\(time).".utf8) + body)
      request.headers.append(HTTPHeader("X-Plumb-Signature", "sha256=\(Hashing.hexadecimal(code))"))
    }
    request.body = body
    request.timeout = Self.timeout
    request.connectTimeout = Self.timeout
    request.maximumBodySize = 1 << 20
    // Elsewhere is not where the user wanted it told.
    request.maximumRedirects = 0
    return request
  }

  private func mayPass(_ error: HTTPError) -> Bool {
    switch error {
    case .unreachable, .timedOut, .broken: true
    default: false
    }
  }

  private func reason(_ error: HTTPError, _ target: WebhookTarget) -> String {
    switch error {
    case .invalidURL: "its URL is not valid"
    case .unreachable(_, let reason): "it cannot be reached: \(target.hiding(reason))"
    case .untrusted(_, let reason): "no trusted connection can be established: \(target.hiding(reason))"
    case .timedOut: "no complete answer in time"
    case .tooLarge: "its answer is too large"
    case .cancelled: "the request was cancelled"
    case .unwritable(_, let reason), .broken(_, let reason): "the exchange failed: \(target.hiding(reason))"
    }
  }

  private func answer(_ response: HTTPResponse, _ target: WebhookTarget) -> String {
    let text = target.hiding(String(decoding: response.body, as: UTF8.self))
    return String(
      String.UnicodeScalarView(
        text.unicodeScalars.prefix(Self.longestAnswer).map { $0.properties.generalCategory == .control ? " " : $0 }))
  }
}
