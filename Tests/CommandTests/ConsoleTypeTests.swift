import Foundation
import TestSupport
import Testing

/// What the console answers to `type(...)`; Terraform 1.11.4 prints the same.
struct ConsoleTypeTests {
  @Test(arguments: [
    ("type(1)", "number"), ("(type(\"a\"))", "string"), ("type(null)", "dynamic"), ("type([])", "tuple([])"),
    ("type({})", "object({})"), ("type(tolist([]))", "list(dynamic)"), ("type(toset([\"a\"]))", "set(string)"),
    ("type(sensitive(1))", "number"), ("type([[1]]...)", "tuple([\n    number,\n])"),
    (
      "type({a=1,b=[\"x\",true]})",
      "object({\n    a: number,\n    b: tuple([\n        string,\n        bool,\n    ]),\n})"
    ),
    ("type(tomap({a={x=1}}))", "map(\n    object({\n        x: number,\n    }),\n)"),
  ])
  func `the type of a value is shown`(text: String, expected: String) throws {
    let output = try answer(text)
    #expect(output == expected + "\n")
  }

  @Test(arguments: [
    ("[type(1)]", "Invalid use of type function"), ("{a=type(1)}", "Invalid use of type function"),
    ("type(type(1))", "Invalid use of type function"), ("type()", "Not enough function arguments"),
    ("type(1, 2)", "Too many function arguments"),
  ])
  func `type is no part of an expression`(text: String, summary: String) throws {
    #expect(try answer(text, status: 1).contains("Error: \(summary)"))
  }

  private func answer(_ text: String, status: Int32 = 0) throws -> String {
    try withTemporaryFolder { folder in
      let outcome = try PlumbBinary.run(["console", "-no-color"], in: folder, input: text + "\n")
      #expect(outcome.status == status, "\(outcome.errors)")
      return outcome.output + outcome.errors
    }
  }
}
