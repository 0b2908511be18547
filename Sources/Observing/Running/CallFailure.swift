import Connecting
import Model

/// Why a page could not be had, as a gap tells it.
struct CallFailure: Error, Sendable, Hashable {
  var reason: ObservationGap.Reason
  var detail: String

  init(_ reason: ObservationGap.Reason, _ detail: String) {
    self.reason = reason
    // A service that refuses a signature repeats the request from its second line on, session token and all.
    self.detail = String(detail.prefix { !$0.isNewline }.prefix(Self.maximumDetail))
  }

  init(_ error: AWSError) { self.init(Self.reason(error), error.description) }

  /// More than any service says that is to the point.
  private static let maximumDetail = 400

  private static func reason(_ error: AWSError) -> ObservationGap.Reason {
    guard case .service(let error) = error else { return .failed }
    if AWSRetry.isThrottling(error) { return .throttled }
    if unsupported.contains(error.code) || error.status == 501 { return .unsupported }
    // What is wrong is who asks, not what is asked for.
    if expired.contains(error.code) { return .failed }
    if denied.contains(error.code) || [401, 403].contains(error.status) { return .denied }
    return .failed
  }

  private static let expired: Set = ["ExpiredToken", "ExpiredTokenException", "RequestExpired"]
  private static let denied: Set = [
    "AccessDenied", "AccessDeniedException", "UnauthorizedOperation", "AuthorizationError",
    "AuthorizationErrorException",
    "NotAuthorized", "NotAuthorizedException", "UnauthorizedException", "AuthFailure", "UnrecognizedClientException",
    "InvalidClientTokenId",
  ]
  private static let unsupported: Set = [
    "OptInRequired", "SubscriptionRequiredException", "UnknownOperationException", "UnknownOperation", "InvalidAction",
    "UnsupportedOperation", "UnsupportedOperationException", "NotImplemented", "EndpointNotFound",
  ]
}

extension AWSServiceError {
  /// Credentials that open nothing at all.
  var isAboutCredentials: Bool {
    [
      "InvalidClientTokenId", "ExpiredToken", "ExpiredTokenException", "SignatureDoesNotMatch",
      "UnrecognizedClientException", "InvalidSignatureException", "MissingAuthenticationToken",
    ].contains(code)
  }
}
