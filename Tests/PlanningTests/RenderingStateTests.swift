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

  @Test func `instances stand in the order of their numbers`() throws {
    let fixture = RenderingFixture(name: "tainted")
    let recorded = try StateFile.decode(try #require(fixture.bytes("state-v4.json")))
    let single = ResourceInstanceAddress(recorded: "shapes_thing.r0")
    let object = try #require(recorded[single]?.current)
    let provider = try #require(recorded.resources[single.containing]?.provider)
    var state = State()
    for index in [10, 2, 0, 1] {
      state.setCurrent(object, at: single.containing.instance(.index(index)), provider: provider)
    }
    let headings = renderState(state, schemas: RenderingFixture.schema).split(separator: "\n")
      .filter { $0.hasPrefix("# ") }.map { $0.prefix { $0 != ":" }.dropFirst(2) }
    #expect(headings == [0, 1, 2, 10].map { "shapes_thing.r0[\($0)]" })
  }
}
