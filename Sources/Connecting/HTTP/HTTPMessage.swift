/// One HTTP request and the limits within which it must be answered.
package struct HTTPRequest: Sendable {
  /// Some servers are told by names of their own what to do.
  package struct Method: RawRepresentable, Sendable, Hashable {
    package let rawValue: String
    package init(rawValue: String) { self.rawValue = rawValue }

    package static let get = Method(rawValue: "GET")
    package static let head = Method(rawValue: "HEAD")
    package static let post = Method(rawValue: "POST")
    package static let put = Method(rawValue: "PUT")
    package static let patch = Method(rawValue: "PATCH")
    package static let delete = Method(rawValue: "DELETE")
    package static let lock = Method(rawValue: "LOCK")
    package static let unlock = Method(rawValue: "UNLOCK")
  }

  package var method: Method
  package var url: String
  package var headers: [HTTPHeader] = []
  package var body: [UInt8]?
  /// For the whole exchange, all redirects included.
  package var timeout: Duration = .seconds(60)
  package var connectTimeout: Duration = .seconds(15)
  /// A longer answer is an error, so that no server can fill memory or disk.
  package var maximumBodySize = 32 << 20
  package var maximumRedirects = 10
  /// Sends `..` and `//` of the path as they are: they belong to the names of some stores, and to signatures.
  package var keepsPath = false
  package var trust = HTTPTrust()
  /// Nil for that of the environment.
  package var proxy: HTTPProxy?
  /// Names and passwords by host, for those who are asked for one. It need not exist.
  package var netrcFile: String?

  package init(_ method: Method = .get, _ url: String) {
    self.method = method
    self.url = url
  }
}

package struct HTTPHeader: Sendable, Hashable {
  package var name: String
  package var value: String

  package init(_ name: String, _ value: String) {
    self.name = name
    self.value = value
  }
}

package struct HTTPResponse: Sendable {
  package var status: Int
  package var headers: [HTTPHeader]
  /// Empty when it went into a file, where only successes go.
  package var body: [UInt8]
  /// Where the answer came from, after redirects.
  package var url: String

  package var isSuccess: Bool { (200..<300).contains(status) }

  /// The last header of a name, whatever its case.
  package func header(_ name: String) -> String? {
    headers.last { $0.name.lowercased() == name.lowercased() }?.value
  }
}

/// Why there is no answer at all; an answer with a bad status is none of these.
package enum HTTPError: Error, Sendable, Hashable {
  case invalidURL(String)
  case unreachable(url: String, reason: String)
  case untrusted(url: String, reason: String)
  case timedOut(url: String)
  case tooLarge(url: String, limit: Int)
  case cancelled
  /// The place for the answer cannot be written.
  case unwritable(path: String, reason: String)
  case broken(url: String, reason: String)
}

extension HTTPError: CustomStringConvertible {
  package var description: String {
    switch self {
    case .invalidURL(let url): "\"\(url)\" is no valid http or https URL"
    case .unreachable(let url, let reason): "cannot reach \(url): \(reason)"
    case .untrusted(let url, let reason): "cannot establish a trusted connection to \(url): \(reason)"
    case .timedOut(let url): "no complete answer from \(url) in time"
    case .tooLarge(let url, let limit): "the answer from \(url) is larger than the allowed \(limit) bytes"
    case .cancelled: "the request was cancelled"
    case .unwritable(let path, let reason): "cannot write \(path): \(reason)"
    case .broken(let url, let reason): "the exchange with \(url) failed: \(reason)"
    }
  }
}

/// When a request that had no useful answer is sent again.
package struct RetryPolicy: Sendable {
  /// All attempts together; 1 means no repetition.
  package var attempts: Int
  package var firstDelay: Duration
  /// Delays double up to this.
  package var maximumDelay: Duration
  package var statuses: Set<Int>

  package static let never = RetryPolicy(attempts: 1, firstDelay: .zero, maximumDelay: .zero, statuses: [])
  /// For requests that may be repeated without harm.
  package static let standard = RetryPolicy(
    attempts: 3, firstDelay: .milliseconds(500), maximumDelay: .seconds(8), statuses: [429, 500, 502, 503, 504])

  package init(attempts: Int, firstDelay: Duration, maximumDelay: Duration, statuses: Set<Int>) {
    self.attempts = attempts
    self.firstDelay = firstDelay
    self.maximumDelay = maximumDelay
    self.statuses = statuses
  }

  /// How long to wait after an attempt (counted from 1), or nil to leave it at that.
  package func delay(after attempt: Int, _ outcome: Result<Int, HTTPError>) -> Duration? {
    guard attempt < attempts else { return nil }
    switch outcome {
    case .success(let status) where statuses.contains(status): break
    case .failure(.unreachable), .failure(.timedOut), .failure(.broken): break
    default: return nil
    }
    return min(firstDelay * (1 << min(attempt - 1, 16)), maximumDelay)
  }
}
