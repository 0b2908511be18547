package import Configuring
package import Model
import Parsing

/// A rule in a settings file, as a way out: added, or one that says the same extended. `text` is the file's, empty for one that
/// is not there yet. Where the rule is there already, there is nothing to do: the patch is empty.
package func ignore(_ rule: NewIgnoreRule, in file: String, text: [UInt8]) throws(Refusal) -> Remediation {
  do throws(EditingError) {
    let edited = try EditedText(text, name: file).adding(rule)
    // What a person cannot read back is no rule.
    let (_, problems) = readProjectSettings([(file, edited.bytes)])
    if let problem = problems.first(where: \.isError) { throw EditingError("\(problem.summary): \(problem.detail)") }
    let patch = TextPatch(from: [file: text], to: [file: edited.bytes])
    let part = rule.attributes.isEmpty ? "" : " (\(rule.attributes.joined(separator: ", ")))"
    return Remediation(
      kind: .ignore, summary: "Ignore \(rule.scope)\(part) by a rule in \(file): \(rule.reason)", steps: [.edit(patch)])
  } catch {
    throw Refusal(error.message)
  }
}

extension NewIgnoreRule {
  /// About what a finding is about; nil for a finding about a whole stack.
  package init?(for finding: Finding, reason: String, owner: String, expires: String? = nil) {
    let attributes = finding.part.isEmpty ? [] : [finding.part]
    let discipline = String(finding.kind.prefix { $0 != "." })
    switch finding.subject {
    case .instance(let address):
      self.init(
        discipline: discipline, scope: "\(address)", attributes: attributes, reason: reason, owner: owner,
        expires: expires)
    case .object:
      self.init(
        discipline: discipline, scope: finding.subject.text, isObject: true, reason: reason, owner: owner,
        expires: expires)
    case .stack: return nil
    }
  }
}
