import Model
import Testing

@testable import Planning

/// Everything is compared with what Terraform printed for the same plan; only the product's name differs.
struct RenderingTests {
  static func options(isColoured: Bool) -> RenderingOptions {
    RenderingOptions(isColoured: isColoured, product: "Terraform", command: "terraform")
  }

  @Test func `the recorded cases are there`() {
    #expect(RenderingFixture.all.count >= 40)
  }

  @Test(arguments: RenderingFixture.all)
  func `a plan reads as Terraform prints it`(_ fixture: RenderingFixture) throws {
    let plan = Plan(recorded: try #require(fixture.json("plan.json")), arguments: fixture.arguments)
    let text = renderPlan(plan, schemas: RenderingFixture.schema, options: Self.options(isColoured: false))
    expectSame(text, try #require(fixture.text("expected.txt")), fixture)
  }

  @Test(arguments: [
    ("a", "a"), ("_x", "_x"), ("a-b", "a-b"), ("é", "é"), ("", #""""#), ("1a", #""1a""#), ("-b", #""-b""#),
    ("a.b", #""a.b""#),
  ])
  func `keys stand in quotes where they are no names, as Terraform prints them`(key: String, text: String) {
    #expect(attributeKey(key) == text)
  }

  @Test(arguments: RenderingFixture.all)
  func `a coloured plan reads as Terraform prints it`(_ fixture: RenderingFixture) throws {
    let plan = Plan(recorded: try #require(fixture.json("plan.json")), arguments: fixture.arguments)
    let text = renderPlan(plan, schemas: RenderingFixture.schema, options: Self.options(isColoured: true))
    expectSame(text, try #require(fixture.text("coloured.txt")), fixture)
  }
}

/// Fails with the first line that differs and its surroundings: whole plans are too long to compare by eye.
func expectSame(
  _ actual: String, _ expected: String, _ fixture: RenderingFixture, sourceLocation: SourceLocation = #_sourceLocation
) {
  if actual == expected { return }
  let actualLines = actual.split(separator: "\n", omittingEmptySubsequences: false)
  let expectedLines = expected.split(separator: "\n", omittingEmptySubsequences: false)
  let same = zip(actualLines, expectedLines).prefix { $0 == $1 }.count
  let context = expectedLines[max(0, same - 8)..<same].joined(separator: "\n")
  let difference = """
    \(fixture) differs from line \(same + 1) on, after
    \(context)
    --- expected
    \(expectedLines.dropFirst(same).prefix(6).joined(separator: "\n"))
    --- actual
    \(actualLines.dropFirst(same).prefix(6).joined(separator: "\n"))
    """.replacing("\u{1B}", with: "^")
  Issue.record(Comment(rawValue: difference), sourceLocation: sourceLocation)
}
