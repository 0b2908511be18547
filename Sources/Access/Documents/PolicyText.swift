import Model

/// A text of a policy, of which parts may not be known yet.
package struct PolicyText: Sendable, Hashable {
  /// With symbols in it where something is not known.
  package let text: String

  package init(_ text: String) { self.text = text }

  package var isKnown: Bool { !SymbolText.isSymbolic(text) }
  /// As people write it.
  package var shown: String { SymbolText.shown(text) }

  /// With each symbol replaced.
  func replacing(_ replacement: (String) -> [UInt8]) -> [UInt8] {
    guard !isKnown else { return Array(text.utf8) }
    var result: [UInt8] = []
    var rest = text[...]
    while let begin = rest.firstIndex(where: { $0 == SymbolText.begin }) {
      result += rest[..<begin].utf8
      let after = rest.index(after: begin)
      guard let end = rest[after...].firstIndex(of: SymbolText.end) else {
        return result + [Wildcard.unknown]
      }
      result += replacement(SymbolText.shown(String(rest[after..<end])))
      rest = rest[rest.index(after: end)...]
    }
    return result + rest.utf8
  }

  /// What is not known stands for any text.
  var wildcard: Wildcard { Wildcard(replacing { _ in [Wildcard.unknown] }) }
  var lowercasedWildcard: Wildcard { Wildcard(wildcard.bytes.map(\.loweredLetter)) }

  /// The names of what is not known in it.
  var names: [String] { SymbolText.names(in: text) }

  /// Whether a name stands for one object of the configuration, so that there are no wildcards in it: `aws_s3_bucket.logs.arn`.
  static func namesObject(_ name: String) -> Bool {
    let first = name.split(separator: ".").first.map(String.init) ?? ""
    return !["var", "local", "each", "count", "module", "path", "terraform", "self", ""].contains(first)
      && name.contains(".")
  }
}
