/// A policy that is attached to a principal, or stands in one.
package struct NamedPolicy: Sendable, Hashable {
  package var name: String
  package var document: PolicyDocument

  package init(_ name: String, _ document: PolicyDocument) {
    self.name = name
    self.document = document
  }
}

/// What the statements of several policies together allow: what is denied wherever it was allowed is taken away.
struct EffectiveAccess {
  /// An `Allow` with what is left of it.
  struct Grant {
    var statement: PolicyStatement
    var place: AccessFinding.Place
    /// Named and not denied, surely and perhaps: the second has the first in it.
    var named: ActionSet
    var perhapsNamed: ActionSet
    /// Of these, those that what it names as resources can be about.
    var certain: ActionSet
    var possible: ActionSet
    /// Of these, those that are allowed whatever the resource.
    var unconstrained: ActionSet
    var possiblyUnconstrained: ActionSet
    /// What the conditions demand, those left out that demand nothing.
    var conditions: [PolicyCondition]
    /// Before anything was taken away.
    var written: ActionSet
  }

  let grants: [Grant]
  private let catalogue = ActionCatalogue.aws

  /// `boundary` is what at most is allowed.
  init(_ policies: [NamedPolicy], boundary: PolicyDocument? = nil) {
    let catalogue = catalogue
    let all = policies.flatMap { policy in
      policy.document.statements.map { statement in
        (
          statement,
          AccessFinding.Place(policy: policy.name, statement: statement.index, sid: statement.sid),
          statement.actions.numbers(in: catalogue)
        )
      }
    }
    let denials = all.filter { $0.0.effect == .deny && $0.0.conditions.allSatisfy(\.alwaysHolds) }
    let most = boundary.map { Self.most(of: $0, in: catalogue) }
    grants = all.filter { $0.0.effect != .deny }.map { statement, place, actions in
      var (certain, possible) = statement.effect == .allow ? actions : (ActionSet(), actions.possible)
      let written = certain
      for (denial, _, denied) in denials
      where (denial.resources ?? .only([PolicyText("*")])).contains(statement.resources) {
        certain.subtract(denied.certain)
        possible.subtract(denied.certain)
      }
      if let most {
        certain.formIntersection(most)
        possible.formIntersection(most)
      }
      let able = Self.able(statement, catalogue)
      let (named, perhapsNamed) = (certain, possible)
      if let able {
        certain.formIntersection(able)
        possible.formIntersection(able)
      }
      let unconstrained = Self.unconstrained(statement, certain, possible, catalogue)
      return Grant(
        statement: statement, place: place, named: named, perhapsNamed: perhapsNamed, certain: certain,
        possible: possible,
        unconstrained: unconstrained.certain,
        possiblyUnconstrained: unconstrained.possible, conditions: statement.conditions.filter { !$0.alwaysHolds },
        written: written)
    }
  }

  private static func most(of boundary: PolicyDocument, in catalogue: ActionCatalogue) -> ActionSet {
    guard boundary.isUnderstood else { return .all }
    var most = ActionSet()
    for statement in boundary.statements where statement.effect != .deny {
      most.formUnion(statement.actions.numbers(in: catalogue).possible)
    }
    for statement in boundary.statements
    where statement.effect == .deny && statement.conditions.isEmpty && statement.resources?.takesInNameless == .yes {
      most.subtract(statement.actions.numbers(in: catalogue).certain)
    }
    return most
  }

  /// The actions that a statement's resources can be about; nil for all.
  private static func able(_ statement: PolicyStatement, _ catalogue: ActionCatalogue) -> ActionSet? {
    guard let resources = statement.resources, resources.takesInNameless == .no else { return nil }
    var able = ActionSet()
    for service in catalogue.services where resources.mayName(resourcesOf: catalogue.resourceServices(of: service)) {
      if let range = catalogue.range(of: service) { able.formUnion(range) }
    }
    // What has no resources is asked of everything, or not at all.
    able.formIntersection(catalogue.confinableActions)
    return able
  }

  private static func unconstrained(
    _ statement: PolicyStatement, _ certain: ActionSet, _ possible: ActionSet, _ catalogue: ActionCatalogue
  ) -> (certain: ActionSet, possible: ActionSet) {
    let resources = statement.resources ?? .only([PolicyText("*")])
    let nameless = resources.takesInNameless
    if nameless == .yes { return (certain, possible) }
    var (surely, perhaps) = (ActionSet(), ActionSet())
    var breadths: [String: Ternary] = [:]
    for number in possible.numbers {
      let service = catalogue.service(of: number)
      let breadth: Ternary
      if !catalogue.isConfinable(number) {
        breadth = nameless
      } else if let known = breadths[service] {
        breadth = known
      } else {
        breadth = resources.takesInAll(of: service)
        breadths[service] = breadth
      }
      if breadth == .no { continue }
      perhaps.insert(number)
      if breadth == .yes, certain.contains(number) { surely.insert(number) }
    }
    return (surely, perhaps)
  }

  /// How an action is allowed whatever the resource: the best of the ways. Nil where it is not.
  func unconstrained(
    _ number: Int, where isOf: (Grant) -> Bool = { _ in true },
    ignoring isIdle: (PolicyCondition) -> Bool = { _ in false }
  ) -> (certainty: Ternary, conditions: [PolicyCondition], place: AccessFinding.Place)? {
    var best: (certainty: Ternary, conditions: [PolicyCondition], place: AccessFinding.Place)?
    for grant in grants where grant.possiblyUnconstrained.contains(number) && isOf(grant) {
      let certainty: Ternary = grant.unconstrained.contains(number) ? .yes : .possible
      let found = (certainty, grant.conditions.filter { !isIdle($0) }, grant.place)
      guard let known = best else {
        best = found
        continue
      }
      if (found.0.rawValue, -found.1.count) > (known.certainty.rawValue, -known.conditions.count) { best = found }
    }
    return best
  }

  /// All actions that are surely allowed somewhere, or perhaps.
  var allowed: (certain: ActionSet, possible: ActionSet) {
    var (certain, possible) = (ActionSet(), ActionSet())
    for grant in grants {
      certain.formUnion(grant.certain)
      possible.formUnion(grant.possible)
    }
    return (certain, possible)
  }
}

extension Selection {
  /// The actions of the catalogue that are surely meant, and perhaps.
  func numbers(in catalogue: ActionCatalogue) -> (certain: ActionSet, possible: ActionSet) {
    switch self {
    case .unknown: return (ActionSet(), .all)
    case .only(let texts):
      var (certain, possible) = (ActionSet(), ActionSet())
      for text in texts {
        let found = catalogue.numbers(matching: text.lowercasedWildcard)
        if text.isKnown { certain.formUnion(found) }
        possible.formUnion(found)
      }
      return (certain, possible)
    case .allBut(let texts):
      let named = Selection.only(texts).numbers(in: catalogue)
      return (ActionSet.all.subtracting(named.possible), ActionSet.all.subtracting(named.certain))
    }
  }
}

extension PolicyCondition {
  /// Whether it holds for every request, so that it demands nothing.
  var alwaysHolds: Bool {
    guard let test, !valuesAreUnknown, key.isKnown else { return false }
    // Whatever there is matches a star; what is not there does not, but for these.
    if test.takesWildcards, !test.isNegated, values.contains(where: { $0.isStar == .yes }) {
      return ifExists || quantifier == .forAllValues
    }
    return false
  }
}
