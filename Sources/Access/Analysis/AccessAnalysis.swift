import Model

/// What the policies of one principal allow and somebody should know about: they count together, and what is denied in one is not
/// allowed by another. The order of policies and statements does not matter to what is found.
///
/// - Parameter boundary: what the principal has at most; nil for no limit.
package func accessReport(_ policies: [NamedPolicy], boundary: PolicyDocument? = nil) -> AccessReport {
  let analysis = AccessAnalysis(EffectiveAccess(policies, boundary: boundary))
  let secret = Set(policies.filter(\.document.isSensitive).map(\.name))
  return AccessReport(
    findings: analysis.findings.sorted(by: AccessFinding.isShownBefore).map { finding in
      finding.places.contains { secret.contains($0.policy) } ? finding.hidden() : finding
    },
    unknowns: policies.flatMap { policy in
      policy.document.unknowns.map { policy.name.isEmpty ? $0 : "\(policy.name): \($0)" }
    }, problems: policies.flatMap(\.document.problems))
}

extension AccessFinding {
  static func isShownBefore(_ one: AccessFinding, _ other: AccessFinding) -> Bool {
    let ranks = (Kind.allCases.firstIndex(of: one.kind) ?? 0, Kind.allCases.firstIndex(of: other.kind) ?? 0)
    if ranks.0 != ranks.1 { return ranks.0 < ranks.1 }
    if one.subject != other.subject { return one.subject < other.subject }
    return one.places.lexicographicallyPrecedes(other.places)
  }
}

private struct AccessAnalysis {
  let access: EffectiveAccess
  let catalogue = ActionCatalogue.aws
  private(set) var findings: [AccessFinding] = []

  init(_ access: EffectiveAccess) {
    self.access = access
    for grant in access.grants {
      wide(grant)
      levels(grant)
    }
    escalations()
    passRole()
    sensitive()
  }

  // MARK: What a statement says as a whole

  private mutating func wide(_ grant: EffectiveAccess.Grant) {
    let all = ActionSet.all
    let nameless = grant.statement.resources?.takesInNameless ?? .yes
    let conditions = grant.conditions.map(\.shown)
    func add(
      _ kind: AccessFinding.Kind, _ subject: String, _ certainty: Ternary, _ actions: [String], _ reason: String
    ) {
      findings.append(
        AccessFinding(
          kind, subject, certainty: certainty, places: [grant.place], actions: actions, conditions: conditions,
          reason: reason))
    }
    if grant.statement.actions.isNegated, !grant.named.isEmpty, grant.statement.effect == .allow {
      add(
        .notAction, "NotAction", grant.statement.resources?.takesInNameless == .no ? .possible : .yes, [],
        "NotAction with Allow allows all but what it names: \(grant.named.count) of \(catalogue.count) actions, and every action "
          + "that AWS will ever add.")
    }
    if grant.statement.resources?.isNegated == true, !grant.possible.isEmpty {
      add(
        .notResource, "NotResource", grant.certain.isEmpty ? .possible : .yes, [],
        "NotResource with Allow allows the actions on all resources but those named, and on every one that there will ever be."
      )
    }
    if grant.named == all || grant.perhapsNamed == all, !grant.statement.actions.isNegated {
      let certainty: Ternary = min(grant.named == all ? .yes : .possible, nameless == .no ? .yes : nameless)
      if nameless != .no {
        add(.administrator, "*", certainty, ["*"], "It allows every action on every resource.")
      } else {
        add(.allActions, "*", certainty, ["*"], "It allows every action on the resources that it names.")
      }
      return
    }
    if grant.written == all, !grant.named.isEmpty {
      add(
        .allActions, "*", nameless == .possible ? .possible : .yes, ["*"],
        "It allows every action but the \(all.count - grant.named.count) that are denied elsewhere.")
      return
    }
    if grant.statement.actions.isNegated { return }
    for service in catalogue.services {
      guard let range = catalogue.range(of: service), range.count > 1, grant.perhapsNamed.contains(range),
        range.contains(where: grant.possible.contains)
      else { continue }
      // A few patterns can make all as well as one.
      let isCertain = grant.named.contains(range)
      guard grant.statement.takesInAll(of: service, range, catalogue) else { continue }
      add(
        .serviceWildcard, service, isCertain ? .yes : .possible, ["\(service):*"],
        "It allows all \(range.count) actions of \(service), and every one that AWS will add to it.")
    }
  }

  // MARK: Levels

  private mutating func levels(_ grant: EffectiveAccess.Grant) {
    var byKind: [AccessFinding.Kind: (certain: [Int], possible: [Int])] = [:]
    for number in grant.possiblyUnconstrained.numbers where catalogue.isConfinable(number) {
      let isCertain = grant.unconstrained.contains(number)
      func add(_ kind: AccessFinding.Kind) {
        if isCertain { byKind[kind, default: ([], [])].certain.append(number) }
        byKind[kind, default: ([], [])].possible.append(number)
      }
      switch catalogue.level(of: number) {
      case .permissionsManagement: add(.permissionsManagement)
      case .write, .tagging: add(.unconstrainedWrite)
      case .list, .read: break
      }
      add(.unconstrained)
    }
    for (kind, numbers) in byKind {
      let isCertain = !numbers.certain.isEmpty
      let actions = (isCertain ? numbers.certain : numbers.possible).map { catalogue.name(of: $0) }
      let what: String =
        switch kind {
        case .permissionsManagement: "change who may do what"
        case .unconstrainedWrite: "change resources"
        default: "could be confined to resources"
        }
      findings.append(
        AccessFinding(
          kind, "\(grant.place)", certainty: isCertain ? .yes : .possible, places: [grant.place], actions: actions,
          conditions: grant.conditions.map(\.shown),
          reason:
            "\(actions.count) action\(actions.count == 1 ? "" : "s") that \(what) \(actions.count == 1 ? "is" : "are") allowed on every resource."
        ))
    }
  }

