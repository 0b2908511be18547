// How short forms of sources are completed, in the way of go-getter: `github.com/a/b` is `git::https://github.com/a/b.git`.

/// `git` of `git::https://...`, and the rest.
package func splitGetter(_ text: String) -> (getter: String?, url: String) {
  guard let colons = text.firstRange(of: "::"), colons.lowerBound > text.startIndex, colons.upperBound < text.endIndex,
    text[..<colons.lowerBound].unicodeScalars.allSatisfy({ $0.isASCII && $0.properties.isASCIILetterOrDigit })
  else { return (nil, text) }
  return (String(text[..<colons.lowerBound]), String(text[colons.upperBound...]))
}

/// An address in full; nil where nothing is known that it could be.
func detectedPackage(_ text: String) -> String? {
  let (getter, url) = splitGetter(text)
  if url.hasScheme { return text }
  let query = url.firstIndex(of: "?") ?? url.endIndex
  let path = String(url[..<query])
  for detect in [onGitHub, overSSH, onBitbucket, onGoogleStorage, onS3, onDisk] {
    guard let found = detect(path) else { continue }
    let whole = found + url[query...]
    return getter.map { "\($0)::\(splitGetter(whole).url)" } ?? whole
  }
  return nil
}

private func onGitHub(_ text: String) -> String? {
  guard text.hasPrefix("github.com/") else { return nil }
  let parts = text.split(separator: "/", omittingEmptySubsequences: false)
  guard parts.count >= 3, !parts[2].isEmpty else { return nil }
  let repository = parts[..<3].joined(separator: "/")
  let rest = parts[3...].joined(separator: "/")
  return "git::https://\(repository.withGitSuffix)" + (rest.isEmpty ? "" : "//\(rest)")
}

private func onBitbucket(_ text: String) -> String? {
  guard text.hasPrefix("bitbucket.org/") else { return nil }
  let parts = text.split(separator: "/", omittingEmptySubsequences: false)
  guard parts.count >= 3, !parts[2].isEmpty else { return nil }
  return "git::https://\(text.withGitSuffix)"
}

/// `git@host:path`, as SSH has it.
private func overSSH(_ text: String) -> String? {
  guard text.hasPrefix("git@"), let colon = text.firstIndex(of: ":") else { return nil }
  let host = text[text.index(text.startIndex, offsetBy: 4)..<colon]
  let path = text[text.index(after: colon)...].drop { $0 == "/" }
  if host.isEmpty || path.isEmpty { return nil }
  return "git::ssh://git@\(host)/\(path)"
}

private func onGoogleStorage(_ text: String) -> String? {
  guard text.contains("googleapis.com/") else { return nil }
  let parts = text.split(separator: "/", omittingEmptySubsequences: false)
  guard parts.count >= 5, parts[1] == "storage" else { return nil }
  return "gcs::https://www.googleapis.com/storage/\(parts[2...].joined(separator: "/"))"
}

private func onDisk(_ text: String) -> String? { text.hasPrefix("/") ? "file://\(text)" : nil }

private func onS3(_ text: String) -> String? {
  guard text.contains(".amazonaws.com/") else { return nil }
  let parts = text.split(separator: "/", omittingEmptySubsequences: false)
  guard parts.count >= 2, let host = parts.first?.split(separator: ".") else { return nil }
  let path = parts.dropFirst().joined(separator: "/")
  switch host.count {
  case 3: return "s3::https://\(host[0]).amazonaws.com/\(path)"
  case 4: return "s3::https://\(host[1]).amazonaws.com/\(host[0])/\(path)"
  case 5 where host[1] == "s3": return "s3::https://s3.\(host[2]).amazonaws.com/\(host[0])/\(path)"
  default: return nil
  }
}

extension Unicode.Scalar.Properties {
  fileprivate var isASCIILetterOrDigit: Bool { isAlphabetic || numericType == .decimal }
}

extension String {
  fileprivate var withGitSuffix: String { hasSuffix(".git") ? self : self + ".git" }

  /// Whether it begins like a URL does.
  fileprivate var hasScheme: Bool {
    guard let colon = firstIndex(of: ":"), let first = unicodeScalars.first, first.properties.isAlphabetic else {
      return false
    }
    return self[..<colon].unicodeScalars.allSatisfy {
      $0.isASCII && ($0.properties.isASCIILetterOrDigit || $0 == "+" || $0 == "-" || $0 == ".")
    }
  }
}
