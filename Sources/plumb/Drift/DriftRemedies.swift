import Acting
import Configuring
import Model
import Planning
import Reporting
import Storing

/// What is to be done about drift that was found.
enum DriftRemedy: String, CaseIterable {
  case adopt, revert, ignore

  /// The one that the flags ask for.
  init?(_ flags: FlagValues) throws(UsageError) {
    let asked = Self.allCases.filter { flags.bool($0.rawValue) }
    guard asked.count < 2 else {
      throw UsageError(
        summary: "Incompatible options",
        detail: "Only one of -adopt, -revert and -ignore can be done at a time; -target says for which objects.")
    }
    guard let first = asked.first else { return nil }
    self = first
  }
}

extension StackDrift {
  /// The configuration edited so that it says what is. Nothing is written.
  func adoption(
    of findings: [Finding], in plan: Plan, _ session: Session, _ selection: FindingSelection
  ) async throws(DiagnosticsError) -> Adoption {
    let wanted = Set(selection.instances(of: findings))
    let changes = plan.changes.filter { $0.deposedKey == nil && wanted.contains($0.address) }
    return adopt(changes, in: try await session.estate(of: plan))
  }
}

/// Does what was asked for about one stack's findings, and about what no stack declares, after showing it and asking.
struct DriftRemediation {
  let invocation: Invocation
  let stack: AssessedStack
  let selection: FindingSelection
  let callers: CallerDirectory
  /// What nobody declares, and was looked for.
  var unmanaged: [Finding] = []
  /// The configuration with what is imported into it; nil where nothing is.
  var imported: ImportedObjects?

  func perform(_ remedy: DriftRemedy) async throws -> ExitCode {
    switch remedy {
    case .adopt: return try adopt()
    case .revert:
      return try await DriftReversal(invocation: invocation, stack: stack, selection: selection, callers: callers)
        .perform()
    case .ignore: return try ignore()
    }
  }

  // MARK: adopt

  private func adopt() throws -> ExitCode {
    guard var adoption = stack.adoption else { return .failure }
    if let imported { adoption.add(imported) }
    for refused in adoption.refused {
      invocation.report([
        Diagnostic(
          .warning, code: "drift.not-adopted", summary: "Not adopted", detail: "\(refused.subject): \(refused.reason)")
      ])
    }
    // No plan would change it, so that no edit makes one leave it alone.
    let unspoken = stack.report.findings.filter { finding in
      selection.includes(finding) && finding.kind == "drift.changed"
        && !finding.evidence.contains { $0.name == "declared" }
    }
    for finding in unspoken {
      invocation.report([
        Diagnostic(
          .warning, code: "drift.not-adopted", summary: "Not adopted",
          detail:
            "\(finding.subject.text).\(finding.part): the configuration does not say how it should be. Declare it as "
            + "it is, or undo it by hand.")
      ])
    }
    guard !adoption.patch.isEmpty else {
      invocation.terminal.writeLine("\nThere is nothing that editing the configuration would settle.")
      return adoption.refused.isEmpty && unspoken.isEmpty ? .success : .failure
    }
    for explanation in adoption.explanations { invocation.terminal.writeLine("  \(explanation)") }
    let code = try write(adoption.patch, question: "Do you want to edit these files?")
    if code == .success, imported?.explanations.isEmpty == false {
      invocation.terminal.writeLine("\nThe next apply takes what is imported into the state; its plan shows it first.")
    }
    return code
  }

  /// Shows a patch of files as seen from the stack, and writes it when it is wanted.
  private func write(_ patch: TextPatch, question: String) throws -> ExitCode {
    let texts = Dictionary(uniqueKeysWithValues: patch.files.map { ($0, readFile(place($0))) })
    let original: (String) throws(DiagnosticsError) -> [UInt8]? = { texts[$0] ?? nil }
    invocation.terminal.writeLine("")
    invocation.terminal.write(try patch.unifiedDiff(originals: original, shown: shown))
    guard approves(question) else {
      invocation.terminal.writeLine("\nNothing was written.")
      return .failure
    }
    try WorkingDirectory.$current.withValue(stack.stack.path) { try plumb.write(patch) }
    invocation.terminal.writeLine("\nWritten: \(patch.files.map(shown).joined(separator: ", ")).")
    return .success
  }

  private func shown(_ file: String) -> String {
    let prefix = stack.stack.path + "/"
    if file.hasPrefix(prefix) { return String(file.dropFirst(prefix.count)) }
    return file.hasPrefix("/") ? String(file.dropFirst()) : file
  }

  private func place(_ file: String) -> String { file.hasPrefix("/") ? file : "\(stack.stack.path)/\(file)" }

  // MARK: ignore

  private func ignore() throws -> ExitCode {
    guard let reason = invocation.flags.string("reason"), let owner = invocation.flags.string("owner"), !reason.isEmpty,
      !owner.isEmpty
    else {
      throw UsageError(
        summary: "A rule needs a reason and an owner",
        detail:
          "Say why this is as it should be, and who says so: -reason='scaled by hand in the sale' -owner=shop-team. "
          + "-expires=2026-12-31 ends it.")
    }
    let file = SettingsPlaces(stack: stack.stack.path) { kind(of: $0) != nil }.writable
    let before = readFile(file)
    var text = before ?? []
    var count = 0
    for finding in stack.report.findings + unmanaged where selection.includes(finding) {
      guard
        let rule = NewIgnoreRule(
          for: finding, reason: reason, owner: owner, expires: invocation.flags.string("expires"))
      else { continue }
      do {
        let remediation = try Acting.ignore(rule, in: file, text: text)
        for case .edit(let patch) in remediation.steps { text = patch.applied(to: text, file: file) }
        count += 1
      } catch {
        throw DiagnosticsError(
          Diagnostic(
            code: "drift.no-rule", summary: "The rule cannot be written",
            detail: "\(file): \(error.reason) \(error.advice)"))
      }
    }
    guard count > 0 else {
      invocation.terminal.writeLine("\nThere is nothing to ignore.")
      return .success
    }
    return try write(
      TextPatch(from: [file: before ?? []], to: [file: text]), question: "Do you want to write these rules?")
  }

  private func approves(_ question: String) -> Bool {
    if invocation.flags.bool("auto-approve") { return true }
    let palette = View(invocation).options.palette
    invocation.terminal.write(
      palette(.bold, .text("\n\(question)"), .reset) + "\n  Only 'yes' will be accepted to approve.\n\n")
    let answer = invocation.terminal.ask(palette(.bold, "  Enter a value: ", .reset))
    invocation.terminal.writeLine()
    return answer == "yes"
  }
}
