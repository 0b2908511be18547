import Model

/// Whom a policy of a resource, or the trust of a role, lets in from outside.
package func trustReport(_ policy: NamedPolicy, in context: AccountContext) -> AccessReport {
  var analysis = TrustAnalysis(policy: policy, context: context)
  analysis.analyse()
  let findings = analysis.findings.sorted(by: AccessFinding.isShownBefore)
  return AccessReport(
    findings: policy.document.isSensitive ? findings.map { $0.hidden() } : findings, unknowns: policy.document.unknowns,
    problems: policy.document.problems)
}

private struct TrustAnalysis {
  let policy: NamedPolicy
  let context: AccountContext
  var findings: [AccessFinding] = []

  mutating func analyse() {
    let statements = policy.document.statements
    let denials = statements.filter { $0.effect == .deny }
    for statement in statements where statement.effect != .deny && !isDenied(statement, denials) {
      let narrowings = statement.narrowings(denials: denials)
      switch statement.principals {
      case nil: continue
      case .unknown:
        add(.publicAccess, "(unknown)", .possible, statement, narrowings, "Whom it lets in is not known.")
      case .allBut(let few):
        add(
          .publicAccess, "NotPrincipal", .yes, statement, narrowings,
          "NotPrincipal with Allow lets in everybody but \(few.map(\.shown).joined(separator: ", ")), people without an account too."
        )
      case .only(let principals):
        for principal in principals { look(at: principal, statement, narrowings) }
      }
    }
  }

  /// Whether what it allows is denied to everybody at all times.
  private func isDenied(_ statement: PolicyStatement, _ denials: [PolicyStatement]) -> Bool {
    let catalogue = ActionCatalogue.aws
    return denials.contains { denial in
      guard denial.conditions.isEmpty, case .only(let denied)? = denial.principals,
        denied.contains(where: { $0.kind == .everybody }),
        (denial.resources ?? .only([PolicyText("*")])).contains(statement.resources)
      else { return false }
      let (mine, others) = (denial.actions.numbers(in: catalogue), statement.actions.numbers(in: catalogue))
      return !others.possible.isEmpty && others.possible.subtracting(mine.certain).isEmpty
    }
  }

  private mutating func look(at principal: PolicyPrincipal, _ statement: PolicyStatement, _ narrowings: [Narrowing]) {
    let name = principal.name
    switch principal.kind {
    case .everybody: everybody("*", .yes, statement, narrowings)
    case .aws: account(principal, statement, narrowings)
    case .service:
      if !name.isKnown || statement.resources == nil || narrowings.contains(where: \.isOrigin) { return }
      if narrowings.contains(where: \.narrowsAnyhow) { return }
      add(
        .confusedDeputy, name.shown, .yes, statement, narrowings,
        "The service may do it on behalf of anybody: say whose resources with aws:SourceArn or aws:SourceAccount.")
    case .federated: federation(principal, statement)
    case .canonicalUser:
      add(
        .crossAccount, principal.shown, .possible, statement, narrowings,
        "A canonical user is let in, of whom the policy does not say to which account it belongs.")
    }
  }

  private mutating func everybody(
    _ subject: String, _ certainty: Ternary, _ statement: PolicyStatement, _ narrowings: [Narrowing]
  ) {
    if narrowings.contains(where: \.isOrigin) { return }
    let callers = narrowings.flatMap { narrowing -> [PolicyText] in
      if case .callers(let texts) = narrowing { return texts }
      return []
    }
    if narrowings.contains(where: \.isCallers) {
      outsiders(callers, statement, narrowings)
      return
    }
    let isUnknown = narrowings.contains(.unknown)
    add(
      .publicAccess, subject, isUnknown ? .possible : certainty, statement, narrowings,
      "It lets in everybody" + (isUnknown ? ", unless a condition that is not known keeps somebody out." : "."))
  }

  /// Those of the callers that a condition names who are not ours.
  private mutating func outsiders(_ callers: [PolicyText], _ statement: PolicyStatement, _ narrowings: [Narrowing]) {
    for caller in callers {
      if caller.text.hasPrefix("o-") {
        if context.organization == nil || caller.text.hasPrefix(context.organization ?? "") { continue }
        add(.crossAccount, caller.shown, .yes, statement, narrowings, "It lets in another organization.")
      } else if let own = context.isOwn(caller), own != .yes {
        add(
          .crossAccount, caller.shown, own == .no ? .yes : .possible, statement, narrowings,
          "It lets in another account.")
      }
    }
  }

