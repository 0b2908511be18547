import Foundation
import TestSupport
import Testing

/// `plumb graph`, against what Terraform says to Tests/Fixtures/graphs.
@Suite struct GraphCommandTests {
  static let folder: URL = {
    var root = URL(fileURLWithPath: #filePath)
    for _ in 0..<2 { root.deleteLastPathComponent() }
    return root.appendingPathComponent("Fixtures/graphs")
  }()
  static let dot = TerraformJudge.find(named: "dot")

  @Test(arguments: ["empty", "modules", "order", "references"])
  func `the graph of the resources is the one that Terraform shows`(name: String) throws {
    let shown = try PlumbBinary.run(["graph"], in: Self.folder.appendingPathComponent(name))
    let recorded = String(decoding: try fixture("graphs/\(name)/graph.dot"), as: UTF8.self)
    #expect(shown.status == 0)
    #expect(
      shown.output
        == recorded.replacing("try: terraform graph", with: "try: plumb graph").replacing(
          "resources.         */", with: "resources.     */"))
  }

  private func inFolder(_ text: String, _ body: (URL) throws -> Void) throws {
    try withTemporaryFolder { folder in
      try text.write(to: folder.appendingPathComponent("main.tf"), atomically: true, encoding: .utf8)
      try body(folder)
    }
  }

  static let circle = """
    resource "terraform_data" "a" {
      input = terraform_data.b.id
    }
    resource "terraform_data" "b" {
      input = local.x
    }
    resource "terraform_data" "c" {
      input = terraform_data.a.id
    }
    locals {
      x = terraform_data.a.id
    }
    """

  @Test func `a circle is an error, unless it shall be drawn`() throws {
    try inFolder(Self.circle) { folder in
      for flags in [[], ["-type=plan"]] {
        let refused = try PlumbBinary.run(["graph"] + flags, in: folder)
        #expect(refused.status == 1)
        #expect(refused.errors.contains("Cycle"))
      }
      let drawn = try PlumbBinary.run(["graph", "-type=plan", "-draw-cycles"], in: folder)
      #expect(drawn.status == 0)
      let red = drawn.output.split(separator: "\n").filter { $0.contains("red") }
      #expect(red.count == 3)
      #expect(!drawn.output.contains("\"terraform_data.c\" -> \"terraform_data.a\" [color"))
    }
  }

  @Test func `values, providers and modules have shapes of their own`() throws {
    let shown = try PlumbBinary.run(["graph", "-type=plan"], in: Self.folder.appendingPathComponent("modules"))
    #expect(shown.output.contains("\"var.v\" [label=\"var.v\", shape = note];"))
    #expect(shown.output.contains("\"module.m.output.o\" [label=\"output.o\", shape = cds];"))
    #expect(shown.output.contains("\"terraform_data.a\" -> \"var.v\";"))
    #expect(shown.output.contains("subgraph \"cluster_module.m.module.n\""))
  }

  @Test func `a saved plan is shown step by step, and a state from its end`() throws {
    let text =
      "resource \"terraform_data\" \"a\" {}\nresource \"terraform_data\" \"b\" {\n  count = 2\n  input = terraform_data.a.id\n}\n"
    try inFolder(text) { folder in
      #expect(try PlumbBinary.run(["plan", "-out=saved"], in: folder).status == 0)
      let steps = try PlumbBinary.run(["graph", "-plan=saved"], in: folder)
      #expect(steps.output.contains("\"create terraform_data.b[1]\" -> \"create terraform_data.a\";"))
      #expect(try PlumbBinary.run(["apply", "saved"], in: folder).status == 0)
      let end = try PlumbBinary.run(["graph", "-type=plan-destroy"], in: folder)
      #expect(end.output.contains("[label=\"destroy terraform_data.a\"]"))
      #expect(end.output.contains("\"terraform_data.a\" -> \"terraform_data.b\";"))
    }
  }

  @Test func `types and formats that there are not are named`() throws {
    try inFolder("") { folder in
      #expect(
        try PlumbBinary.run(["graph", "-type=validate"], in: folder).errors.contains("Graph type no longer available"))
      #expect(try PlumbBinary.run(["graph", "-type=x"], in: folder).errors.contains("Unsupported graph type"))
      #expect(try PlumbBinary.run(["graph", "-format=x"], in: folder).errors.contains("Unsupported graph format"))
      let without = try PlumbBinary.run(["graph", "-format=svg"], in: folder, environment: ["PATH": "/nowhere"])
      #expect(without.status == 1)
      #expect(without.errors.contains("Graphviz is not installed"))
    }
  }

  @Test(.enabled(if: dot != nil, "there is no Graphviz"), arguments: [[], ["-type=plan"]])
  func `Graphviz draws every resource`(flags: [String]) throws {
    let folder = Self.folder.appendingPathComponent("modules")
    let drawn = try PlumbBinary.run(["graph", "-format=svg"] + flags, in: folder)
    #expect(drawn.status == 0)
    #expect(drawn.output.contains("<svg"))
    for name in ["alone", "module.m", "module.n", "terraform_data"] { #expect(drawn.output.contains(">\(name)<")) }
    // What is shown as text can be read by Graphviz as well.
    let text = try PlumbBinary.run(["graph"] + flags, in: folder).output
    let read = try runProcess(
      "/bin/sh", ["-c", "printf '%s' \"$0\" | \"$1\" -Tcanon", text, Self.dot?.executable ?? ""], in: folder,
      environment: ["PATH": "/usr/bin:/bin"])
    #expect(read.status == 0)
    #expect(read.errors == "")
  }
}
