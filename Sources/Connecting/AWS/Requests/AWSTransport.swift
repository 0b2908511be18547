import Model
import Synchronization

/// Sends calls: finds the endpoint, signs, repeats what may pass.
struct AWSTransport: Sendable {
  let region: String
  let endpoints: AWSEndpoints
  let surroundings: AWSSurroundings
  let attempts: Int
  let trust: HTTPTrust
  let proxy: HTTPProxy?
  private let clock = ClockOffset()

  init(
    region: String, endpoints: AWSEndpoints, surroundings: AWSSurroundings, attempts: Int, trust: HTTPTrust,
    proxy: HTTPProxy?
  ) {
    self.region = region
    self.endpoints = endpoints
    self.surroundings = surroundings
    self.attempts = max(1, attempts)
    self.trust = trust
    self.proxy = proxy
  }

  /// How far this machine's clock is off, as found out once for all calls.
  private final class ClockOffset: Sendable {
    let seconds = Mutex(0)
  }

  /// `region` is another than the transport's where that is given.
  func send(
    _ call: AWSCall, region otherRegion: String? = nil,
    credentials: () async throws(AWSError) -> AWSCredentials?
  ) async throws(AWSError) -> HTTPResponse {
    let region = otherRegion ?? region
    let endpoint = call.endpoint ?? endpoints.endpoint(for: call.service, region: region)
    var attempt = 1
    var hasSetClock = false
    while true {
      let signing = call.isSigned ? try await credentials() : nil
      let time = surroundings.now() + clock.seconds.withLock { $0 }
      let request = try prepared(
        call.request(endpoint: endpoint, region: region, credentials: signing, time: time))
      let error: AWSError
      do throws(HTTPError) {
        let response: HTTPResponse
        if let file = call.file {
          response = try await surroundings.http.download(request, to: file)
        } else {
          response = try await surroundings.http.send(request)
        }
        if response.isSuccess { return response }
        let fault = AWSServiceError(service: call.service, operation: call.operation, response: response)
        if !hasSetClock, signing != nil, setClock(fault, response, ours: time) {
          hasSetClock = true
          continue
        }
        error = .service(fault)
      } catch let failure {
        error = .transport(failure)
      }
      guard attempt < call.maximumAttempts ?? attempts, AWSRetry.mayPass(error) else { throw error }
      do { try await surroundings.wait(AWSRetry.delay(after: attempt, random: surroundings.random())) } catch {
        throw .transport(.cancelled)
      }
      attempt += 1
    }
  }

  private func prepared(_ request: HTTPRequest) -> HTTPRequest {
    var request = request
    request.trust = trust
    request.proxy = proxy
    return request
  }

  /// Takes over the service's time when ours is why it refused; false when that is not the reason.
  private func setClock(_ error: AWSServiceError, _ response: HTTPResponse, ours: UTCTime) -> Bool {
    let serviceTime = response.header("date").flatMap { UTCTime(http: $0) }
    guard let offset = AWSRetry.clockOffset(error, serviceTime: serviceTime, ours: ours) else { return false }
    clock.seconds.withLock { $0 += offset }
    return true
  }
}
