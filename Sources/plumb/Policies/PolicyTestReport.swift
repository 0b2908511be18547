import Model
import Planning
import Policies

/// Tells what came of tests of policies, file by file.
struct PolicyTestReport {
  private let invocation: Invocation
  private let isJSON: Bool
  private var files: [JSON] = []
  private var counts: [PolicyTestResult.Status: Int] = [:]
  private var brokenFiles = 0
  var diagnostics: [Diagnostic] = []

  init(_ invocation: Invocation, isJSON: Bool) {
    self.invocation = invocation
    self.isJSON = isJSON
  }

  var isSuccess: Bool { counts[.fail, default: 0] == 0 && counts[.error, default: 0] == 0 && brokenFiles == 0 }

  mutating func add(_ path: String, results: [PolicyTestResult], _ problems: [Diagnostic]) {
    let isBroken = problems.hasErrors || results.contains { $0.status == .fail || $0.status == .error }
    if problems.hasErrors { brokenFiles += 1 }
    for result in results { counts[result.status, default: 0] += 1 }
    if isJSON {
      files.append(
        .record([
          ("path", .string(path)), ("status", .string(isBroken ? "fail" : "pass")),
          ("cases", .array(results.map(\.json))),
          ("diagnostics", .array(problems.map { $0.json(sources: sourceFile) })),
        ]))
      return
    }
    let terminal = invocation.terminal
    let palette = View(invocation).options.palette
    terminal.writeLine(
      "\(path)... \(palette(.colour(isBroken ? .red : .green), .text(isBroken ? "fail" : "pass"), .reset))")
    for result in results where result.status != .skip {
      let status = palette(.colour(result.status == .pass ? .green : .red), .text(result.status.rawValue), .reset)
      terminal.writeLine("  \(result.name)... \(status)")
      for reason in result.reasons { terminal.writeLine("    \(reason)") }
      terminal.writeError(result.diagnostics.text(terminal.layout, sources: sourceFile))
    }
    terminal.writeError(problems.text(terminal.layout, sources: sourceFile))
  }

  func finish() {
    let (passed, failed) = (counts[.pass, default: 0], counts[.fail, default: 0] + counts[.error, default: 0])
    if isJSON {
      invocation.terminal.writeLine(
        JSON.record([
          ("format_version", .string("1.0")), ("status", .string(isSuccess ? "pass" : "fail")),
          ("passed", .integer(passed)), ("failed", .integer(failed)), ("skipped", .integer(counts[.skip, default: 0])),
          ("files", .array(files)), ("diagnostics", .array(diagnostics.map { $0.json(sources: sourceFile) })),
        ]).text(.indented))
      return
    }
    let palette = View(invocation).options.palette
    invocation.terminal.writeError(diagnostics.text(invocation.terminal.layout, sources: sourceFile))
    invocation.terminal.writeLine(
      "\n"
        + (isSuccess
          ? palette(.green, "Success!", .reset)
          : palette(.red, "Failure!", .reset)) + " \(passed) passed, \(failed) failed.")
  }
}

extension PolicyTestResult {
  fileprivate var json: JSON {
    .record([
      ("name", .string(name)), ("status", .string(status.rawValue)), ("reasons", .array(reasons.map(JSON.string))),
      ("diagnostics", .array(diagnostics.map { $0.json(sources: sourceFile) })),
    ])
  }
}
