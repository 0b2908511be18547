package import Configuring
package import Model
import Parsing
package import Planning

/// What is known of one stack when its drift is assessed.
package struct DriftInput: Sendable {
  /// A plan of the whole configuration, made after a refresh; not applied, and not to be.
  package var plan: Plan
  package var configuration: Configuration
  package var schemas: @Sendable (ResourceName, ProviderAddress) -> Schema?
  /// What is quiet.
  package var rules: [IgnoreRule]
  package var time: UTCTime
  /// What earlier runs have found and a state does not tell of any more, and how it is digested.
  package var remembered: [RememberedFinding] = []
  package var digest: @Sendable (String) -> String = { $0 }

  package init(
    plan: Plan, configuration: Configuration, schemas: @escaping @Sendable (ResourceName, ProviderAddress) -> Schema?,
    rules: [IgnoreRule] = [], time: UTCTime
  ) {
    self.plan = plan
    self.configuration = configuration
    self.schemas = schemas
    self.rules = rules
    self.time = time
  }
}

/// Where the objects of a stack are not as they are declared.
///
/// What a refresh reports and a plan would change back is drift. What a plan would change although nobody touched it was changed
/// in the configuration. What changed and no plan brings back is drift where it matters to security, and otherwise only told.
package func drift(_ input: DriftInput) -> [Finding] {
  var assessment = DriftAssessment(input)
  assessment.assess()
  return assessment.findings
}

struct DriftAssessment {
  let input: DriftInput
  let planned: [ResourceInstanceAddress: ResourceChange]
  private let drifted: [ResourceInstanceAddress: ResourceChange]
  /// Of each resource the first two instances that have drifted: one that is not the asker itself is among them.
  private let driftedFirst: [ConfigResourceAddress: [ResourceInstanceAddress]]
  let parts: ManagedParts
  private let scaling: ScalingTargets
  private(set) var findings: [Finding] = []
  /// By address and part.
  let memories: [MemoryKey: RememberedFinding]

  init(_ input: DriftInput) {
    self.input = input
    let current = input.plan.changes.filter { $0.deposedKey == nil && $0.address.resource.mode == .managed }
    planned = Dictionary(current.map { ($0.address, $0) }) { first, _ in first }
    let changed = input.plan.drift.filter { $0.deposedKey == nil && $0.address.resource.mode == .managed }
    drifted = Dictionary(changed.map { ($0.address, $0) }) { first, _ in first }
    driftedFirst = Dictionary(grouping: drifted.keys, by: \.config).mapValues { Array($0.sorted().prefix(2)) }
    parts = ManagedParts([input.plan.previousState, input.plan.priorState])
    scaling = ScalingTargets(input.plan.priorState)
    memories = Dictionary(input.remembered.map { (MemoryKey($0.memory), $0) }) { first, _ in first }
  }

  mutating func assess() {
    for address in Set(planned.keys).union(drifted.keys).sorted() {
      let change = planned[address]
      // What becomes of it is not known where the plan broke off.
      if change == nil, input.plan.isErrored { continue }
      guard let drift = drifted[address], drift.action != .noOp else {
        if let change { pending(change, apartFrom: []) }
        continue
      }
      if drift.action == .delete {
        missing(drift, change)
      } else {
        let found = differences(drift.before, drift.after)
        changed(drift, found, change)
        if let change { pending(change, apartFrom: found) }
      }
    }
    recall()
  }

  // MARK: what is gone

  private mutating func missing(_ drift: ResourceChange, _ change: ResourceChange?) {
    let isWanted = change.map { $0.action != .noOp && $0.action != .delete && $0.action != .forget } ?? false
    add(
      Finding(
        kind: "drift.missing", subject: .instance(drift.address),
        severity: isStateful(drift.address) ? .critical : .high,
        standing: isWanted ? .actionable : .informational("The configuration does not declare it any more."),
        summary: "It does not exist any more.",
        detail: "The state records it, and the provider does not find it."
          + (isStateful(drift.address) ? " What was in it does not come back by making it anew." : ""),
        evidence: [identity(of: drift.before)].compactMap { $0 } + [Finding.Evidence("live", "(none)")],
        range: range(of: drift.address)))
  }