  private mutating func account(_ principal: PolicyPrincipal, _ statement: PolicyStatement, _ narrowings: [Narrowing]) {
    let name = principal.name
    if name.isKnown, name.text.contains("*") {
      everybody(principal.shown, .yes, statement, narrowings)
      return
    }
    guard let own = context.isOwn(name) else {
      // The identifier of somebody who is gone, or a mistake: nobody of another account has it.
      return
    }
    if own == .yes { return }
    if !name.isKnown, name.mayBeStar {
      add(.publicAccess, principal.shown, .possible, statement, narrowings, "Whom it lets in is not known.")
      return
    }
    if narrowings.contains(where: \.isOrigin) { return }
    let callers = narrowings.flatMap { narrowing -> [PolicyText] in
      if case .callers(let texts) = narrowing { return texts }
      return []
    }
    if !callers.isEmpty, callers.allSatisfy({ context.isOwn($0) == .yes || $0.text == context.organization }) { return }
    let isRole = statement.resources == nil
    let hasIdentifier = statement.conditions.contains {
      $0.key.text.lowercased() == "sts:externalid" && $0.test?.isNegated == false && $0.test != .null && !$0.ifExists
    }
    add(
      .crossAccount, principal.shown, own == .no ? .yes : .possible, statement, narrowings,
      "It lets in another account"
        + (isRole && !hasIdentifier
          ? ", without sts:ExternalId: whoever has others act there can have them act here as well." : "."))
  }

  // MARK: Identity providers

  private mutating func federation(_ principal: PolicyPrincipal, _ statement: PolicyStatement) {
    let name = principal.name.text
    if name.contains(":saml-provider/") { return }
    let provider = name.split(separator: "/", maxSplits: 1).dropFirst().first.map(String.init) ?? name
    let subjects = statement.conditions.filter { condition in
      let key = condition.key.text.lowercased()
      guard condition.test?.isNegated == false, condition.test != .null, !condition.ifExists,
        condition.quantifier != .forAllValues
      else { return false }
      // Only the audience tells whose users they are where there is one provider for all.
      return key.hasSuffix(":sub") || key.hasSuffix(":amr") || key.hasSuffix("cognito-identity.amazonaws.com:aud")
        || key.hasSuffix("accounts.google.com:aud") || key.hasSuffix(":oaud") || key.hasSuffix("www.amazon.com:app_id")
        || key.hasSuffix("graph.facebook.com:app_id") || key.hasSuffix(":repository")
        || key.hasSuffix(":repository_owner")
    }
    let open = subjects.map { condition -> Ternary in
      if condition.valuesAreUnknown { return .possible }
      guard condition.test?.takesWildcards == true else { return .no }
      return condition.values.map { value in
        // `repo:*` is everybody's.
        let text =
          value.isKnown ? value.text : String(decoding: value.replacing { _ in [UInt8(ascii: "x")] }, as: UTF8.self)
        let owner = text.split(separator: ":", omittingEmptySubsequences: false).dropFirst().first ?? text[...]
        return Ternary(text.first == "*" || owner.first == "*")
      }.anyOf
    }
    // All conditions must hold: one that is narrow is enough.
    let certainty = subjects.isEmpty ? Ternary.yes : open.allOf
    guard certainty != .no else { return }
    add(
      .openFederation, SymbolText.shown(provider), principal.name.isKnown ? certainty : min(certainty, .possible),
      statement, [],
      "Everybody who has an account with this identity provider can take it on: demand a subject (\(SymbolText.shown(provider)):sub)."
    )
  }

  private mutating func add(
    _ kind: AccessFinding.Kind, _ subject: String, _ certainty: Ternary, _ statement: PolicyStatement,
    _ narrowings: [Narrowing], _ reason: String
  ) {
    let certainty = statement.effect == .unknown ? min(certainty, .possible) : certainty
    let conditions = statement.conditions.filter { $0.narrowing(beside: statement.conditions) != .none }.map(\.shown)
    findings.append(
      AccessFinding(
        kind, subject, certainty: certainty,
        places: [AccessFinding.Place(policy: policy.name, statement: statement.index, sid: statement.sid)],
        actions: statement.actions.shown, conditions: conditions, reason: reason))
  }
}

extension Narrowing {
  fileprivate var isOrigin: Bool {
    if case .origin = self { return true }
    return false
  }
  fileprivate var isCallers: Bool {
    if case .callers = self { return true }
    return false
  }
  fileprivate var narrowsAnyhow: Bool { isOrigin || isCallers || self == .unknown }
}

extension PolicyText {
  /// Whether what is not known of it may be everything.
  var mayBeStar: Bool {
    Wildcard(replacing { [Self.namesObject($0) ? UInt8(ascii: "x") : Wildcard.star] }).matchesEverything
  }
}

extension Selection {
  /// As they are written.
  package var shown: [String] {
    switch self {
    case .only(let texts): texts.map(\.shown)
    case .allBut(let texts): texts.map { "all but \($0.shown)" }
    case .unknown: ["(unknown)"]
    }
  }
}
