package import Model
package import Planning

/// The messages of a stream about tests, as `test -json` prints them.
extension StreamMessage {
  /// What will be run.
  package static func testAbstract(_ files: [TestFile]) -> StreamMessage {
    let runs = files.reduce(0) { $0 + $1.runs.count }
    let members = files.map { file in
      JSON.Member(file.path, .array(file.runs.map { .string($0.name) }))
    }
    return StreamMessage(
      message: "Found \(counted(files.count, "file")) and \(counted(runs, "run block"))", type: "test_abstract",
      payload: ["test_abstract": .object(members)])
  }

  private static func counted(_ count: Int, _ noun: String) -> String { "\(count) \(noun)\(count == 1 ? "" : "s")" }

  package static func testFile(_ path: String, progress: String, status: RunStatus? = nil) -> StreamMessage {
    let words = progress == "starting" ? "in progress" : progress == "teardown" ? "tearing down" : status?.word ?? ""
    return StreamMessage(
      message: "\(path)... \(words)", type: "test_file",
      payload: [
        "@testfile": .string(path),
        "test_file": .record([
          ("path", .string(path)), ("progress", .string(progress)), ("status", status.map { .string($0.rawValue) }),
        ]),
      ])
  }

  package static func testRun(
    _ path: String, _ name: String, progress: String, status: RunStatus? = nil, elapsed: Duration = .zero
  ) -> StreamMessage {
    let words = progress == "teardown" ? "tearing down" : status?.word ?? "in progress"
    let parts = elapsed.components
    let milliseconds = Int(parts.seconds) * 1000 + Int(parts.attoseconds / 1_000_000_000_000_000)
    let elapsed: JSON? = status == nil ? .integer(milliseconds) : nil
    return StreamMessage(
      message: "  \(quoted(name))... \(words)", type: "test_run",
      payload: place(path, name).merging([
        "test_run": .record([
          ("path", .string(path)), ("run", .string(name)), ("progress", .string(progress)), ("elapsed", elapsed),
          ("status", status.map { .string($0.rawValue) }),
        ])
      ]) { $1 })
  }

  private static func place(_ path: String, _ run: String) -> [String: JSON] {
    ["@testfile": .string(path), "@testrun": .string(run)]
  }

  /// A diagnostic about a run.
  package static func testDiagnostic(
    _ diagnostic: Diagnostic, json: JSON, file: String, run: String
  ) -> StreamMessage {
    var message = StreamMessage.diagnostic(diagnostic, json: json)
    message.payload.merge(place(file, run)) { $1 }
    return message
  }

  /// With `-verbose`: what a run would make, or has made.
  package static func testPlan(_ json: JSON, file: String, run: String) -> StreamMessage {
    StreamMessage(
      message: "-verbose flag enabled, printing plan", type: "test_plan",
      payload: place(file, run).merging(["test_plan": json]) { $1 })
  }

  package static func testState(_ json: JSON, file: String, run: String) -> StreamMessage {
    StreamMessage(
      message: "-verbose flag enabled, printing state", type: "test_state",
      payload: place(file, run).merging(["test_state": json]) { $1 })
  }

  /// Objects that could not be destroyed.
  package static func testCleanup(_ leftover: Leftover, file: String) -> StreamMessage {
    StreamMessage(
      level: .error,
      message: "Plumb left some resources in state after executing \(file)/\(leftover.run), they need to be cleaned up "
        + "manually.", type: "test_cleanup",
      payload: place(file, leftover.run).merging([
        "test_cleanup": .record([("failed_resources", .array(leftover.objects.map(objectJSON)))])
      ]) { $1 })
  }

  /// What exists when the tests are given up.
  package static func testInterrupt(_ states: [LiveState]) -> StreamMessage {
    let byRun = states.map { live in
      JSON.Member("\(live.file)/\(live.run)", .array(live.state.managedObjects.map(objectJSON)))
    }
    return StreamMessage(
      level: .error,
      message: "Plumb was interrupted during test execution, and may not have performed the expected cleanup "
        + "operations.",
      type: "test_interrupt", payload: ["test_interrupt": .record([("states", .object(byRun))])])
  }

  private static func objectJSON(_ object: (address: ResourceInstanceAddress, deposedKey: String?)) -> JSON {
    .record([
      ("instance", .string(object.address.description)), ("deposed_key", object.deposedKey.map { .string($0) }),
    ])
  }

  package static func testSummary(_ summary: TestSummary) -> StreamMessage {
    StreamMessage(
      message: summary.sentence, type: "test_summary",
      payload: [
        "test_summary": .record([
          ("status", .string(summary.status.rawValue)), ("passed", .integer(summary.passed)),
          ("failed", .integer(summary.failed)), ("errored", .integer(summary.errored)),
          ("skipped", .integer(summary.skipped)),
        ])
      ])
  }
}

extension RunStatus {
  /// For people, who see no difference between a failure and an error.
  package var word: String { self == .error ? "fail" : rawValue }
}

/// How many runs ended how.
package struct TestSummary: Sendable, Hashable {
  package var passed = 0
  package var failed = 0
  package var errored = 0
  package var skipped = 0
  package var status = RunStatus.pass

  package init(_ files: [FileResult]) {
    for file in files {
      status = max(status, file.status)
      for run in file.runs {
        switch run.status {
        case .pass: passed += 1
        case .fail: failed += 1
        case .error: errored += 1
        case .skip: skipped += 1
        }
      }
    }
  }

  package var isSuccess: Bool { status == .pass || status == .skip }

  package var sentence: String {
    let skips = skipped > 0 ? ", \(skipped) skipped" : ""
    return "\(isSuccess ? "Success!" : "Failure!") \(passed) passed, \(failed + errored) failed\(skips)."
  }
}