  // MARK: what has changed

  private mutating func changed(_ drift: ResourceChange, _ found: [PartDifference], _ change: ResourceChange?) {
    let address = drift.address
    let reverted = change.map { $0.before.isNull ? [] : differences($0.before, $0.after) } ?? []
    let leaves = change == nil || change?.action == .delete || change?.action == .forget
    for difference in withoutRepetition(found) {
      let isReverted = !leaves && reverted.contains { $0.overlaps(difference) }
      let meaning = SecurityAttribute.about(address.resource.type, difference.path)
      let isSecret = [drift.before, drift.after, change?.after].contains { $0?.isSecret(at: difference.path) == true }
      func text(_ value: Value?) -> String { isSecret ? secretText : self.text(value) }
      var evidence = [
        Finding.Evidence("recorded", text(difference.before)), Finding.Evidence("live", text(difference.after)),
      ]
      let wanted = change?.after.part(at: difference.path)
      if isReverted { evidence.insert(Finding.Evidence("declared", text(wanted)), at: 0) }
      var standing = Finding.Standing.actionable
      var detail = ""
      var memory: FindingMemory?
      if leaves {
        standing = .informational("The configuration does not declare the object any more.")
      } else if let reason = noise(difference, drift, change, isReverted: isReverted) {
        standing = .informational(reason)
      } else if !isReverted {
        if declares(address, difference) {
          standing = .informational("The configuration says the same; the next apply records it.")
        } else if let meaning {
          let extra = parts.unexplained(address.resource.type, difference, of: drift.after)
          let kept = self.memory(of: difference, at: address, extra, isSecret: isSecret)
          if extra?.isEmpty == true, kept.elements.isEmpty {
            standing = .informational("It shows what other resources manage.")
          } else if isSettled(kept, in: drift.after) {
            memory = kept
            standing = .informational("It is again as it was before it was first found changed.")
          } else {
            memory = kept
            detail =
              "It decides \(meaning.meaning). The configuration does not say how it should be, so that no plan "
              + "brings it back."
            if extra != nil, !isSecret {
              evidence.append(Finding.Evidence("by hand", kept.elements.keys.sorted().joined(separator: ", ")))
            }
          }
        } else {
          standing = .informational(
            ignores(address, difference)
              ? "The configuration ignores changes of it."
              : "The configuration does not say how it should be.")
        }
      }
      var finding = Finding(
        kind: "drift.changed", subject: .instance(address), part: partText(difference.path),
        severity: meaning?.severity ?? severity(of: difference), standing: standing,
        summary: summary(of: difference), detail: detail, evidence: evidence, range: range(of: address))
      finding.memory = memory
      add(finding, at: difference.path)
    }
  }

  /// Why a change means nothing, if it does.
  private func noise(
    _ difference: PartDifference, _ drift: ResourceChange, _ change: ResourceChange?, isReverted: Bool
  ) -> String? {
    let address = drift.address
    if scaling.decides(address, difference, live: drift.after) {
      return "It is scaled automatically, and is within its limits."
    }
    if isReverted { return nil }
    if SecurityAttribute.about(address.resource.type, difference.path) != nil { return nil }
    guard let root = difference.root,
      let schema = input.schemas(address.resource, drift.provider.provider)?.block,
      let attribute = schema.attribute(root)
    else { return nil }
    if isTime(difference.before), isTime(difference.after) { return "It is a time that the service keeps." }
    if attribute.isComputed, !attribute.isOptional { return "The service decides it, not the configuration." }
    return nil
  }

  /// One cause, one finding: `tags_all` repeats `tags`.
  private func withoutRepetition(_ found: [PartDifference]) -> [PartDifference] {
    let tags = found.filter { $0.root == "tags" }
    return found.filter { difference in
      guard difference.root == "tags_all" else { return true }
      let rest = difference.path.dropFirst()
      return !tags.contains { tag in zip(tag.path.dropFirst(), rest).allSatisfy { $0 == $1 } }
    }
  }