  // MARK: Ways to more

  private mutating func escalations() {
    for way in Escalation.all {
      var places: Set<AccessFinding.Place> = []
      var conditions: Set<String> = []
      var certainty = Ternary.yes
      var isOpen = true
      for action in way.actions {
        guard let number = catalogue.number(of: action) else {
          isOpen = false
          break
        }
        let isPassing = action == "iam:PassRole" && !way.passedTo.isEmpty
        // A role that may be passed to other services only is of no use here.
        let grant = access.unconstrained(
          number,
          where: { grant in
            !isPassing || grant.conditions.allSatisfy { $0.passes(toAnyOf: way.passedTo) != .no }
          }, ignoring: { isPassing && $0.passes(toAnyOf: way.passedTo) == .yes && $0.isAboutPassing })
        guard let grant else {
          isOpen = false
          break
        }
        certainty = min(certainty, grant.certainty)
        places.insert(grant.place)
        conditions.formUnion(grant.conditions.map(\.shown))
      }
      guard isOpen else { continue }
      findings.append(
        AccessFinding(
          .escalation, way.name, certainty: certainty, places: places.sorted(), actions: way.actions,
          conditions: conditions.sorted(), reason: way.why))
    }
  }

  private mutating func passRole() {
    guard let number = catalogue.number(of: "iam:PassRole") else { return }
    for grant in access.grants where grant.possiblyUnconstrained.contains(number) {
      findings.append(
        AccessFinding(
          .passRole, "iam:PassRole", certainty: grant.unconstrained.contains(number) ? .yes : .possible,
          places: [grant.place], actions: ["iam:PassRole"], conditions: grant.conditions.map(\.shown),
          reason: "It can pass any role to a service, and have the service do what the role may do."))
    }
  }

  private mutating func sensitive() {
    func add(_ kind: AccessFinding.Kind, _ action: String, _ reason: String) {
      guard let number = catalogue.number(of: action), let grant = access.unconstrained(number) else { return }
      findings.append(
        AccessFinding(
          kind, catalogue.name(of: number), certainty: grant.certainty, places: [grant.place],
          actions: [catalogue.name(of: number)], conditions: grant.conditions.map(\.shown), reason: reason))
    }
    for (what, actions) in SensitiveActions.data {
      for action in actions { add(.dataExposure, action, "It reaches \(what), all there are.") }
    }
    for action in SensitiveActions.credentials { add(.credentials, action, "It hands out or makes credentials.") }
  }
}

extension PolicyStatement {
  /// Whether it names all of a service by a pattern; a few patterns can do it as well as one. A list of all actions names no more than
  /// these, and patterns such as `Get*` that take in all there is to a service mean no more than they say.
  fileprivate func takesInAll(of service: String, _ range: Range<Int>, _ catalogue: ActionCatalogue) -> Bool {
    guard case .only(let texts) = actions else { return effect == .unknown }
    let patterns = texts.filter { text in
      (!text.isKnown || text.text.contains { "*?".contains($0) }) && text.text.lowercased().hasPrefix("\(service):")
    }
    if patterns.contains(where: { text in
      let name = text.text.dropFirst(service.count + 1)
      return text.isKnown ? name.allSatisfy { $0 == "*" } : name.first == SymbolText.begin
    }) {
      return true
    }
    return !patterns.isEmpty && range.contains { catalogue.level(of: $0) > .read }
  }
}

extension PolicyCondition {
  fileprivate var isAboutPassing: Bool { key.text.lowercased() == "iam:passedtoservice" }

  /// Whether a role may be passed to one of these services while it holds. Other conditions are no hindrance.
  fileprivate func passes(toAnyOf services: [String]) -> Ternary {
    guard isAboutPassing, let test, !valuesAreUnknown else { return isAboutPassing ? .possible : .yes }
    let matched = services.map { service in
      values.map { value -> Ternary in
        let pattern = Wildcard(
          test.takesWildcards ? value.wildcard.bytes : value.wildcard.bytes.map { $0 == Wildcard.star ? 2 : $0 })
        return pattern.matches(service) ? (value.isKnown ? .yes : .possible) : .no
      }.anyOf
    }.anyOf
    return test.isNegated ? !matched : matched
  }
}

/// The actions that policies together allow on some resource: surely, and perhaps, the sure ones among them.
package func allowedActions(
  _ policies: [NamedPolicy], boundary: PolicyDocument? = nil
) -> (certain: [String], possible: [String]) {
  let allowed = EffectiveAccess(policies, boundary: boundary).allowed
  let catalogue = ActionCatalogue.aws
  return (
    allowed.certain.numbers.map { catalogue.name(of: $0) }, allowed.possible.numbers.map { catalogue.name(of: $0) }
  )
}
