import Model

/// A statement of a policy document, as far as it tells whom it lets do something or keeps from it.
struct PolicyStatement: Hashable {
  let isDeny: Bool
  /// Empty in a policy of an identity, which is about whoever has it.
  let principals: Set<String>
  /// Everybody but those that are named.
  let isAboutOthers: Bool
  /// What must hold for it; a statement without any always does.
  let conditionKeys: Set<String>
  /// The whole, in one way of writing: what two policies both say is the same in both.
  private let whole: JSON

  private init(_ json: JSON) {
    whole = json.inOneWay
    isDeny = json["Effect"]?.string == "Deny"
    var principals: Set<String> = []
    switch json["Principal"] {
    case .string(let text)?: principals.insert(text)
    case .object(let members)?:
      for member in members { principals.formUnion(member.value.texts) }
    default: break
    }
    self.principals = principals
    isAboutOthers = json["NotPrincipal"] != nil
    var keys: Set<String> = []
    for test in json["Condition"]?.members ?? [] {
      keys.formUnion((test.value.members ?? []).map { $0.name.lowercased() })
    }
    conditionKeys = keys
  }

  /// Nil where the text is no policy document.
  static func all(in text: String) -> Set<PolicyStatement>? {
    guard let document = try? JSON.read(Array(text.utf8)), let statement = document["Statement"] else { return nil }
    return Set((statement.array ?? [statement]).map(PolicyStatement.init))
  }

  /// Whoever does not encrypt their connections is kept out, and nobody else.
  var isAboutEncryptionAlone: Bool {
    !conditionKeys.isEmpty
      && conditionKeys.isSubset(of: ["aws:securetransport", "s3:tlsversion", "s3:signatureversion"])
  }
}

extension JSON {
  fileprivate var texts: [String] { string.map { [$0] } ?? (array ?? []).compactMap(\.string) }

  /// Keys and lists in order; a list of one thing as that thing.
  fileprivate var inOneWay: JSON {
    switch self {
    case .object(let members):
      return .object(members.map { Member($0.name, $0.value.inOneWay) }.sorted { $0.name < $1.name })
    case .array(let elements) where elements.count == 1: return elements[0].inOneWay
    case .array(let elements):
      return .array(elements.map(\.inOneWay).sorted { $0.text() < $1.text() })
    default: return self
    }
  }
}
