import Model
import Planning
import Testing

struct GeneratedFileTests {
  @Test func `a problem in generated configuration is shown where it stands in the file`() throws {
    let blocks = try ["b.two", "a.one"].map {
      GeneratedConfiguration(
        address: try ResourceInstanceAddress(parsing: $0), text: "resource {\n  x = null\n}", importedID: "i\"d")
    }
    let file = GeneratedFile(path: "generated.tf", product: "Plumb", blocks)
    #expect(file.text.hasSuffix("\n\n# __generated__ by Plumb from \"i\\\"d\"\nresource {\n  x = null\n}\n"))
    let start = SourcePosition(line: 2, column: 3, byte: 13)
    for (address, line) in [("a.one", 6), ("b.two", 11)] {
      var problem = Diagnostic(
        code: "x", summary: "s", detail: "d", subject: SourceRange(file: "generated.tf", start: start, end: start))
      problem.address = address
      let place = try #require(file.located(problem).subject).start
      #expect(place.line == line)
      #expect(Array(file.text.utf8)[place.byte] == UInt8(ascii: "x"))
      problem.address = nil
      #expect(file.located(problem) == problem)
    }
  }
}
