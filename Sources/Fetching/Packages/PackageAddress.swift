import Connecting

/// A URL with its query taken apart, of which some arguments are for us and the others for the server.
package struct PackageAddress: Sendable {
  private var path: String
  private var query: [(name: String, text: Substring)]
  /// What stands after `#`, for stores that name versions so.
  let fragment: String?

  package init(_ given: String) {
    let hash = given.firstIndex(of: "#")
    fragment = hash.map { String(given[given.index(after: $0)...]) }
    let text = given[..<(hash ?? given.endIndex)]
    let mark = text.firstIndex(of: "?")
    path = String(text[..<(mark ?? text.endIndex)])
    query =
      mark.map { mark in
        text[text.index(after: mark)...].split(separator: "&").map { argument in
          (String(argument.prefix { $0 != "=" }), argument)
        }
      } ?? []
  }

  /// Takes an argument out of the query.
  package mutating func take(_ name: String) -> String? {
    guard let place = query.firstIndex(where: { $0.name == name }) else { return nil }
    let argument = query.remove(at: place).text
    guard let equals = argument.firstIndex(of: "=") else { return "" }
    return URLText.decoded(String(argument[argument.index(after: equals)...]))
  }

  mutating func add(_ name: String, _ value: String) { query.append((name, "\(name)=\(value)")) }

  /// Without the query.
  var location: String { path }

  package var description: String {
    (query.isEmpty ? path : "\(path)?\(query.map { String($0.text) }.joined(separator: "&"))")
      + (fragment.map { "#\($0)" } ?? "")
  }
}

/// What is to be done with texts of URLs.
package enum URLText {
  /// As it stands in a query: `%2F` is `/` and `+` is a space.
  static func decoded(_ text: String) -> String { PercentEncoding.decode(text.replacing("+", with: " ")) }

  /// With passwords in URLs and private keys replaced, for messages.
  package static func withoutSecrets(_ text: String) -> String {
    var result = ""
    var rest = Substring(text)
    while let scheme = rest.firstRange(of: "://") {
      result += rest[..<scheme.upperBound]
      rest = rest[scheme.upperBound...]
      let authority = rest.prefix { $0 != "/" && $0 != "?" && $0 != "#" && !$0.isWhitespace && $0 != "'" && $0 != "\"" }
      guard let at = authority.lastIndex(of: "@") else { continue }
      let user = authority[..<at].prefix { $0 != ":" }
      // A name alone may be a token as well; only git's own is surely none.
      result += user.count == authority[..<at].count && user == "git" ? "git@" : "***@"
      rest = rest[authority.index(after: at)...]
    }
    result += rest
    return ["sshkey=", "aws_access_key_secret=", "aws_access_token="].reduce(result) { text, name in
      var parts = text.components(around: name)
      for place in parts.indices.dropFirst() {
        parts[place] = "***" + parts[place].drop { $0 != "&" && !$0.isWhitespace && $0 != "'" && $0 != "\"" }
      }
      return parts.joined(separator: name)
    }
  }
}

extension String {
  fileprivate func components(around separator: String) -> [String] {
    var parts: [String] = []
    var rest = Substring(self)
    while let range = rest.firstRange(of: separator) {
      parts.append(String(rest[..<range.lowerBound]))
      rest = rest[range.upperBound...]
    }
    return parts + [String(rest)]
  }
}
