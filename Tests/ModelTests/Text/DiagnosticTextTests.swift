import Foundation
import Model
import TestSupport
import Testing

struct DiagnosticTextTests {
  static let wrong = [
    "output \"o\" {\n  value = 1\n  x {\n  }\n}\noutput \"p\" {\n}\n",
    "locals {\n  q = \"a\"\n}\noutput \"p\" {\n  value = 1 + local.q\n}\noutput \"q\" {\n  value = upper([\n"
      + "    1,\n  ])\n}\n",
    "output \"o\" {\n  value = templatefile(\"no\", { a = local.q, b = format(\"%d\", \"x\") })\n}\n",
    "variable \"ü\" {\n  typ = string\n}\n\nresource \"terraform_data\" \"b\" {\n  input = var.zü\n}\n",
    "a = 1\n",
    "resource \"terraform_data\" {\n}\n",
    "resource terraform_data b {\n  input = \"${var.x}{\"\n  triggers_replace = <<-E\n    { \"\n"
      + "    ${local.nope}\n  E\n}\n",
    "locals {\n  a = {\n    # }\n    b = \"}\" /* } */\n    c = local.missing[\"x\"]\n  }\n}\n",
    "output \"o\" {\n  value = substr(\"a\", \"x\", 1)\n}\n",
    "module \"m\" {\n  source = \"./nowhere\"\n}\n",
    "resource \"terraform_data\" \"b\" {\n  input = [for x in [1, 2] : x.y]\n  lifecycle {\n"
      + "    ignore_changes = [nope]\n  }\n}",
    "output \"o\" {\n  value = \"unfinished\n}\n",
    "variable \"v\" {\n  default = 1\n  validation {\n    condition     = true\n    error_message = \"no\"\n  }\n}\n",
    "check \"c\" {\n}\n\noutput \"x\" {\n  value = length(5)\n  depends_on = [output.x]\n}\n",
  ]

