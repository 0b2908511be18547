import Configuring
package import Model

extension PolicyVerdict {
  /// What there is to tell: of a failure what to do, of what cannot be told why. Nil where the policy holds or is broken, which its
  /// diagnostics tell.
  package func finding(control: Control?, range: SourceRange?, at time: UTCTime) -> Finding? {
    let standing: Finding.Standing
    switch outcome {
    case .passed, .broken: return nil
    case .failed: standing = .actionable
    case .unknown:
      standing = .informational(whyUnknown)
    }
    let severity = control?.severity ?? (enforcement == .advisory ? .medium : .high)
    var finding = Finding(
      kind: control.map { "policy.\($0.id)" } ?? kind, subject: subject.subject,
      part: control?.part ?? "", severity: severity, standing: standing,
      summary: messages.first ?? control?.title ?? "It cannot be told whether \(quoted(policy.name)) holds.",
      detail: (messages.dropFirst() + [control?.why ?? "", control?.fix ?? ""]).filter { !$0.isEmpty }
        .joined(separator: " "), range: range)
    (finding.firstSeen, finding.lastSeen) = (time, time)
    if let aliases = control?.aliases, !aliases.isEmpty {
      finding.evidence.append(Finding.Evidence("also known as", aliases.joined(separator: ", ")))
    }
    return finding
  }

  /// The kind of its findings where its file is no control.
  package var kind: String { "policy.\(policy.name.isEmpty ? file : policy.name)" }

  /// What is not known, as far as it has a name.
  private var whyUnknown: String {
    let own = subject.subject.text + "."
    let names = unknownNames.map {
      $0.hasPrefix(own) ? "its \($0.dropFirst(own.count)), which the provider decides" : $0
    }
    return names.isEmpty
      ? "It cannot be told yet." : "It cannot be told yet: it depends on \(names.joined(separator: ", "))."
  }
}
