import Model
import Planning

/// What a fleet shows: a line for each stack as it ends, then what went wrong, a table and totals; or JSON for programs.
struct FleetView: Sendable {
  let terminal: Terminal
  let isJSON: Bool
  /// Of all stacks, for columns.
  let width: Int

  init(_ invocation: Invocation, stacks: [Stack]) {
    terminal = invocation.terminal
    isJSON = invocation.flags.bool(Flag.json.name)
    width = min(stacks.map(\.name.count).max() ?? 0, 60)
  }

  private var palette: Palette {
    RenderingOptions(isColoured: terminal.layout.isColoured, width: terminal.layout.width).palette
  }

  func begin(_ selection: StackSelection) {
    if isJSON {
      send(.version(product: "Plumb", version: Plumb.version, terraformVersion: Plumb.terraformVersion))
      send(
        StreamMessage(
          message: "Planning \(counted(selection.stacks.count, "stack"))", type: "fleet_start",
          payload: [
            "stacks": .array(selection.stacks.map { .string($0.name) }),
            "skipped": .array(selection.skipped.map(JSON.string)),
          ]))
    } else if !selection.skipped.isEmpty {
      let shown = selection.skipped.prefix(5).joined(separator: ", ") + (selection.skipped.count > 5 ? ", ..." : "")
      terminal.writeLine("Passed over, for there is no configuration: \(shown)\n")
    }
  }

  func start(_ stack: Stack) {
    guard isJSON else { return }
    send(
      StreamMessage(message: "\(stack.name): Planning...", type: "stack_start", payload: ["stack": .string(stack.name)])
    )
  }

  func show(_ result: StackResult) {
    if isJSON { return sendResult(result) }
    let name = palette(.reset, .bold, "\(result.stack.name)", .reset)
    let time = "(\(secondsText(result.duration)))"
    switch result.outcome {
    case .planned(_, isChanging: false): terminal.writeLine("\(name): No changes \(time)")
    case .planned(let summary, isChanging: true):
      let text = summary.isEmpty ? "Changes to outputs" : "\(summary)".trimmedStop
      terminal.writeLine("\(name): \(text) \(time)")
    case .failed: terminal.writeLine("\(name): \(palette(.red, "\(result.errorLine)", .reset)) \(time)")
    case .skipped: terminal.writeLine("\(name): Not planned: interrupted")
    }
  }

  func finish(_ results: [StackResult], duration: Duration) {
    let totals = FleetTotals(results)
    if isJSON {
      return send(
        StreamMessage(
          level: totals.failed + totals.skipped > 0 ? .error : .info, message: totals.sentence(duration),
          type: "fleet_summary",
          payload: [
            "stacks": .integer(results.count), "unchanged": .integer(totals.unchanged),
            "changing": .integer(totals.changing), "failed": .integer(totals.failed),
            "skipped": .integer(totals.skipped), "changes": changes(totals.changes),
            "duration_seconds": .number(secondsNumber(duration)),
          ]))
    }
    for result in results where !result.details.isEmpty { terminal.write(heading(result.stack) + result.details) }
    for result in results where !result.text.isEmpty {
      let text = heading(result.stack) + result.text
      if result.isFailed { terminal.writeError(text) } else { terminal.write(text) }
    }
    terminal.write(table(results.filter(\.isChanging)))
    terminal.writeLine("\n" + palette(.reset, .bold, "\(totals.sentence(duration))", .reset))
    if totals.changing > 0 { terminal.writeLine("All together: \(totals.changes)") }
    for result in results where result.savedPath != nil && result.isChanging {
      terminal.writeLine("Saved \(result.stack.name) to \(result.savedPath ?? "")")
    }
  }

  private func heading(_ stack: Stack) -> String { palette(.reset, .bold, "\n\(stack.name):\n", .reset) }

  private func table(_ results: [StackResult]) -> String {
    if results.isEmpty { return "" }
    var text = "\n" + row("Stack", "Add", "Change", "Destroy")
    for result in results {
      guard case .planned(let summary, _) = result.outcome else { continue }
      text += row(result.stack.name, "\(summary.add)", "\(summary.change)", "\(summary.destroy)")
    }
    return text
  }

