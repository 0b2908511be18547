import Model

extension AWSServiceError {
  /// What a service says in an answer that is no success, in whichever of AWS's forms.
  init(service: AWSService, operation: String, response: HTTPResponse) {
    self.init(
      service: service.name, operation: operation, status: response.status, code: "", message: "",
      requestID: response.header("x-amzn-requestid") ?? response.header("x-amz-request-id"),
      bucketRegion: response.header("x-amz-bucket-region"))
    if let json = try? JSON.read(response.body) {
      code = json["__type"]?.string ?? json["code"]?.string ?? ""
      message = json["message"]?.string ?? json["Message"]?.string ?? ""
    } else if let xml = XMLElement.read(response.body) {
      code = xml.first("Code")?.text ?? ""
      message = xml.first("Message")?.text ?? ""
      if let region = xml.first("Region")?.text, service == .s3 { bucketRegion = bucketRegion ?? region }
      requestID = requestID ?? xml.first("RequestId")?.text
    }
    if let header = response.header("x-amzn-errortype") { code = header }
    // `namespace#Code` and `Code:http://…`.
    code = String(code.split(separator: "#").last?.prefix { $0 != ":" } ?? "")
    if code.isEmpty { code = Self.names[response.status] ?? "UnknownError" }
  }

  /// For answers without a body, such as those to HEAD.
  private static let names = [
    301: "MovedPermanently", 304: "NotModified", 400: "BadRequest", 401: "Unauthorized", 403: "Forbidden",
    404: "NotFound", 409: "Conflict", 412: "PreconditionFailed", 429: "TooManyRequests", 500: "InternalError",
    503: "ServiceUnavailable",
  ]
}

/// When a call is tried again: the rules of the SDKs' standard mode.
package enum AWSRetry {
  package static let usualAttempts = 3
  private static let maximumDelay = 20.0

  private static let throttlingCodes: Set = [
    "Throttling", "ThrottlingException", "ThrottledException", "RequestThrottledException", "TooManyRequestsException",
    "ProvisionedThroughputExceededException", "TransactionInProgressException", "RequestLimitExceeded",
    "BandwidthLimitExceeded", "LimitExceededException", "RequestThrottled", "SlowDown", "PriorRequestNotComplete",
    "EC2ThrottledException",
  ]
  private static let passingCodes: Set = [
    "RequestTimeout", "RequestTimeoutException", "InternalError", "IDPCommunicationError",
  ]
  private static let clockCodes: Set = [
    "RequestTimeTooSkewed", "RequestExpired", "RequestInTheFuture", "InvalidSignatureException",
    "SignatureDoesNotMatch", "AuthFailure",
  ]
  /// Less than this is no reason for a refused signature.
  private static let toleratedSkew = 240

  /// The service wants to be asked less.
  package static func isThrottling(_ error: AWSServiceError) -> Bool {
    throttlingCodes.contains(error.code) || error.status == 429
  }

  package static func mayPass(_ error: AWSError) -> Bool {
    switch error {
    case .service(let error):
      throttlingCodes.contains(error.code) || passingCodes.contains(error.code)
        || [429, 500, 502, 503, 504].contains(error.status)
    case .transport(.unreachable), .transport(.timedOut), .transport(.broken): true
    default: false
    }
  }

  /// A random part of a time that doubles, so that not all who were refused come back at once.
  package static func delay(after attempt: Int, random: Double) -> Duration {
    .milliseconds(Int(min(maximumDelay, random * Double(1 << min(attempt, 16))) * 1000))
  }

  /// How far our clock is behind the service's, when that is why a signature was refused.
  static func clockOffset(_ error: AWSServiceError, serviceTime: UTCTime?, ours: UTCTime) -> Int? {
    guard clockCodes.contains(error.code), let serviceTime else { return nil }
    let offset = serviceTime.seconds - ours.seconds
    return abs(offset) > toleratedSkew ? offset : nil
  }
}
