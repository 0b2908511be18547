import Acting
import Configuring
import Foundation
import Model
import Planning
import Storing
import TestSupport
import Testing

@testable import plumb

/// Adopting with a real provider: afterwards a plan is empty.
struct AdoptTests {
  private static let main = """
    terraform {
      required_providers {
        notes = { source = "example.com/tests/notes" }
      }
    }
    provider "notes" {
      folder = "FOLDER"
    }

    locals {
      labels = { team = "a" }
      notes = {
        x = { text = "one", size = 1 }
        y = { text = "two", size = 2 } # the second
      }
    }

    variable "topic" {
      type = string
    }

    resource "notes_note" "each" {
      for_each = local.notes
      text     = each.value.text
      size     = each.value.size
      labels   = local.labels
    }

    resource "notes_note" "one" {
      text   = "hello" # said first
      topic  = var.topic
      labels = merge(local.labels, { name = "one" })

      link {
        to = "a"
      }
      link {
        to = "b"
      }
    }

    """

  @Test(.enabled(if: TestPython.executable != nil, "\(TestPython.missing)"))
  func `what was changed behind our back is adopted, and a plan has nothing to do`() async throws {
    try await withTemporaryFolder { folder in
      let provider = try PythonProvider("notes", in: folder)
      let work = folder.appendingPathComponent("work")
      try FileManager.default.createDirectory(at: work, withIntermediateDirectories: true)
      var environment = ProcessInfo.processInfo.environment.filter { !$0.key.hasPrefix("TF_") }
      environment.merge(provider.environment) { $1 }
      try plumbTestWrite(
        ["main.tf": Self.main.replacing("FOLDER", with: work.path), "terraform.tfvars": "topic = \"t\"\n"], to: work)
      let applied = try PlumbBinary.run(["apply", "-auto-approve"], in: work, environment: provider.environment)
      #expect(applied.status == 0, "\(applied.errors)")
      for url in try FileManager.default.contentsOfDirectory(at: work, includingPropertiesForKeys: nil)
      where url.pathExtension == "json" {
        guard var note = try JSONSerialization.jsonObject(with: Data(contentsOf: url)) as? [String: Any] else {
          continue
        }
        switch note["text"] as? String {
        case "two":
          note["size"] = 22
        case "hello":
          note["text"] = "good ${day}"
          note["labels"] = ["team": "a", "name": "uno"]
          note["link"] = [["to": "b"], ["to": "c"], ["to": "d"]]
        default: continue
        }
        try JSONSerialization.data(withJSONObject: note).write(to: url)
      }
      let before = try PlumbBinary.run(["plan", "-detailed-exitcode"], in: work, environment: provider.environment)
      #expect(before.status == 2)
      let adoption = try await adoption(in: work, environment: environment)
      #expect(adoption.refused.isEmpty, "\(adoption.refused)")
      let text = try String(contentsOf: work.appendingPathComponent("main.tf"), encoding: .utf8)
      let plan = try PlumbBinary.run(["plan", "-detailed-exitcode"], in: work, environment: provider.environment)
      #expect(plan.status == 0, "\(plan.output)\n\(text)")
      #expect(text.contains("y = { text = \"two\", size = 22 } # the second"))
      #expect(text.contains("text   = \"good $${day}\" # said first"))
      #expect(text.contains("name = \"uno\""))
      let format = try PlumbBinary.run(["fmt", "-check"], in: work, environment: provider.environment)
      #expect(format.status == 0)
    }
  }
}

private func plumbTestWrite(_ files: [String: String], to folder: URL) throws { try write(files, to: folder) }

/// What `plumb drift` does for adopting: a plan, and edits for all that it would change.
func adoption(in folder: URL, environment: [String: String]) async throws -> Adoption {
  try await withPlan(in: folder, environment: environment) { session, _, plan in
    adopt(plan.changes.filter { $0.action != .noOp }, in: try await session.estate(of: plan))
  }
}

/// Import and resource blocks for what is there and nothing declares.
func importing(_ objects: [ObservedObject], in folder: URL, environment: [String: String]) async throws -> Adoption {
  try await withPlan(in: folder, environment: environment) { session, variables, plan in
    let (found, diagnostics) = await session.read(objects, variables: variables, state: plan.priorState)
    #expect(!diagnostics.hasErrors, "\(diagnostics)")
    #expect(found.count == objects.count)
    return adopt(found, in: try await session.estate(of: plan))
  }
}

/// Plans in a folder as a command would, and writes what comes of it.
private func withPlan(
  in folder: URL, environment: [String: String], _ body: (Session, RootVariables, Plan) async throws -> Adoption
) async throws -> Adoption {
  try await WorkingDirectory.$current.withValue(folder.path) {
    let parser = CommandLineParser(commands: Command.all, environment: environment)
    guard case .run(let command, let flags, let arguments) = try parser.parse(parser.globals(["plan", "-lock=false"]))
    else { throw EditProblem() }
    let invocation = Invocation(
      command: command, flags: flags, arguments: arguments, environment: environment,
      terminal: Terminal.standard(environment: environment))
    let session = try Session.open(invocation)
    do {
      let (variables, _) = try plumb.variables(session)
      let access = try await StateAccess.open(invocation, configuration: session.configuration, operation: "test")
      let planned = await validatedPlan(
        PlanningInput(
          configuration: session.configuration, variables: variables, state: await access.session.state,
          environment: session.environment(isPlanning: true), timestamp: timestamp(session.planTime)),
        options: PlanningOptions(), pool: session.pool, graph: session.graph)
      #expect(!planned.diagnostics.hasErrors, "\(planned.diagnostics)")
      let result = try await body(session, variables, planned.plan)
      try plumb.write(result.patch)
      await session.close()
      return result
    } catch {
      await session.close()
      throw error
    }
  }
}

private struct EditProblem: Error {}
