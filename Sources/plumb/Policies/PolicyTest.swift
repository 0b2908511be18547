import Configuring
import Functions
import Model
import Parsing
import Policies

extension Command {
  static let policyTest = Command(
    "policy test", group: .sub, summary: "Run the tests of policies",
    help: """
      Runs the tests in all *.policytest.hcl files against the policies in the *.policy.hcl files beside them. A test makes up \
      resources, and says which of them the policies must refuse. Nothing outside of these files is looked at.

      A test file tests the policies that its policytest block names as targets, or otherwise all.
      """,
    flags: [
      .text("policies", "PATH", "Read policies from this file or directory. Default: the current directory."),
      .text("tests", "PATH", "Read tests from this file or directory. Default: where the policies are."),
      .text("input", "'NAME=VALUE'", "Set an input of the policies. May be repeated."),
      .text("filter", "FILE", "Run only the tests in this file. May be repeated."), .json,
    ],
    run: { invocation in try await showingErrors(invocation) { try runPolicyTests(invocation) } })
}

private func runPolicyTests(_ invocation: Invocation) throws -> ExitCode {
  _ = try invocation.arguments(atMost: 0, "policy test takes no arguments; name folders with -policies and -tests.")
  let root = invocation.flags.string("policies") ?? "."
  let testRoot = invocation.flags.string("tests") ?? root
  let (policies, problems) = try policyFiles(in: root)
  var tests: [PolicyTestFile] = []
  var diagnostics = problems
  let wanted = invocation.flags.strings("filter")
  for path in try paths(in: testRoot, suffix: ".policytest.hcl")
  where wanted.isEmpty || wanted.contains(where: { path == $0 || path.hasSuffix("/" + $0) }) {
    guard let text = readFile(path) else { throw unreadable(path) }
    let (file, problems) = readPolicyTestFile(text, path: path)
    diagnostics += problems
    tests.append(file)
  }
  if diagnostics.hasErrors { throw DiagnosticsError(diagnostics) }
  if tests.isEmpty {
    throw DiagnosticsError(
      Diagnostic(
        code: "policy.no-tests", summary: "No tests",
        detail: "There is no file whose name ends in .policytest.hcl in \(testRoot)."))
  }
  var report = PolicyTestReport(invocation, isJSON: invocation.flags.bool(Flag.json.name))
  report.diagnostics = diagnostics
  let context = FunctionContext.live(
    environment: invocation.environment, planTime: currentTime(), isPlanning: false)
  for test in tests {
    let (targets, problems) = targets(of: test, among: policies)
    if problems.hasErrors {
      report.add(test.path, results: [], problems)
      continue
    }
    let (given, mistakes) = inputs(invocation, for: targets)
    report.add(
      test.path,
      results: mistakes.hasErrors
        ? [] : run(given.isEmpty ? test : test.with(given), against: targets, context: context),
      mistakes)
  }
  report.finish()
  return report.isSuccess ? .success : .failure
}

extension PolicyTestFile {
  /// What is given on the command line counts where the file says nothing.
  fileprivate func with(_ inputs: [String: Expression]) -> PolicyTestFile {
    var copy = self
    copy.inputs = inputs.merging(copy.inputs) { $1 }
    return copy
  }
}

/// The policies that a test file names, by paths from its own folder or by their file names.
private func targets(of test: PolicyTestFile, among policies: [PolicyFile]) -> ([PolicyFile], [Diagnostic]) {
  guard !test.targets.isEmpty else { return (policies, []) }
  var diagnostics: [Diagnostic] = []
  var found: [PolicyFile] = []
  for target in test.targets {
    let name = target.hasPrefix("./") ? String(target.dropFirst(2)) : target
    let matching = policies.filter { $0.path == name || $0.path.hasSuffix("/" + name) || $0.path.hasPrefix(name + "/") }
    if matching.isEmpty {
      diagnostics.append(
        Diagnostic(
          code: "policy.unknown-target", summary: "Unknown target",
          detail: "\(test.path) tests \(quoted(target)), and there is no such policy file."))
    }
    found += matching
  }
  return (found, diagnostics)
}
