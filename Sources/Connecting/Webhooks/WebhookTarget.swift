/// Where to tell of something. The URL of a webhook is a secret itself: whoever knows it may write there. So it is shown
/// nowhere, and `place` is what messages name.
package struct WebhookTarget: Sendable, Hashable, CustomStringConvertible, CustomReflectable {
  let url: String
  let secret: String?
  /// Scheme, host and port.
  package let place: String

  /// Nil for what is no http or https URL with a host.
  package init?(url: String, secret: String? = nil) {
    let text = url.filter { !$0.isWhitespace }
    guard let separator = text.firstRange(of: "://"),
      ["http", "https"].contains(text[..<separator.lowerBound].lowercased())
    else { return nil }
    let authority = text[separator.upperBound...].prefix { $0 != "/" && $0 != "?" && $0 != "#" }
    let host = authority.split(separator: "@", omittingEmptySubsequences: false).last ?? ""
    guard !host.isEmpty, host.first != ":" else { return nil }
    self.url = text
    self.secret = secret.flatMap { $0.isEmpty ? nil : $0 }
    place = "\(text[..<separator.lowerBound].lowercased())://\(host)"
  }

  /// What the environment names, or nothing. Throws the variable's name where its value is no URL.
  package static func read(
    _ environment: [String: String], url: String, secret: String? = nil
  ) throws(WebhookProblem) -> WebhookTarget? {
    guard let text = environment[url], !text.isEmpty else { return nil }
    guard let target = WebhookTarget(url: text, secret: secret.flatMap { environment[$0] }) else {
      throw .noURL(variable: url)
    }
    return target
  }

  package var description: String { place }
  package var customMirror: Mirror { Mirror(self, children: ["place": place]) }

  /// The text without what of the URL is secret: a server, or libcurl, may repeat it.
  func hiding(_ text: String) -> String {
    var text = text.replacing(url, with: place)
    let rest = url.dropFirst(
      url.firstRange(of: "://").map { url.distance(from: url.startIndex, to: $0.upperBound) } ?? 0)
    var parts = rest.split { "/?#&=@".contains($0) }.map(String.init)
    // The host may be named.
    parts.removeAll { place.hasSuffix($0) || $0.utf8.count < Self.shortestSecret }
    for part in parts + [secret].compactMap({ $0 }) { text = text.replacing(part, with: "…") }
    return text
  }

  /// Shorter parts, such as `v1`, are no secrets, and stand in many words.
  private static let shortestSecret = 6
}

/// Why a webhook was not told; never with its URL.
package enum WebhookProblem: Error, Sendable, Hashable, CustomStringConvertible {
  case noURL(variable: String)
  /// After so many attempts.
  case refused(place: String, status: Int, answer: String, attempts: Int)
  case unreachable(place: String, reason: String, attempts: Int)

  package var description: String {
    switch self {
    case .noURL(let variable): "\(variable) is no http or https URL"
    case .refused(let place, let status, let answer, let attempts):
      "\(place) answered with status \(status)" + (answer.isEmpty ? "" : " (\(answer))") + Self.words(attempts)
    case .unreachable(let place, let reason, let attempts): "\(place) was not told: \(reason)" + Self.words(attempts)
    }
  }

  private static func words(_ attempts: Int) -> String { attempts == 1 ? "" : ", after \(attempts) attempts" }
}
