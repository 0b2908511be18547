/// What every principal had at one time: the policies that count for each.
package struct AccessSnapshot: Sendable, Hashable {
  package struct Principal: Sendable, Hashable {
    package var policies: [NamedPolicy]
    package var boundary: PolicyDocument?

    package init(policies: [NamedPolicy], boundary: PolicyDocument? = nil) {
      self.policies = policies
      self.boundary = boundary
    }
  }

  /// By what the principal is called, e.g. its identifier.
  package var principals: [String: Principal]

  package init(principals: [String: Principal] = [:]) { self.principals = principals }
}

/// What a principal can do that it could not do before.
package struct AccessGain: Sendable, Hashable {
  package enum Kind: String, Sendable, Hashable, CaseIterable {
    /// It was not there.
    case newPrincipal = "new-principal"
    /// Actions that it did not have on any resource.
    case actions
    /// Actions that it had, on more resources.
    case resources
    /// Actions that it had, without a condition that was there.
    case conditions
  }

  package var principal: String
  package var kind: Kind
  /// `possible` where something that is not known decides it, now or before.
  package var certainty: Ternary
  /// Sorted.
  package var actions: [String]
  /// How many of them there are of each level.
  package var levels: [AccessLevel: Int]
  /// Where it is allowed now.
  package var places: [AccessFinding.Place]
  /// One line.
  package var summary: String
}

/// Who gained what between two snapshots, by principal. What somebody lost is no growth.
package func accessGains(from before: AccessSnapshot, to after: AccessSnapshot) -> [AccessGain] {
  after.principals.sorted { $0.key < $1.key }.flatMap { name, principal in
    gains(name, from: before.principals[name], to: principal)
  }
}

private func gains(
  _ name: String, from before: AccessSnapshot.Principal?, to after: AccessSnapshot.Principal
) -> [AccessGain] {
  let now = EffectiveAccess(after.policies, boundary: after.boundary)
  guard let before else {
    let allowed = now.allowed
    return gain(name, .newPrincipal, allowed.certain, allowed.possible, now.grants)
  }
  let then = EffectiveAccess(before.policies, boundary: before.boundary)
  let (had, has) = (then.allowed, now.allowed)
  // Surely new is what is surely there and was not even perhaps there.
  var found = gain(
    name, .actions, has.certain.subtracting(had.possible), has.possible.subtracting(had.certain), now.grants)
  var (wider, perhapsWider, freer) = (ActionSet(), ActionSet(), ActionSet())
  for grant in now.grants {
    // What the same principal had under the same conditions or none, on as many resources.
    var (known, knownUnconditionally) = (ActionSet(), ActionSet())
    for old in then.grants
    where (old.statement.resources ?? .only([PolicyText("*")])).contains(grant.statement.resources) {
      knownUnconditionally.formUnion(old.certain)
      if old.conditions.isEmpty || Set(old.conditions).isSubset(of: grant.conditions) { known.formUnion(old.certain) }
    }
    let fresh = grant.possible.subtracting(known).intersection(had.possible)
    let isSame = then.grants.contains {
      $0.statement.resources == grant.statement.resources && $0.conditions == grant.conditions
        && grant.possible.subtracting($0.possible).isEmpty
    }
    if isSame { continue }
    let widened = fresh.subtracting(knownUnconditionally)
    perhapsWider.formUnion(widened)
    wider.formUnion(widened.intersection(grant.certain))
    freer.formUnion(fresh.intersection(knownUnconditionally))
  }
  found += gain(name, .resources, wider, perhapsWider, now.grants)
  found += gain(name, .conditions, freer, freer, now.grants)
  return found
}

private func gain(
  _ name: String, _ kind: AccessGain.Kind, _ certain: ActionSet, _ possible: ActionSet,
  _ grants: [EffectiveAccess.Grant]
) -> [AccessGain] {
  let catalogue = ActionCatalogue.aws
  return [(certain, Ternary.yes), (possible.subtracting(certain), .possible)].compactMap { set, certainty in
    if set.isEmpty { return nil }
    let numbers = set.numbers
    var levels: [AccessLevel: Int] = [:]
    for number in numbers { levels[catalogue.level(of: number), default: 0] += 1 }
    let counts = levels.sorted { $0.key > $1.key }.map { "\($1) \($0.name)" }.joined(separator: ", ")
    let places = grants.filter { !$0.possible.intersection(set).isEmpty }.map(\.place).sorted()
    let verb: String =
      switch kind {
      case .newPrincipal: "is new and may"
      case .actions: "may now"
      case .resources: "may on more resources"
      case .conditions: "may under fewer conditions"
      }
    return AccessGain(
      principal: name, kind: kind, certainty: certainty, actions: numbers.map { catalogue.name(of: $0) },
      levels: levels,
      places: places,
      summary: "\(name) \(certainty == .possible ? "perhaps " : "")\(verb) do \(numbers.count) action"
        + "\(numbers.count == 1 ? "" : "s") (\(counts)).")
  }
}
