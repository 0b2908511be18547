package import Model

/// The ways out of findings of drift, as the commands that go them. What is to be edited is not worked out here: adopting a single
/// finding takes as long as reading the configuration again.
package struct DriftRemedies: Sendable {
  /// The folder as the command is given it; empty for the current one.
  private let folder: String

  package init(folder: String) { self.folder = folder == "." ? "" : folder }

  /// Of an object that nothing declares. Where several stacks are looked at, somebody must say which is to have it.
  package func remediations(ofUnmanaged finding: Finding, isAmongStacks: Bool) -> [Remediation] {
    guard finding.isActionable, case .object(let object) = finding.subject else { return [] }
    let target = "-target=" + shellWord("\(object.scope.type) \(object.importID)")
    let folders = isAmongStacks ? " -into=DIR DIR..." : folder.isEmpty ? "" : " \(shellWord(folder))"
    return [("-adopt", Remediation.Kind.adopt), ("-ignore -reason=... -owner=...", .ignore)].map { way, kind in
      Remediation(kind: kind, summary: "plumb drift -unmanaged \(way) \(target)\(folders)", steps: [])
    }
  }

  /// `dangers` are those of reverting.
  package func remediations(of finding: Finding, dangers: [String] = []) -> [Remediation] {
    guard finding.isActionable, case .instance(let address) = finding.subject else { return [] }
    var found: [Remediation] = []
    if finding.canBeReverted {
      found.append(
        Remediation(
          kind: .revert, summary: command("-revert\(dangers.isEmpty ? "" : " -accept-dangers")", "\(address)"),
          steps: [.apply(targets: [address])], dangers: dangers))
      // Secrets are never written into text.
      if !finding.evidence.contains(where: { $0.value == "(sensitive value)" }) {
        found.append(Remediation(kind: .adopt, summary: command("-adopt", "\(address)"), steps: []))
      }
    }
    found.append(
      Remediation(kind: .ignore, summary: command("-ignore -reason=... -owner=...", "\(address)"), steps: []))
    return found
  }

  private func command(_ way: String, _ target: String) -> String {
    (["plumb drift \(way) -target=\(shellWord(target))"] + (folder.isEmpty ? [] : [shellWord(folder)]))
      .joined(separator: " ")
  }
}

extension Finding {
  /// Whether a plan brings it back: what the configuration does not speak of, no plan does.
  package var canBeReverted: Bool {
    kind == "drift.missing" || kind == "drift.changed" && evidence.contains { $0.name == "declared" }
  }
}

/// As a shell takes it for one word.
private func shellWord(_ text: String) -> String {
  let plain = Set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._/:@%+=,".utf8)
  if !text.isEmpty, text.utf8.allSatisfy(plain.contains) { return text }
  return "'" + text.replacing("'", with: "'\\''") + "'"
}