  // MARK: what was not applied yet

  private mutating func pending(_ change: ResourceChange, apartFrom drift: [PartDifference]) {
    let address = change.address
    switch change.action {
    case .noOp, .read: return
    case .create:
      add(pendingFinding(change, "It is declared, and was not created yet."))
    case .delete, .forget:
      add(pendingFinding(change, "It exists, and is not declared any more."))
    case .update, .replace:
      if change.isTainted {
        add(pendingFinding(change, "It is tainted: the next run replaces it."))
        return
      }
      let own = differences(change.before, change.after).filter { wanted in
        !drift.contains { $0.overlaps(wanted) }
      }
      guard !own.isEmpty else { return }
      let names = Set(withoutRepetition(own).map { partText($0.path) }).sorted()
      var finding = pendingFinding(
        change, "The configuration changes \(names.joined(separator: ", ")), which was not applied yet.")
      finding.evidence = withoutRepetition(own).flatMap { difference in
        let isSecret = change.before.isSecret(at: difference.path) || change.after.isSecret(at: difference.path)
        return [
          Finding.Evidence(
            "live \(partText(difference.path))", isSecret ? secretText : text(difference.before)),
          Finding.Evidence(
            "declared \(partText(difference.path))", isSecret ? secretText : text(difference.after)),
        ]
      }
      // What it refers to has drifted, and that is told there.
      let dependencies = Set(change.dependencies)
      if let cause = dependencies.compactMap({ driftedFirst[$0]?.first { $0 != address } }).min() {
        finding.standing = .informational("It may follow from the drift of \(cause).")
      }
      add(finding)
    }
  }

  private func pendingFinding(_ change: ResourceChange, _ summary: String) -> Finding {
    Finding(
      kind: "drift.pending", subject: .instance(change.address), severity: .info, standing: .pending, summary: summary,
      range: range(of: change.address))
  }

  // MARK: what it is called

  /// With the rule that quietens it, if there is one. `path` is the part's.
  mutating func add(_ finding: Finding, at path: ValuePath = []) {
    var finding = finding
    (finding.firstSeen, finding.lastSeen) = (input.time, input.time)
    if finding.isActionable, case .instance(let address) = finding.subject {
      finding = finding.judged(by: input.rules.filter { $0.covers(address, path) }, at: input.time)
    }
    findings.append(finding)
  }

  func text(_ value: Value?) -> String { value.map(evidenceText) ?? "(none)" }

  private func severity(of difference: PartDifference) -> Finding.Severity {
    switch difference.root {
    case "tags", "tags_all", "description": .low
    default: .medium
    }
  }

  private func summary(of difference: PartDifference) -> String {
    let name = partText(difference.path)
    if isEmpty(difference.before) { return "\(name) was added." }
    if isEmpty(difference.after) { return "\(name) was removed." }
    return "\(name) was changed."
  }

  private func identity(of value: Value) -> Finding.Evidence? {
    value.part(at: [.attribute("id")])?.stringValue.map { Finding.Evidence("recorded", $0) }
  }

  func range(of address: ResourceInstanceAddress) -> SourceRange? {
    input.configuration.modules[address.module.path]?.resources[address.resource]?.range
  }

  /// Whether an argument or block of this name is written there.
  func declares(_ address: ResourceInstanceAddress, _ difference: PartDifference) -> Bool {
    guard let root = difference.root, !ignores(address, difference),
      let body = input.configuration.modules[address.module.path]?.resources[address.resource]?.body
    else { return false }
    return body.hasAttribute(root)
      || body.blocks.contains { $0.type == root || $0.type == "dynamic" && $0.labels.first?.text == root }
  }

  private func ignores(_ address: ResourceInstanceAddress, _ difference: PartDifference) -> Bool {
    guard let resource = input.configuration.modules[address.module.path]?.resources[address.resource] else {
      return false
    }
    switch resource.lifecycle.ignoreChanges {
    case .none: return false
    case .all: return true
    case .paths(let paths): return paths.contains { $0.traversal.root == difference.root }
    }
  }
}
