import Foundation
import Model
import TestSupport
import Testing

@Suite struct ShowTests {
  @Test func `a state is shown as one JSON document, and a saved plan as one`() throws {
    try withTemporaryFolder { folder in
      let configuration = "resource \"terraform_data\" \"a\" {\n  input = { x = 1 }\n}\n"
      try Data(configuration.utf8).write(to: folder.appendingPathComponent("main.tf"))
      #expect(try PlumbBinary.run(["plan", "-out=plan"], in: folder).status == 0)
      let plan = try JSON.read(PlumbBinary.run(["show", "-json", "plan"], in: folder).output)
      #expect(plan["resource_changes"]?.array?.count == 1)
      #expect(try PlumbBinary.run(["apply", "plan"], in: folder).status == 0)
      let state = try JSON.read(PlumbBinary.run(["show", "-json"], in: folder).output)
      #expect(state["values"]?["root_module"]?["resources"]?.array?.count == 1)
      // Applied once, the plan is about a state that is no more.
      let again = try PlumbBinary.run(["apply", "plan"], in: folder)
      #expect(again.status == 1)
      #expect(again.errors.contains("Saved plan is stale"))
    }
  }
}
