import Model

extension PolicyReading {
  mutating func principals(_ plain: JSON?, _ negated: JSON?, _ path: String) -> PrincipalSelection? {
    if plain != nil, negated != nil {
      error(
        "both", path, "A statement has an element and its opposite",
        "It has both \"Principal\" and \"NotPrincipal\", of which only one may be there.")
    }
    guard let json = plain ?? negated else { return nil }
    let place = "\(path).\(plain == nil ? "NotPrincipal" : "Principal")"
    guard let found = principals(json, place) else { return .unknown }
    return plain == nil ? .allBut(found) : .only(found)
  }

  private mutating func principals(_ json: JSON, _ path: String) -> [PolicyPrincipal]? {
    if let text = json.string {
      if text == "*" { return [PolicyPrincipal(.everybody, PolicyText("*"))] }
      if SymbolText.isSymbolic(text) {
        unknowns.append("\(path): \(SymbolText.shown(text))")
        return nil
      }
      error(
        "principal", path, "A principal without its kind",
        "\(quotedText(text)) stands alone, which only \"*\" may: write { \"AWS\": \(quotedText(text)) }.")
      return [PolicyPrincipal(.aws, PolicyText(text))]
    }
    guard let members = json.members else {
      error(
        "shape", path, "A principal is neither \"*\" nor an object",
        "Write { \"AWS\": \"arn:aws:iam::123456789012:root\" }.")
      return nil
    }
    var found: [PolicyPrincipal] = []
    var isWhole = true
    for member in members {
      if SymbolText.isSymbolic(member.name) {
        unknowns.append("\(path): \(SymbolText.shown(member.name))")
        isWhole = false
        continue
      }
      guard
        let kind = PolicyPrincipal.Kind.allCases.first(where: { $0.rawValue.lowercased() == member.name.lowercased() })
      else {
        let near = suggestion(for: member.name, among: PolicyPrincipal.Kind.allCases.map(\.rawValue))
        error(
          "principal-kind", path, "Unknown kind of principal",
          "\(quotedText(member.name)) is none of AWS, Service, Federated and CanonicalUser."
            + (near.map { " Did you mean \(quotedText($0))?" } ?? ""))
        isWhole = false
        continue
      }
      if kind.rawValue != member.name { spelling(member.name, kind.rawValue, path) }
      guard let texts = texts(member.value, "\(path).\(kind.rawValue)") else {
        isWhole = false
        continue
      }
      found += texts.map { PolicyPrincipal(kind, $0) }
    }
    return isWhole ? found : nil
  }
}
