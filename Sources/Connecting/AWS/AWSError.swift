/// Why there is no answer from AWS that could be used.
package enum AWSError: Error, Sendable, Hashable {
  /// Nothing in the chain had credentials; the last place's reason, when it had one.
  case noCredentials(reason: String?)
  /// The settings, the environment or the files of profiles contradict themselves.
  case configuration(String)
  /// A place that should have given credentials did not: which, and why.
  case credentials(source: String, reason: String)
  case service(AWSServiceError)
  case transport(HTTPError)
  /// An answer that cannot be understood.
  case malformed(service: String, operation: String)
}

/// An error that a service answered with.
package struct AWSServiceError: Error, Sendable, Hashable {
  package var service: String
  package var operation: String
  package var status: Int
  /// `NoSuchKey`, `ConditionalCheckFailedException`, …; `NotFound` and the like where the answer had no body.
  package var code: String
  package var message: String
  package var requestID: String?
  /// Of S3, when a bucket is elsewhere.
  package var bucketRegion: String?
}

extension AWSError: CustomStringConvertible {
  package var description: String {
    switch self {
    case .noCredentials(let reason):
      "no valid credential sources found: neither arguments, nor environment variables, shared files, a web identity, "
        + "a container or an instance gave credentials" + (reason.map { " (\($0))" } ?? "")
    case .configuration(let reason): reason
    case .credentials(let source, let reason): "\(source) gave no credentials: \(reason)"
    case .service(let error): error.description
    case .transport(let error): error.description
    case .malformed(let service, let operation): "\(service) answered \(operation) with what cannot be understood"
    }
  }

  /// The service's own code, when one answered.
  package var code: String? {
    if case .service(let error) = self { return error.code }
    return nil
  }
}

extension AWSServiceError: CustomStringConvertible {
  package var description: String {
    "operation error \(service): \(operation), https response error StatusCode: \(status)"
      + (requestID.map { ", RequestID: \($0)" } ?? "") + ", \(code)" + (message.isEmpty ? "" : ": \(message)")
  }
}