  /// Diagnostics as Terraform reports them in JSON, as ours.
  static func diagnostics(_ json: JSON) throws -> [Diagnostic] {
    try #require(json["diagnostics"]?.array).map { item in
      let snippet = item["snippet"]
      func position(_ json: JSON?) -> SourcePosition? {
        guard let line = json?["line"]?.int, let column = json?["column"]?.int, let byte = json?["byte"]?.int else {
          return nil
        }
        return SourcePosition(line: line, column: column, byte: byte)
      }
      var subject: SourceRange?
      if let range = item["range"], let start = position(range["start"]), let end = position(range["end"]) {
        subject = SourceRange(file: range["filename"]?.string ?? "", start: start, end: end)
      }
      // The context is not in the JSON, but the lines that it adds are.
      var context: SourceRange?
      if let snippet, var range = subject, let offset = snippet["highlight_start_offset"]?.int,
        let code = snippet["code"]?.string, let line = snippet["start_line"]?.int
      {
        let first = range.start.byte - offset
        range.start = SourcePosition(line: line, column: 1, byte: first)
        range.end = SourcePosition(line: line, column: 1, byte: first + code.utf8.count)
        context = range
      }
      let parameters = snippet?["function_call"]?["signature"].map { signature in
        (signature["params"]?.array ?? []).compactMap { $0["name"]?.string }
          + (signature["variadic_param"]?["name"]?.string.map { ["\($0)..."] } ?? [])
      }
      return Diagnostic(
        item["severity"]?.string == "warning" ? .warning : .error, code: "test", summary: item["summary"]?.string ?? "",
        detail: item["detail"]?.string ?? "", subject: subject, context: context, address: item["address"]?.string,
        expressionValues: (snippet?["values"]?.array ?? []).map {
          Diagnostic.ExpressionValue(
            traversal: $0["traversal"]?.string ?? "", statement: $0["statement"]?.string ?? "")
        },
        functionCall: snippet?["function_call"]?["called_as"]?.string.map {
          Diagnostic.FunctionCall(name: $0, parameters: parameters ?? [])
        })
    }
  }

  @Test(.enabled(if: TerraformJudge.isPresent, "no terraform on PATH"), arguments: wrong.indices)
  func `a diagnostic looks as Terraform's does`(index: Int) throws {
    let judge = try #require(TerraformJudge.find())
    try withTemporaryFolder { folder in
      let source = Data(Self.wrong[index].utf8)
      try source.write(to: folder.appendingPathComponent("main.tf"))
      let json = try JSON.read(try judge.runBlocking(["validate", "-json"], in: folder).output)
      let text = try judge.runBlocking(["validate", "-no-color"], in: folder)
      let diagnostics = try Self.diagnostics(json)
      let sources: SourceTexts = { $0 == "main.tf" ? Array(source) : nil }
      let errors = diagnostics.filter(\.isError)
      #expect(!errors.isEmpty)
      // Terraform's order changes from run to run.
      #expect(letters(errors.text(sources: sources)) == letters(text.errors))
      for (diagnostic, original) in zip(diagnostics, json["diagnostics"]?.array ?? []) {
        let ours = diagnostic.json(sources: sources)
        for field in ["severity", "summary", "detail", "range", "address"] {
          #expect(ours[field] == original[field], "\(field)")
        }
        for field in ["context", "code", "start_line", "highlight_start_offset", "highlight_end_offset", "values"] {
          #expect(ours["snippet"]?[field] == original["snippet"]?[field], "\(field)")
        }
        #expect(withoutStyles(diagnostic.text(TextLayout(isColoured: true), sources: sources)).contains("│ Error: "))
      }
      // In colour, line by line what Terraform shows.
      let coloured = try judge.runBlocking(["validate"], in: folder)
      let ours = withoutStyles(errors.text(TextLayout(isColoured: true), sources: sources))
      #expect(letters(ours) == letters(withoutStyles(coloured.errors)))
    }
  }

  private func letters(_ text: String) -> [String] {
    var letters: [String] = []
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      if letters.isEmpty || line.hasPrefix("Error: ") || line == "╷" { letters.append("") }
      letters[letters.count - 1] += line + "\n"
    }
    return letters.map { $0.split(separator: "\n", omittingEmptySubsequences: false).reversed().drop { $0.isEmpty } }
      .map { $0.reversed().joined(separator: "\n") }.sorted()
  }

  private func withoutStyles(_ text: String) -> String {
    var result = ""
    var isEscape = false
    for scalar in text.unicodeScalars {
      if scalar == "\u{1B}" { isEscape = true }
      if !isEscape { result.unicodeScalars.append(scalar) }
      if isEscape, scalar == "m" { isEscape = false }
    }
    return result
  }

  @Test func `what the diagnostic is about is underlined in colour`() {
    let diagnostic = Diagnostic(
      code: "test", summary: "Summary", detail: "Detail.",
      subject: SourceRange(
        file: "a.tf", start: SourcePosition(line: 1, column: 5, byte: 4),
        end: SourcePosition(line: 2, column: 2, byte: 9)))
    let text = diagnostic.text(TextLayout(isColoured: true)) { _ in Array("x = abc\n  y\n".utf8) }
    #expect(text.contains("   1: x = \u{1B}[4mabc\u{1B}[0m\n"))
    #expect(text.contains("   2: \u{1B}[4m \u{1B}[0m y\n"))
  }

  @Test func `a file that cannot be read leaves the place`() {
    let range = SourceRange(file: "a.tf", start: .start, end: SourcePosition(line: 1, column: 2, byte: 1))
    #expect(
      Diagnostic(.warning, code: "test", summary: "S", detail: "D", subject: range, address: "a.b").text()
        == "\nWarning: S\n\n  with a.b,\n  on a.tf line 1:\n  (source code not available)\n\nD\n")
    let beyond = SourceRange(
      file: "a.tf", start: SourcePosition(line: 9, column: 1, byte: 90),
      end: SourcePosition(line: 9, column: 2, byte: 91))
    #expect(
      Diagnostic(code: "test", summary: "S", subject: beyond).text { _ in Array("short".utf8) }
        .contains("(source code not available)"))
  }

  @Test func `lines are broken at spaces`() {
    #expect(wrapped("aa bb cc", to: 5) == "aa bb\ncc")
    #expect(wrapped("aaaaaaaa bb", to: 5) == "aaaaaaaa\nbb")
    #expect(wrapped("a  b", to: 10) == "a  b")
    #expect(wrappedParagraphs("aa bb\n    cc dd ee", to: 4) == "aa\nbb\n    cc dd ee")
  }

  @Test func `of a line of megabytes only the part around the subject is shown`() {
    let line = String(repeating: "a", count: 1 << 20) + "WRONG" + String(repeating: "b", count: 1 << 20)
    let place = SourcePosition(line: 1, column: 1 + 1 << 20, byte: 1 << 20)
    let diagnostic = Diagnostic(
      code: "test", summary: "Wrong", detail: "It is.",
      subject: SourceRange(
        file: "x", start: place, end: SourcePosition(line: 1, column: place.column + 5, byte: place.byte + 5)))
    let text = diagnostic.text(.plain, sources: { _ in Array(line.utf8) })
    #expect(text.contains("aWRONGb") && text.contains(" …a") && text.contains("b…") && text.count < 1200)
  }
}