  private func row(_ name: String, _ cells: String...) -> String {
    let padding = String(repeating: " ", count: max(width - name.count, 0))
    return "  \(name)\(padding)"
      + cells.map { String(repeating: " ", count: max(9 - $0.count, 1)) + $0 }.joined() + "\n"
  }

  // MARK: For programs

  private func sendResult(_ result: StackResult) {
    let stack = JSON.string(result.stack.name)
    for (diagnostic, json) in zip(result.diagnostics, result.json) {
      send(.diagnostic(diagnostic, json: json), of: stack)
    }
    for message in result.changes { send(message, of: stack) }
    var payload: [String: JSON] = ["duration_seconds": .number(secondsNumber(result.duration))]
    payload["plan_file"] = result.savedPath.map(JSON.string)
    switch result.outcome {
    case .planned(let summary, let isChanging):
      payload["changes"] = changes(summary)
      payload["has_changes"] = .bool(isChanging)
      send(
        StreamMessage(
          message: "\(result.stack.name): \(isChanging ? "\(summary)" : "No changes")", type: "stack_complete",
          payload: payload), of: stack)
    case .failed:
      send(
        StreamMessage(
          level: .error, message: "\(result.stack.name): \(result.errorLine)", type: "stack_errored", payload: payload),
        of: stack)
    case .skipped:
      send(
        StreamMessage(level: .warn, message: "\(result.stack.name): Not planned: interrupted", type: "stack_skipped"),
        of: stack)
    }
  }

  private func changes(_ summary: ChangeSummary) -> JSON {
    .record([
      ("add", .integer(summary.add)), ("change", .integer(summary.change)), ("import", .integer(summary.imported)),
      ("remove", .integer(summary.destroy)), ("operation", .string("plan")),
    ])
  }

  private func send(_ message: StreamMessage, of stack: JSON? = nil) {
    var message = message
    message.payload["stack"] = stack
    terminal.writeLine(message.line(timestamp: preciseTimestamp()))
  }
}

/// What became of all stacks together.
struct FleetTotals: Sendable {
  var unchanged = 0
  var changing = 0
  var failed = 0
  var skipped = 0
  var changes = ChangeSummary([Action]())

  init(_ results: [StackResult]) {
    for result in results {
      switch result.outcome {
      case .planned(let summary, let isChanging):
        changes.add += summary.add
        changes.change += summary.change
        changes.destroy += summary.destroy
        changes.forget += summary.forget
        changes.imported += summary.imported
        if isChanging { changing += 1 } else { unchanged += 1 }
      case .failed: failed += 1
      case .skipped: skipped += 1
      }
    }
  }

  func sentence(_ duration: Duration) -> String {
    let all = unchanged + changing + failed + skipped
    return "\(counted(all, "stack")) in \(secondsText(duration)): \(changing) with changes, \(unchanged) without, "
      + "\(failed) failed" + (skipped > 0 ? ", \(skipped) not planned." : ".")
  }
}

func counted(_ count: Int, _ noun: String) -> String { "\(count) \(noun)\(count == 1 ? "" : "s")" }

/// `0.4s`, `12.3s`, `2m05s`.
func secondsText(_ duration: Duration) -> String {
  let tenths = Int((duration / .milliseconds(100)).rounded())
  if tenths < 600 { return "\(tenths / 10).\(tenths % 10)s" }
  let seconds = tenths / 10
  return "\(seconds / 60)m\(seconds % 60 < 10 ? "0" : "")\(seconds % 60)s"
}

private func secondsNumber(_ duration: Duration) -> String {
  let milliseconds = Int((duration / .milliseconds(1)).rounded())
  let fraction = String(milliseconds % 1000)
  return "\(milliseconds / 1000)." + String(repeating: "0", count: 3 - fraction.count) + fraction
}

extension ChangeSummary {
  fileprivate var isEmpty: Bool { add + change + destroy + forget + imported == 0 }
}

extension String {
  fileprivate var trimmedStop: String { hasSuffix(".") ? String(dropLast()) : self }
}
