import Model
import Storing
import TestSupport
import Testing

struct StateEditingTests {
  private func dependencies(_ state: State, _ address: String) throws -> [String] {
    try #require(state[try ResourceInstanceAddress(parsing: address)]?.current).dependencies.map(\.description)
  }

  @Test func `what depended on something that has moved depends on it at its new address`() throws {
    var state = try StateFile.decode(try fixture("states/applied.json", from: #filePath))
    let move = try state.move(
      try TargetAddress(parsing: "terraform_data.many"), to: try TargetAddress(parsing: "terraform_data.a"))
    #expect(move == StateMove(source: "terraform_data.many", destination: "terraform_data.a"))
    #expect(
      try dependencies(state, "terraform_data.each[\"a\"]") == [
        "module.m.data.terraform_remote_state.r", "module.m.terraform_data.in", "terraform_data.a",
      ])
    // A part stays: both are depended on.
    _ = try state.move(
      try TargetAddress(parsing: "terraform_data.a[3]"), to: try TargetAddress(parsing: "module.x.terraform_data.b"))
    #expect(
      try dependencies(state, "terraform_data.each[\"a\"]") == [
        "module.m.data.terraform_remote_state.r", "module.m.terraform_data.in", "module.x.terraform_data.b",
        "terraform_data.a",
      ])
    _ = try state.move(try TargetAddress(parsing: "module.m[0]"), to: try TargetAddress(parsing: "module.y"))
    #expect(try dependencies(state, "terraform_data.each[\"b\"]").contains("module.y.terraform_data.in"))
    #expect(try dependencies(state, "terraform_data.each[\"b\"]").contains("module.m.terraform_data.in"))
  }

  @Test func `a move that is refused changes nothing`() throws {
    let state = try StateFile.decode(try fixture("states/applied.json", from: #filePath))
    for (source, destination) in [
      ("terraform_data.many", "terraform_data.each"), ("terraform_data.many", "other.x"), ("nope.a", "nope.b"),
      ("module.m[0]", "module.m[1]"), ("module.m[0]", "terraform_data.x"),
      ("terraform_data.one[0]", "terraform_data.x"),
    ] {
      var copy = state
      #expect(throws: DiagnosticsError.self) {
        try copy.move(try TargetAddress(parsing: source), to: try TargetAddress(parsing: destination))
      }
      #expect(copy == state)
    }
  }
}
