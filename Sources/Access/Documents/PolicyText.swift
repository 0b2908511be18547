import Model

/// A text of a policy, of which parts may not be known yet.
package struct PolicyText: Sendable, Hashable {
  /// With symbols in it where something is not known.
  package let text: String

  /// What is not known stands for any text. Kept, for it is held against many actions.
  let wildcard: Wildcard

  package init(_ text: String) {
    self.text = text
    wildcard = Wildcard(Self.replacing(text) { _ in [Wildcard.unknown] })
  }

  package var isKnown: Bool { !SymbolText.isSymbolic(text) }
  /// As people write it.
  package var shown: String { SymbolText.shown(text) }

  /// With each symbol replaced.
  func replacing(_ replacement: (String) -> [UInt8]) -> [UInt8] { Self.replacing(text, replacement) }

  private static func replacing(_ text: String, _ replacement: (String) -> [UInt8]) -> [UInt8] {
    guard SymbolText.isSymbolic(text) else { return Array(text.utf8) }
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
