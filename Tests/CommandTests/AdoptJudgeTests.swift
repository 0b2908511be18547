import Foundation
import Model
import TestSupport
import Testing

/// `plumb drift -adopt` upon Tests/Fixtures/adopting, a stack with a little of each way by which values get to where they are used:
/// every file is then as in `after`, and a plan has nothing to do, by Terraform's judgement too.
struct AdoptJudgeTests {
  private static let fixtures = URL(fileURLWithPath: "\(TestPython.repository)/Tests/Fixtures/adopting")

  private static func files(in folder: URL) throws -> [String: String] {
    var found: [String: String] = [:]
    for name in try FileManager.default.subpathsOfDirectory(atPath: folder.path)
    where !name.hasPrefix(".") && (name.hasSuffix(".tf") || name.hasSuffix(".tfvars")) {
      found[name] = try String(contentsOf: folder.appendingPathComponent(name), encoding: .utf8)
    }
    return found
  }

  /// Applies the stack, changes its notes by hand and adopts that.
  private func withAdopted(_ body: (URL, [String: String]) throws -> Void) throws {
    try withTemporaryFolder { folder in
      let provider = try PythonProvider("notes", in: folder)
      let (work, notes) = (folder.appendingPathComponent("work"), folder.appendingPathComponent("notes"))
      try FileManager.default.createDirectory(at: notes, withIntermediateDirectories: true)
      try write(try Self.files(in: Self.fixtures.appendingPathComponent("before")), to: work)
      let environment = provider.environment.merging(["TF_VAR_folder": notes.path]) { $1 }
      for arguments in [["get"], ["apply", "-auto-approve"]] {
        let outcome = try PlumbBinary.run(arguments, in: work, environment: environment)
        #expect(outcome.status == 0, "\(outcome.errors)")
      }
      try change(notes)
      let adopted = try PlumbBinary.run(["drift", "-adopt", "-auto-approve"], in: work, environment: environment)
      #expect(adopted.status == 0, "\(adopted.output)\(adopted.errors)")
      #expect(!adopted.output.contains("Not adopted"), "\(adopted.output)")
      try body(work, environment)
    }
  }

  /// As changes.json says, by the notes' topics; null is gone.
  private func change(_ notes: URL) throws {
    let text = try Data(contentsOf: Self.fixtures.appendingPathComponent("changes.json"))
    var changes = try #require(try JSONSerialization.jsonObject(with: text) as? [String: Any])
    for url in try FileManager.default.contentsOfDirectory(at: notes, includingPropertiesForKeys: nil) {
      let note = try #require(try JSONSerialization.jsonObject(with: Data(contentsOf: url)) as? [String: Any])
      guard let topic = note["topic"] as? String, let change = changes.removeValue(forKey: topic) else { continue }
      if let change = change as? [String: Any] {
        try JSONSerialization.data(withJSONObject: note.merging(change) { $1 }).write(to: url)
      } else {
        try FileManager.default.removeItem(at: url)
      }
    }
    #expect(changes.isEmpty, "there are no such notes: \(changes.keys)")
  }

  @Test(.enabled(if: TestPython.executable != nil, "\(TestPython.missing)"))
  func `what is adopted is edited where it is set, and nowhere else`() throws {
    try withAdopted { work, environment in
      let wanted = try Self.files(in: Self.fixtures.appendingPathComponent("after"))
      for (name, text) in try Self.files(in: work) { #expect(text == wanted[name], "\(name)") }
      let plan = try PlumbBinary.run(["plan", "-detailed-exitcode"], in: work, environment: environment)
      #expect(plan.status == 0, "\(plan.output)\(plan.errors)")
      let drift = try PlumbBinary.run(["drift"], in: work, environment: environment)
      #expect(drift.status == 0, "\(drift.output)\(drift.errors)")
      let format = try PlumbBinary.run(["fmt", "-check", "-recursive"], in: work, environment: environment)
      #expect(format.status == 0, "\(format.output)")
    }
  }

  @Test(
    .enabled(if: TestPython.executable != nil, "\(TestPython.missing)"),
    .enabled(if: TerraformJudge.isPresent, "Terraform, which judges what was adopted, is not on PATH"))
  func `by Terraform's judgement nothing is left to do`() throws {
    let terraform = try #require(TerraformJudge.find())
    try withAdopted { work, environment in
      // Terraform does not start providers without encryption.
      let environment = environment.filter { $0.key != "TF_DISABLE_PLUGIN_TLS" }
      let plan = try terraform.runBlocking(
        ["plan", "-detailed-exitcode", "-no-color"], in: work, environment: environment)
      #expect(plan.status == 0, "\(plan.output)\(plan.errors)")
      let format = try terraform.runBlocking(["fmt", "-check", "-recursive"], in: work)
      #expect(format.status == 0, "\(format.output)")
    }
  }
}
