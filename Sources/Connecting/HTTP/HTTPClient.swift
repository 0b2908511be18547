import Dispatch
import Glibc

/// Sends requests by libcurl, each on a thread of its own. Copies of a client that keeps connections share them.
package struct HTTPClient: Sendable {
  package var userAgent: String
  private let wait: @Sendable (Duration) async throws -> Void
  private let pool: ConnectionPool?

  /// `wait` is the pause between attempts. `keepsConnections` is for whoever asks the same servers again and again, and only where a
  /// request may come to a server twice: libcurl sends one again that a connection, kept and closed meanwhile, has not answered.
  package init(
    userAgent: String = "plumb", keepsConnections: Bool = false,
    wait: @escaping @Sendable (Duration) async throws -> Void = { try await Task.sleep(for: $0) }
  ) {
    self.userAgent = userAgent
    self.wait = wait
    pool = keepsConnections ? ConnectionPool() : nil
  }

  /// The answer with its body in memory.
  package func send(_ request: HTTPRequest, retry: RetryPolicy = .never) async throws(HTTPError) -> HTTPResponse {
    try await repeated(retry) { () async throws(HTTPError) in try await once(request, file: nil) }
  }

  /// The answer with its body in a file, which is created anew; an answer other than a success leaves none behind.
  package func download(
    _ request: HTTPRequest, to path: String, retry: RetryPolicy = .never
  ) async throws(HTTPError) -> HTTPResponse {
    try await repeated(retry) { () async throws(HTTPError) in
      let file = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
      if file < 0 { throw HTTPError.unwritable(path: path, reason: String(cString: strerror(errno))) }
      do throws(HTTPError) {
        let response = try await once(request, file: file)
        if close(file) != 0 { throw HTTPError.unwritable(path: path, reason: String(cString: strerror(errno))) }
        if !response.isSuccess { unlink(path) }
        return response
      } catch {
        unlink(path)
        throw error
      }
    }
  }

  private func repeated(
    _ retry: RetryPolicy, _ attempt: () async throws(HTTPError) -> HTTPResponse
  ) async throws(HTTPError) -> HTTPResponse {
    var number = 1
    while true {
      let outcome: Result<HTTPResponse, HTTPError>
      do { outcome = .success(try await attempt()) } catch { outcome = .failure(error) }
      guard let delay = retry.delay(after: number, outcome.map(\.status)) else { return try outcome.get() }
      do { try await wait(delay) } catch { throw .cancelled }
      number += 1
    }
  }

  private func once(_ request: HTTPRequest, file: Int32?) async throws(HTTPError) -> HTTPResponse {
    let exchange = Exchange(request, userAgent: userAgent, file: file, pool: pool)
    let outcome: Result<HTTPResponse, HTTPError> = await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        transfers.async { continuation.resume(returning: exchange.perform()) }
      }
    } onCancel: {
      exchange.cancel()
    }
    return try outcome.get()
  }
}

private let transfers = DispatchQueue(label: "plumb.http", attributes: .concurrent)
