import Model

extension PolicyReading {
  mutating func conditions(_ json: JSON?, _ path: String) -> [PolicyCondition] {
    guard let json else { return [] }
    guard let members = json.members else {
      if let text = json.string, SymbolText.isSymbolic(text) {
        unknowns.append("\(path): \(SymbolText.shown(text))")
        return [PolicyCondition(test: nil, key: PolicyText(text), values: [], valuesAreUnknown: true)]
      }
      error(
        "shape", path, "A condition is not an object",
        "Write { \"StringEquals\": { \"aws:PrincipalOrgID\": \"o-…\" } }.")
      return []
    }
    return members.flatMap { conditions(of: $0, "\(path).\(SymbolText.shown($0.name))") }
  }

  private mutating func conditions(of member: JSON.Member, _ path: String) -> [PolicyCondition] {
    let parts = PolicyCondition.operatorParts(member.name)
    if SymbolText.isSymbolic(member.name) {
      unknowns.append(path)
    } else if parts == nil {
      let near = suggestion(for: member.name, among: ConditionTest.allCases.map(\.rawValue))
      error(
        "operator", path, "Unknown condition operator",
        "\(quotedText(member.name)) is no operator of a condition."
          + (near.map { " Did you mean \(quotedText($0))?" } ?? ""))
    }
    guard let keys = member.value.members else {
      if let text = member.value.string, SymbolText.isSymbolic(text) {
        if !SymbolText.isSymbolic(member.name) { unknowns.append("\(path): \(SymbolText.shown(text))") }
        return [PolicyCondition(test: parts?.test, key: PolicyText(text), values: [], valuesAreUnknown: true)]
      }
      error("shape", path, "A condition is not an object", "An operator has an object of keys and values.")
      return []
    }
    return keys.map { key in
      let values = texts(key.value, "\(path).\(SymbolText.shown(key.name))")
      let condition = PolicyCondition(
        test: parts?.test, quantifier: parts?.quantifier, ifExists: parts?.ifExists ?? false, key: PolicyText(key.name),
        values: values ?? [], valuesAreUnknown: values == nil)
      if let test = condition.test, !test.takesWildcards, test != .null, test.rawValue.hasPrefix("String"),
        condition.values.contains(where: { $0.isKnown && $0.text.contains("*") && !$0.text.contains("${*}") })
      {
        warning(
          "no-wildcard", "\(path).\(key.name)", "A star that is no wildcard",
          "\(test.rawValue) takes \"*\" as a letter: use StringLike or ArnLike where it is to stand for any text.")
      }
      return condition
    }
  }
}
