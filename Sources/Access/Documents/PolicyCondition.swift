/// One test of a statement's condition: all of a statement's must hold, of a test's values one.
package struct PolicyCondition: Sendable, Hashable {
  package enum Quantifier: String, Sendable, Hashable {
    /// Holds where the key is not there at all.
    case forAllValues = "ForAllValues"
    case forAnyValue = "ForAnyValue"
  }

  /// Without quantifier and `IfExists`; nil where it is not known.
  package var test: ConditionTest?
  package var quantifier: Quantifier?
  /// Holds where the key is not there at all.
  package var ifExists: Bool
  package var key: PolicyText
  package var values: [PolicyText]
  /// The values are not known, not even how many there are.
  package var valuesAreUnknown = false

  package init(
    test: ConditionTest?, quantifier: Quantifier? = nil, ifExists: Bool = false, key: PolicyText, values: [PolicyText],
    valuesAreUnknown: Bool = false
  ) {
    self.test = test
    self.quantifier = quantifier
    self.ifExists = ifExists
    self.key = key
    self.values = values
    self.valuesAreUnknown = valuesAreUnknown
  }

  /// Reads `ForAnyValue:StringLikeIfExists`, whatever its case.
  package static func operatorParts(
    _ text: String
  ) -> (test: ConditionTest, quantifier: Quantifier?, ifExists: Bool)? {
    var rest = text[...]
    var quantifier: Quantifier?
    if let colon = rest.firstIndex(of: ":") {
      let name = rest[..<colon].lowercased()
      guard let found = [Quantifier.forAllValues, .forAnyValue].first(where: { $0.rawValue.lowercased() == name })
      else {
        return nil
      }
      quantifier = found
      rest = rest[rest.index(after: colon)...]
    }
    var name = rest.lowercased()
    let ifExists = name.hasSuffix("ifexists")
    if ifExists { name = String(name.dropLast("ifexists".count)) }
    guard let test = ConditionTest.allCases.first(where: { $0.rawValue.lowercased() == name }),
      !(test == .null && ifExists)
    else { return nil }
    return (test, quantifier, ifExists)
  }

  /// `StringEquals aws:PrincipalOrgID`.
  package var shown: String {
    let name = test.map { "\($0.rawValue)\(ifExists ? "IfExists" : "")" } ?? "(unknown)"
    return "\(quantifier.map { "\($0.rawValue):" } ?? "")\(name) \(key.shown)"
  }
}

/// How a key of the request is compared.
package enum ConditionTest: String, Sendable, Hashable, CaseIterable {
  case stringEquals = "StringEquals"
  case stringNotEquals = "StringNotEquals"
  case stringEqualsIgnoreCase = "StringEqualsIgnoreCase"
  case stringNotEqualsIgnoreCase = "StringNotEqualsIgnoreCase"
  case stringLike = "StringLike"
  case stringNotLike = "StringNotLike"
  case numericEquals = "NumericEquals"
  case numericNotEquals = "NumericNotEquals"
  case numericLessThan = "NumericLessThan"
  case numericLessThanEquals = "NumericLessThanEquals"
  case numericGreaterThan = "NumericGreaterThan"
  case numericGreaterThanEquals = "NumericGreaterThanEquals"
  case dateEquals = "DateEquals"
  case dateNotEquals = "DateNotEquals"
  case dateLessThan = "DateLessThan"
  case dateLessThanEquals = "DateLessThanEquals"
  case dateGreaterThan = "DateGreaterThan"
  case dateGreaterThanEquals = "DateGreaterThanEquals"
  case bool = "Bool"
  case binaryEquals = "BinaryEquals"
  case ipAddress = "IpAddress"
  case notIpAddress = "NotIpAddress"
  case arnEquals = "ArnEquals"
  case arnNotEquals = "ArnNotEquals"
  case arnLike = "ArnLike"
  case arnNotLike = "ArnNotLike"
  case null = "Null"

  /// What holds where the compared value is another; such tests hold where the key is not there.
  package var isNegated: Bool {
    switch self {
    case .stringNotEquals, .stringNotEqualsIgnoreCase, .stringNotLike, .numericNotEquals, .dateNotEquals, .notIpAddress,
      .arnNotEquals, .arnNotLike:
      true
    default: false
    }
  }

  /// Whether `*` and `?` in its values stand for other text. `ArnEquals` is the same as `ArnLike`.
  package var takesWildcards: Bool {
    switch self {
    case .stringLike, .stringNotLike, .arnEquals, .arnNotEquals, .arnLike, .arnNotLike: true
    default: false
    }
  }

  /// The test that holds where this one does not.
  var opposite: ConditionTest? {
    switch self {
    case .stringNotEquals: .stringEquals
    case .stringNotEqualsIgnoreCase: .stringEqualsIgnoreCase
    case .stringNotLike: .stringLike
    case .notIpAddress: .ipAddress
    case .arnNotEquals: .arnEquals
    case .arnNotLike: .arnLike
    default: nil
    }
  }
}
