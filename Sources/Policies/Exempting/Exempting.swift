package import Configuring
package import Model
import Parsing

/// Who says of a failure that it is as it should be: rules of `plumb.hcl`, and comments beside what is judged.
package struct Exempting {
  private let exemptions: [Exemption]
  private let time: UTCTime
  private let world: PolicyWorld

  package init(_ exemptions: [Exemption], world: PolicyWorld, at time: UTCTime) {
    self.exemptions = exemptions
    self.world = world
    self.time = time
  }

  /// The finding as exemptions leave it: one that holds makes it accepted, one that has ended is told. What is wrong with a condition
  /// is told, and exempts nothing.
  package func judged(
    _ finding: Finding, of verdict: PolicyVerdict, control: Control?, comments: [SkipComment]
  ) -> (finding: Finding, diagnostics: [Diagnostic]) {
    guard finding.isActionable else { return (finding, []) }
    let id = control?.id ?? verdict.policy.name
    let aliases = control?.aliases ?? []
    var copy = finding
    var diagnostics: [Diagnostic] = []
    var ended: [(reason: String, expires: String)] = []
    for comment in comments where comment.covers(id, aliases: aliases) {
      if comment.hasExpired(at: time) {
        ended.append((comment.acceptance.reason, comment.expires ?? ""))
      } else {
        copy.standing = .accepted(comment.acceptance)
        return (copy, diagnostics)
      }
    }
    for exemption in exemptions where covers(exemption, id, aliases, verdict, &diagnostics) {
      if exemption.hasExpired(at: time) {
        ended.append((exemption.reason, exemption.expires ?? ""))
      } else {
        copy.standing = .accepted(exemption.acceptance)
        return (copy, diagnostics)
      }
    }
    for one in ended {
      let note = "An exemption of it (\(one.reason)) ended on \(one.expires)."
      copy.summary += " " + note
    }
    return (copy, diagnostics)
  }

  private func covers(
    _ exemption: Exemption, _ id: String, _ aliases: [String], _ verdict: PolicyVerdict,
    _ diagnostics: inout [Diagnostic]
  ) -> Bool {
    guard ([id] + aliases).contains(where: exemption.control.matches) else { return false }
    if let pattern = exemption.address {
      guard case .instance(let address) = verdict.subject.subject, pattern.matches(address) else { return false }
    }
    guard let condition = exemption.condition else { return true }
    let scope = PolicyScope(
      PolicyFile(path: exemption.range?.file ?? ""), world: world, inputs: [:], policy: verdict.policy,
      subject: verdict.subject)
    let (value, problems) = evaluate(condition, in: scope)
    diagnostics += problems
    return !problems.hasErrors && (try? value.withoutMarks.converted(to: .bool))?.boolValue == true
  }
}
