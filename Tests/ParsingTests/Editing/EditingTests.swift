import Model
import Testing

@testable import Parsing

/// Editing in place, case by case: what a person who edits by hand would have written.
@Suite struct EditingTests {
  struct Case: Sendable, CustomTestStringConvertible {
    var name: String
    var before: String
    var after: String
    var file = "t.tf"
    var edit: @Sendable (EditedText) throws -> EditedText
    var testDescription: String { name }
  }

  static func block(_ text: EditedText) throws -> Block { try #require(text.body.blocks.first) }
  static func argument(_ name: String, _ text: EditedText) throws -> Attribute {
    try #require(text.body.attribute(name) ?? text.body.blocks.first?.body.attribute(name))
  }

  static let arguments: [Case] = [
    Case(
      name: "a value is replaced and its comment stays",
      before: "a \"b\" {\n  size = \"s\" # small\n}\n", after: "a \"b\" {\n  size = \"medium\" # small\n}\n"
    ) { try $0.replacing(argument("size", $0).expression, with: "\"medium\"") },
    Case(
      name: "comments that are aligned stay so",
      before: "size  = 1 # small\ncount = 2 # many\n", after: "size  = 1000 # small\ncount = 2    # many\n"
    ) { try $0.replacing(argument("size", $0).expression, with: "1000") },
    Case(
      name: "what is not in canonical style is left so",
      before: "a \"b\" {\n\tsize   =\"s\"\n   x=  1\n}\n", after: "a \"b\" {\n\tsize   =\"m\"\n   x=  1\n}\n"
    ) { try $0.replacing(argument("size", $0).expression, with: "\"m\"") },
    Case(
      name: "only the paragraph concerned is in question",
      before: "a=1\n\nb   = 2\nccc = 3\n", after: "a=1\n\nb    = 2\nccc  = 3\ncccc = 4\n"
    ) { try $0.setting("cccc", to: "4", in: $0.body, of: nil) },
    Case(
      name: "an argument is added behind its relatives, aligned",
      before: "a \"b\" {\n  dns_a = 1\n  size  = 2\n\n  c {\n  }\n}\n",
      after: "a \"b\" {\n  dns_a     = 1\n  dns_other = 3\n  size      = 2\n\n  c {\n  }\n}\n"
    ) {
      let block = try block($0)
      return try $0.setting("dns_other", to: "3", in: block.body, of: block)
    },
    Case(
      name: "an argument is added before tags",
      before: "a \"b\" {\n  x = 1\n\n  tags = {\n    A = 1\n  }\n}\n",
      after: "a \"b\" {\n  x    = 1\n  size = 2\n\n  tags = {\n    A = 1\n  }\n}\n"
    ) {
      let block = try block($0)
      return try $0.setting("size", to: "2", in: block.body, of: block)
    },
    Case(
      name: "an argument comes before the blocks of a block that has no arguments",
      before: "a \"b\" { # why\n  c {\n  }\n}\n", after: "a \"b\" { # why\n  size = 2\n\n  c {\n  }\n}\n"
    ) {
      let block = try block($0)
      return try $0.setting("size", to: "2", in: block.body, of: block)
    },
    Case(
      name: "a block on one line is opened",
      before: "a \"b\" { x = 1 }\n", after: "a \"b\" {\n  x    = 1\n  size = 2\n}\n"
    ) {
      let block = try block($0)
      return try $0.setting("size", to: "2", in: block.body, of: block)
    },
    Case(
      name: "an empty block is opened", before: "a \"b\" {}\n", after: "a \"b\" {\n  size = 2\n}\n"
    ) {
      let block = try block($0)
      return try $0.setting("size", to: "2", in: block.body, of: block)
    },
    Case(
      name: "a file may end without a line end", before: "x = 1", after: "x    = 1\nsize = 2"
    ) { try $0.setting("size", to: "2", in: $0.body, of: nil) },
    Case(
      name: "line ends stay as they are", before: "x = 1\r\n# y\r\n", after: "x    = 1\r\nsize = 2\r\n# y\r\n"
    ) { try $0.setting("size", to: "2", in: $0.body, of: nil) },
    Case(
      name: "values behind a heredoc", before: "a \"b\" {\n  x = <<-EOT\n    t\n  EOT\n}\n",
      after: "a \"b\" {\n  x = <<-EOT\n    t\n  EOT\n  y = 2\n}\n"
    ) {
      let block = try block($0)
      return try $0.setting("y", to: "2", in: block.body, of: block)
    },
    Case(
      name: "an argument goes with its line and its comment",
      before: "a \"b\" {\n  x   = 1\n  yyy = 2 # two\n}\n", after: "a \"b\" {\n  x = 1\n}\n"
    ) { try $0.removing(argument("yyy", $0)) },
    Case(
      name: "a comment that heads a group stays",
      before: "a \"b\" {\n  # both\n  x = 1\n  y = 2\n}\n", after: "a \"b\" {\n  # both\n  y = 2\n}\n"
    ) { try $0.removing(argument("x", $0)) },
    Case(
      name: "a comment about an argument alone goes with it, and one empty line of two",
      before: "a \"b\" {\n  z = 0\n\n  # x\n  x = 1\n\n  y = 2\n}\n", after: "a \"b\" {\n  z = 0\n\n  y = 2\n}\n"
    ) { try $0.removing(argument("x", $0)) },
    Case(name: "an argument on the block's line goes", before: "a { x = 1 }\n", after: "a {}\n") {
      try $0.removing(argument("x", $0))
    },
    Case(
      name: "a block is added behind those of its type",
      before: "a \"b\" {\n  x = 1\n\n  c {\n    n = 1\n  }\n\n  d {}\n}\n",
      after: "a \"b\" {\n  x = 1\n\n  c {\n    n = 1\n  }\n\n  c {\n    n = 2\n  }\n\n  d {}\n}\n"
    ) {
      let block = try block($0)
      return try $0.adding(block: "c {\n  n = 2\n}", type: "c", to: block.body, of: block)
    },
    Case(
      name: "the first block is added behind the arguments, before what is said to the engine",
      before: "a \"b\" {\n  x = 1\n\n  lifecycle {\n    prevent_destroy = true\n  }\n}\n",
      after: "a \"b\" {\n  x = 1\n\n  c {\n    n = 2\n  }\n\n  lifecycle {\n    prevent_destroy = true\n  }\n}\n"
    ) {
      let block = try block($0)
      return try $0.adding(block: "c {\n  n = 2\n}", type: "c", to: block.body, of: block)
    },
    Case(
      name: "a nested block goes with the comment above it",
      before: "a \"b\" {\n  x = 1\n\n  # c\n  c {\n    n = 1\n  }\n}\n", after: "a \"b\" {\n  x = 1\n}\n"
    ) { try $0.removing(try #require(try block($0).body.blocks.first)) },
    Case(
      name: "a block is appended behind an empty line", before: "a {\n}", after: "a {\n}\n\nb {\n}\n"
    ) { try $0.appending(block: "b {\n}") },
    Case(name: "a block in an empty file", before: "", after: "b {\n}\n") { try $0.appending(block: "b {\n}") },
  ]

  static func removing(_ index: Int) -> @Sendable (EditedText) throws -> EditedText {
    { try $0.removing(element: index, of: argument("x", $0).expression) }
  }
  static func inserting(_ text: String, _ index: Int) -> @Sendable (EditedText) throws -> EditedText {
    { try $0.inserting(text, at: index, in: argument("x", $0).expression) }
  }

  static let elements: [Case] = [
    Case(name: "first of a line", before: "x = [1, 2, 3]\n", after: "x = [2, 3]\n", edit: removing(0)),
    Case(name: "last of a line", before: "x = [1, 2, 3]\n", after: "x = [1, 2]\n", edit: removing(2)),
    Case(name: "last with a comma", before: "x = [1, 2,]\n", after: "x = [1,]\n", edit: removing(1)),
    Case(name: "the only one", before: "x = [ 1 ]\n", after: "x = []\n", edit: removing(0)),
    Case(
      name: "of many lines", before: "x = [\n  1, # one\n  2,\n]\n", after: "x = [\n  2,\n]\n", edit: removing(0)),
    Case(
      name: "last of many lines without comma", before: "x = [\n  1, # one\n  2 # two\n]\n",
      after: "x = [\n  1 # one\n]\n", edit: removing(1)),
    Case(
      name: "of an object", before: "x = {\n  a  = 1\n  bb = 2 # two\n}\n", after: "x = {\n  a = 1\n}\n",
      edit: removing(1)),
    Case(name: "of an object on a line", before: "x = { a = 1, b = 2 }\n", after: "x = { b = 2 }\n", edit: removing(0)),
    Case(name: "added to a line", before: "x = [1, 2]\n", after: "x = [1, 2, 3]\n", edit: inserting("3", 2)),
    Case(name: "added to a line first", before: "x = [1, 2]\n", after: "x = [0, 1, 2]\n", edit: inserting("0", 0)),
    Case(name: "added to nothing", before: "x = []\n", after: "x = [1]\n", edit: inserting("1", 0)),
    Case(
      name: "added to many lines", before: "x = [\n  1, # one\n  2 # two\n]\n",
      after: "x = [\n  1, # one\n  2, # two\n  3\n]\n", edit: inserting("3", 2)),
    Case(
      name: "added behind a trailing comma", before: "x = [\n  1,\n]\n", after: "x = [\n  1,\n  2,\n]\n",
      edit: inserting("2", 1)),
    Case(
      name: "added to an object", before: "x = {\n  a = 1 # one\n}\n", after: "x = {\n  a   = 1 # one\n  bbb = 2\n}\n",
      edit: inserting("bbb = 2", 1)),
    Case(
      name: "added to an object with commas", before: "x = {\n  a = 1,\n  b = 2\n}\n",
      after: "x = {\n  a = 1,\n  b = 2,\n  c = 3\n}\n", edit: inserting("c = 3", 2)),
    Case(
      name: "added to an empty object", before: "x = {}\n", after: "x = {\n  a = 1\n}\n", edit: inserting("a = 1", 0)),
    Case(
      name: "added to comments", before: "x = {\n  # none yet\n}\n", after: "x = {\n  # none yet\n  a = 1\n}\n",
      edit: inserting("a = 1", 0)),
    Case(
      name: "added to an object on a line", before: "x = { a = 1 }\n", after: "x = { a = 1, b = 2 }\n",
      edit: inserting("b = 2", 1)),
    Case(
      name: "added behind a heredoc", before: "x = {\n  a = <<EOT\nt\nEOT\n}\n",
      after: "x = {\n  a = <<EOT\nt\nEOT\n  b = 2\n}\n",
      edit: inserting("b = 2", 1)),
    Case(
      name: "added where the bracket closes on the last line", before: "x = [1,\n  2]\n", after: "x = [1,\n  2, 3]\n",
      edit: inserting("3", 2)),
  ]

  @Test(arguments: arguments + elements) func `an edit changes what it must`(edited: Case) throws {
    let text = try edited.edit(EditedText(Array(edited.before.utf8), name: edited.file))
    #expect(String(decoding: text.bytes, as: UTF8.self) == edited.after)
  }

  @Test func `values in JSON are set in their layout`() throws {
    let before = "{\n  \"x\": [1, 2],\n    \"y\" : { \"a\": \"b\" }\n}"
    let text = try EditedText(Array(before.utf8), name: "t.tfvars.json")
    let root = parseJSON(Array(before.utf8), name: "t").root.template
    guard case .object(let items) = root.kind else { return #expect(Bool(false)) }
    let replaced = try text.replacing(items[0].value, with: "[3]")
    #expect(String(decoding: replaced.bytes, as: UTF8.self) == before.replacing("[1, 2]", with: "[3]"))
    let added = try text.inserting("\"c\": 1", at: 1, in: items[1].value)
    #expect(String(decoding: added.bytes, as: UTF8.self) == before.replacing("\"b\" }", with: "\"b\", \"c\": 1 }"))
    let removed = try text.removing(element: 0, of: root)
    #expect(String(decoding: removed.bytes, as: UTF8.self) == "{\n    \"y\" : { \"a\": \"b\" }\n}")
    let longer = try text.inserting("\"z\": null", at: 2, in: root)
    #expect(
      String(decoding: longer.bytes, as: UTF8.self)
        == "{\n  \"x\": [1, 2],\n    \"y\" : { \"a\": \"b\" },\n  \"z\": null\n}")
  }

  @Test func `what is not in the language is not made`() throws {
    let text = try EditedText(Array("x = 1\n".utf8), name: "t.tf")
    #expect(throws: EditingError.self) { try text.replacing(Self.argument("x", text).expression, with: "[") }
    #expect(throws: EditingError.self) { try EditedText(Array("x = \n".utf8), name: "t.tf") }
  }
}
