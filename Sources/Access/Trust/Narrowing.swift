import Model

/// To whom the conditions of a statement leave it.
enum Narrowing: Sendable, Hashable {
  /// To everybody whom its principals name.
  case none
  /// To callers of these accounts or organizations, as they are written.
  case callers([PolicyText])
  /// To requests that services make for these, or that come from these networks.
  case origin([PolicyText])
  /// To somebody, as nothing that is known decides.
  case unknown
  /// To requests of some kind, whoever makes them.
  case kind
}

extension PolicyStatement {
  /// All conditions must hold: the one that leaves the statement to the fewest decides. `denials` are those of the same policy.
  func narrowings(denials: [PolicyStatement]) -> [Narrowing] {
    var found = conditions.map { $0.narrowing(beside: conditions) }
    for denial in denials where denial.takesBack(from: self) {
      // Denied is whoever is not: allowed are the others.
      let tests = denial.conditions.filter { !$0.isAboutServices }
      if tests.count == 1, let opposite = tests[0].opposite { found.append(opposite.narrowing(beside: [])) }
    }
    return found
  }

  /// Whether it denies to everybody what the other allows.
  private func takesBack(from other: PolicyStatement) -> Bool {
    guard effect == .deny, !conditions.isEmpty, case .only(let denied)? = principals,
      denied.contains(where: { $0.kind == .everybody || $0.kind == .aws && $0.name.text == "*" }),
      (resources ?? .only([PolicyText("*")])).contains(other.resources)
    else { return false }
    let catalogue = ActionCatalogue.aws
    let (mine, others) = (actions.numbers(in: catalogue), other.actions.numbers(in: catalogue))
    return others.possible.subtracting(mine.certain).isEmpty
  }
}

extension PolicyCondition {
  /// Keys that tell who the caller is.
  private static let callers: Set<String> = [
    "aws:principalorgid", "aws:principalorgpaths", "aws:principalaccount", "aws:principalarn", "aws:userid",
    "kms:calleraccount", "aws:username",
  ]
  /// Keys that tell for whom a service asks, or from where.
  private static let origins: Set<String> = [
    "aws:sourcearn", "aws:sourceaccount", "aws:sourceowner", "aws:sourceorgid", "aws:sourceorgpaths", "aws:sourceip",
    "aws:vpcsourceip", "aws:sourcevpc", "aws:sourcevpce", "s3:dataaccesspointaccount", "s3:dataaccesspointarn",
    "aws:sourcevpcarn", "sns:endpoint", "elasticfilesystem:accesspointarn", "lambda:sourcefunctionarn",
  ]
  /// Keys that are in every request, so that it makes no difference whether a test is left out where they are not.
  private static let always: Set<String> = [
    "aws:currenttime", "aws:epochtime", "aws:securetransport", "aws:requesttag", "aws:principaltype",
  ]

  /// Such as `aws:PrincipalIsAWSService`: exempts services, and nobody else.
  var isAboutServices: Bool {
    let name = key.text.lowercased()
    return test == .bool && ["aws:principalisawsservice", "aws:viaawsservice"].contains(name)
  }

  /// What holds where this does not, for tests of what something is not.
  var opposite: PolicyCondition? {
    guard let test = test?.opposite, quantifier == nil || quantifier == .forAllValues else { return nil }
    // Where the key is missing such a test holds, with IfExists too: whoever has none is denied.
    return PolicyCondition(
      test: test, quantifier: nil, ifExists: false, key: key, values: values, valuesAreUnknown: valuesAreUnknown)
  }

  /// `others` are all conditions of the statement: one may demand that the key is there at all.
  func narrowing(beside others: [PolicyCondition]) -> Narrowing {
    guard let test, key.isKnown else { return .unknown }
    let name = key.text.lowercased()
    if test == .null || test.isNegated { return .none }
    if ifExists || quantifier == .forAllValues, !Self.always.contains(name) {
      let isDemanded = others.contains {
        $0.test == .null && $0.key.text.lowercased() == name && !$0.values.isEmpty
          && $0.values.allSatisfy { $0.text.lowercased() == "false" }
      }
      if !isDemanded { return .none }
    }
    let isCaller = Self.callers.contains(name) || name.hasPrefix("aws:principaltag/")
    guard isCaller || Self.origins.contains(name) else { return .kind }
    if valuesAreUnknown { return .unknown }
    let breadths = values.map { isWide($0, name, test) }
    switch breadths.anyOf {
    case .yes: return .none
    case .possible: return .unknown
    // No value at all is met by nothing.
    case .no: return isCaller ? .callers(values) : .origin(values)
    }
  }

  /// Whether a value lets anybody in.
  private func isWide(_ value: PolicyText, _ key: String, _ test: ConditionTest) -> Ternary {
    if test == .ipAddress {
      guard value.isKnown else { return value.names.allSatisfy(PolicyText.namesObject) ? .no : .possible }
      let parts = value.text.split(separator: "/")
      guard parts.count == 2, let length = Int(parts[1]) else { return .no }
      // Half of the internet is no network of anybody's.
      return Ternary(length <= 2)
    }
    guard test.takesWildcards else {
      // A variable decides, but never to let in everybody: there are no wildcards here.
      return .no
    }
    if !value.isKnown, !value.names.allSatisfy(PolicyText.namesObject) {
      return isWide(PolicyText(String(decoding: value.replacing { _ in [Wildcard.star] }, as: UTF8.self)), key, test)
        == .yes
        ? .possible : .no
    }
    let text = String(decoding: value.replacing { _ in [UInt8(ascii: "x")] }, as: UTF8.self)
    if text.contains("arn:") || text.hasPrefix("arn") {
      let parts = text.split(separator: ":", maxSplits: 5, omittingEmptySubsequences: false)
      if parts.count >= 5, !parts[4].isEmpty { return Ternary(parts[4].contains("*") || parts[4].contains("?")) }
      // Without an account in it, such as a bucket: it is named, or anybody's.
      return Ternary(parts.count < 6 || parts[5].allSatisfy { "*/?".contains($0) })
    }
    if key == "aws:userid" { return Ternary(text.prefix { $0 != ":" }.contains { $0 == "*" || $0 == "?" }) }
    if key == "aws:principalorgpaths" { return Ternary(text.first == "*") }
    return Ternary(text.contains("*") || text.contains("?"))
  }
}
