package import Model
import Planning

/// What a record of an earlier run says of a finding that a state may not tell of any more.
package struct RememberedFinding: Sendable, Hashable {
  package var memory: FindingMemory
  package var summary: String
  package var severity: Finding.Severity
  package var firstSeen: UTCTime

  package init(memory: FindingMemory, summary: String, severity: Finding.Severity, firstSeen: UTCTime) {
    self.memory = memory
    self.summary = summary
    self.severity = severity
    self.firstSeen = firstSeen
  }
}

/// Which part of which object a memory is about.
struct MemoryKey: Hashable {
  var address: ResourceInstanceAddress
  var path: ValuePath

  init(_ memory: FindingMemory) { (address, path) = (memory.address, memory.path) }
  init(_ address: ResourceInstanceAddress, _ path: ValuePath) { (self.address, self.path) = (address, path) }
}

extension DriftAssessment {
  /// What to keep of an undeclared attribute that was changed. What was kept before counts as what was there before, however often
  /// it was changed and taken into the state since.
  func memory(
    of difference: PartDifference, at address: ResourceInstanceAddress, _ elements: [String: Bool]?, isSecret: Bool
  ) -> FindingMemory {
    let new = elements ?? [:]
    if var known = memories[MemoryKey(address, difference.path)]?.memory {
      known.elements.merge(new) { earlier, _ in earlier }
      if isSecret { known.text = nil }
      return known
    }
    return FindingMemory(
      address: address, path: difference.path, digest: digest(difference.before, at: address, difference.path),
      text: isSecret ? nil : text(difference.before), elements: new)
  }

  /// Whether an object is again as it was, as far as a memory is about it, or other resources account for how it is.
  func isSettled(_ memory: FindingMemory, in object: Value) -> Bool {
    let part = object.part(at: memory.path)
    if digest(part, at: memory.address, memory.path) == memory.digest { return true }
    let type = memory.address.resource.type
    var root: String?
    if case .attribute(let name)? = memory.path.first { root = name }
    switch parts.account(type, root, of: object) {
    case .none: return false
    case .whole: return true
    case .elements(let managed):
      guard memory.path.count == 1, !memory.elements.isEmpty else { return false }
      let live = parts.keys(type, root, in: part)
      return memory.elements.allSatisfy { key, wasAdded in managed.contains(key) || live.contains(key) != wasAdded }
    }
  }

  /// What was found earlier, has not been settled, and does not show in the state any more.
  mutating func recall() {
    let found = Set(findings.map(\.id))
    for remembered in input.remembered.sorted(by: { $0.memory.address < $1.memory.address }) {
      let memory = remembered.memory
      // Of what is gone nothing is left to settle; of what could not be looked at nobody knows.
      guard let change = planned[memory.address], !change.before.isNull, change.action != .delete,
        change.action != .forget
      else { continue }
      let live = change.before.part(at: memory.path)
      let difference = PartDifference(path: memory.path, before: nil, after: live)
      // The configuration says by now how it should be.
      let isPlanned = differences(change.before, change.after).contains { $0.overlaps(difference) }
      guard !isPlanned, !declares(memory.address, difference), !isSettled(memory, in: change.before) else { continue }
      let isSecret = memory.text == nil || change.before.isSecret(at: memory.path)
      let meaning = SecurityAttribute.about(memory.address.resource.type, memory.path)
      var finding = Finding(
        kind: "drift.changed", subject: .instance(memory.address), part: partText(memory.path),
        severity: meaning?.severity ?? remembered.severity, summary: remembered.summary,
        detail: (meaning.map { "It decides \($0.meaning). " } ?? "")
          + "A run has written it into the state since, so that only the record of earlier findings tells that it was changed. "
          + "The configuration does not say how it should be: declare that, or accept it by a rule.",
        evidence: [
          Finding.Evidence("before", isSecret ? secretText : memory.text ?? secretText),
          Finding.Evidence("live", isSecret ? secretText : text(live)),
        ], range: range(of: memory.address))
      finding.memory = memory
      guard !found.contains(finding.id) else { continue }
      add(finding, at: memory.path)
    }
  }

  /// With the place in it, so that equal values are not seen to be equal.
  private func digest(_ value: Value?, at address: ResourceInstanceAddress, _ path: ValuePath) -> String {
    input.digest("\(address) \(partText(path))\n\(inOneWay(value))")
  }
}

/// Nothing as nothing, however it is written; JSON texts without their layout.
private func inOneWay(_ value: Value?) -> String {
  guard let value, !isEmpty(value) else { return "null" }
  return evidenceText(
    value.deeplyUnmarked.transformed { _, part in
      guard let text = part.stringValue, let first = text.utf8.first,
        [UInt8(ascii: "{"), UInt8(ascii: "[")].contains(first),
        let json = try? JSON.read(Array(text.utf8))
      else { return part }
      return .string(json.normalized(isPolicy: json["Statement"] != nil).text())
    })
}
