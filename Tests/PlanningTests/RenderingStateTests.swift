import Foundation
import Model
import Storing
import Testing

@testable import Planning

/// States and outputs as text, compared with what Terraform printed.
struct RenderingStateTests {
  static let withState = RenderingFixture.all.filter {
    $0.bytes("state-v4.json") != nil && $0.bytes("state.txt") != nil
  }

  @Test(arguments: withState)
  func `a state reads as Terraform prints it`(_ fixture: RenderingFixture) throws {
    let state = try StateFile.decode(try #require(fixture.bytes("state-v4.json")))
    expectSame(
      renderState(state, schemas: RenderingFixture.schema), try #require(fixture.text("state.txt")), fixture)
  }

  @Test(arguments: withState)
  func `outputs after an apply read as Terraform prints them`(_ fixture: RenderingFixture) throws {
    let state = try StateFile.decode(try #require(fixture.bytes("state-v4.json")))
    guard let applied = fixture.text("apply.txt") else { return }
    let expected = applied.range(of: "\nOutputs:\n\n").map { String(applied[$0.lowerBound...]) } ?? ""
    expectSame(renderOutputsSection(state.outputs, Palette(isColoured: false)), expected, fixture)
  }

  @Test func `one object is shown alone, with its heading`() throws {
    let fixture = RenderingFixture(name: "tainted")
    let state = try StateFile.decode(try #require(fixture.bytes("state-v4.json")))
    let address = ResourceInstanceAddress(recorded: "shapes_thing.r0")
    let text = try #require(renderObject(at: address, in: state, schemas: RenderingFixture.schema))
    #expect(text.hasPrefix("# shapes_thing.r0: (tainted)\nresource \"shapes_thing\" \"r0\" {\n"))
    let absent = ResourceInstanceAddress(recorded: "shapes_thing.r1")
    #expect(renderObject(at: absent, in: state, schemas: RenderingFixture.schema) == nil)
  }
}
