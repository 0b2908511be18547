/// A text with fields that an entry of an answer fills in: `{clusterName}/{name}`.
///
/// A field is a path in the entry, after a `^` in the entry that the present one was asked for with, after `@` one of
/// `account`, `region` and `partition`, after `#` a tag. Behind bars come changes: `{arn|last/}`. Of several
/// alternatives the first counts whose fields are all there.
struct Template: Sendable, Hashable, ExpressibleByStringLiteral, ExpressibleByArrayLiteral {
  enum Part: Sendable, Hashable {
    case text(String)
    case field(Field)
  }

  struct Field: Sendable, Hashable {
    enum Place: Sendable, Hashable {
      case path(String, level: Int)
      case surrounding(String)
      case tag(String)
      /// Of every entry of a batch.
      case each(String)
    }

    var place: Place
    var changes: [Change]
  }

  enum Change: Sendable, Hashable {
    /// What follows the last of these.
    case last(Character)
    /// What comes before the first of these.
    case before(String)
    case withoutSuffix(String)
    /// Nothing in front of it.
    case withoutLeadingSlash
    /// The account in an ARN.
    case account
    /// A name of the domain name system, as people write it.
    case domainName
    /// Where a bucket is, which old regions call by other names.
    case bucketRegion
  }

  var alternatives: [[Part]]

  init(_ text: String) { alternatives = [Self.parts(of: text)] }
  init(stringLiteral text: String) { self.init(text) }
  init(arrayLiteral texts: String...) { alternatives = texts.map(Self.parts) }

  /// All fields of all alternatives.
  var fields: [Field] {
    alternatives.joined().compactMap { part in
      if case .field(let field) = part { return field }
      return nil
    }
  }

  private static func parts(of text: String) -> [Part] {
    var parts: [Part] = []
    var rest = text[...]
    while let open = rest.firstIndex(of: "{") {
      if open > rest.startIndex { parts.append(.text(String(rest[..<open]))) }
      guard let close = rest[open...].firstIndex(of: "}") else { preconditionFailure("no end of a field in \(text)") }
      parts.append(.field(field(rest[rest.index(after: open)..<close])))
      rest = rest[rest.index(after: close)...]
    }
    if !rest.isEmpty { parts.append(.text(String(rest))) }
    return parts
  }

  private static func field(_ text: Substring) -> Field {
    let pieces = text.split(separator: "|", omittingEmptySubsequences: false)
    let name = pieces[0]
    let place: Field.Place =
      switch name.first {
      case "@": .surrounding(String(name.dropFirst()))
      case "#": .tag(String(name.dropFirst()))
      case "*": .each(String(name.dropFirst()))
      default: .path(String(name.drop { $0 == "^" }), level: name.prefix { $0 == "^" }.count)
      }
    return Field(place: place, changes: pieces.dropFirst().map(change))
  }

  private static func change(_ text: Substring) -> Change {
    let words = text.split(separator: " ", maxSplits: 1)
    switch (words.first, words.count) {
    case ("last/", 1): return .last("/")
    case ("last:", 1): return .last(":")
    case ("before", 2): return .before(String(words[1]))
    case ("without", 2): return .withoutSuffix(String(words[1]))
    case ("without-slash", 1): return .withoutLeadingSlash
    case ("account", 1): return .account
    case ("domain", 1): return .domainName
    case ("bucketRegion", 1): return .bucketRegion
    default: preconditionFailure("no change of a field is called \(text)")
    }
  }
}

/// What templates are filled in from.
struct TemplateContext: Sendable {
  var account: String
  var region: String
  var partition: String
  /// The outermost first; the last is the present one.
  var entries: [AnswerNode] = []
  var tags: [String: String] = [:]

  func with(_ entry: AnswerNode) -> TemplateContext {
    var context = self
    context.entries.append(entry)
    return context
  }
}

extension Template {
  /// Nil when a field is missing or empty in every alternative.
  func filled(from context: TemplateContext) -> String? {
    alternatives.lazy.compactMap { Self.filled($0, from: context) }.first
  }

  private static func filled(_ parts: [Part], from context: TemplateContext) -> String? {
    var text = ""
    for part in parts {
      switch part {
      case .text(let constant): text += constant
      case .field(let field):
        guard let value = field.value(in: context), !value.isEmpty else { return nil }
        text += value
      }
    }
    return text
  }
}

extension Template.Field {
  func value(in context: TemplateContext) -> String? {
    let text: String? =
      switch place {
      case .path(let path, let level):
        // The first text, for an entry that names a thing twice means the first.
        context.entries.dropLast(level).last?.all(path).lazy.compactMap(\.text).first
      case .surrounding("account"): context.account
      case .surrounding("region"): context.region
      case .surrounding("partition"): context.partition
      case .surrounding: nil
      case .tag(let key): context.tags[key]
      case .each: nil
      }
    // An empty answer to where a bucket is means the oldest region.
    return changed(text)
  }

  func changed(_ text: String?) -> String? {
    guard var text else { return nil }
    for change in changes { text = change.applied(to: text) }
    return text
  }
}

extension Template.Change {
  func applied(to text: String) -> String {
    switch self {
    case .last(let separator): text.lastIndex(of: separator).map { String(text[text.index(after: $0)...]) } ?? text
    case .before(let separator): text.firstRange(of: separator).map { String(text[..<$0.lowerBound]) } ?? text
    case .withoutSuffix(let suffix): text.hasSuffix(suffix) ? String(text.dropLast(suffix.count)) : text
    case .withoutLeadingSlash: text.hasPrefix("/") ? String(text.dropFirst()) : text
    case .account: ARN(text)?.account ?? ""
    case .domainName: Self.domainName(text)
    case .bucketRegion: ["": "us-east-1", "EU": "eu-west-1"][text] ?? text
    }
  }

  /// Without the dot at the end, and with what is written in octal, `\052`, as it is.
  private static func domainName(_ text: String) -> String {
    var output: [UInt8] = []
    var bytes = Array(text.utf8)[...]
    while let byte = bytes.popFirst() {
      if byte == UInt8(ascii: "\\"), bytes.count >= 3,
        let code = UInt8(String(decoding: bytes.prefix(3), as: UTF8.self), radix: 8)
      {
        output.append(code)
        bytes = bytes.dropFirst(3)
      } else {
        output.append(byte)
      }
    }
    if output.last == UInt8(ascii: ".") { output.removeLast() }
    return String(decoding: output, as: UTF8.self)
  }
}
