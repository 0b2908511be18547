import Configuring
import Foundation
import Model
import Testing

@testable import Planning

/// The description of a configuration inside a plan's JSON, compared with Terraform's for the same files.
struct RenderingConfigurationTests {
  static let providers = """
    terraform {
      required_providers {
        shapes = {
          source = "plumb/shapes"
        }
      }
    }

    """

  @Test(arguments: RenderingFixture.all)
  func `a configuration is described as Terraform describes it`(_ fixture: RenderingFixture) throws {
    let providers =
      fixture.name.hasPrefix("aws-")
      ? Self.providers.replacing("plumb/", with: "hashicorp/")
        .replacing("shapes", with: "aws") : Self.providers
    var texts = ["providers.tf": Array(providers.utf8), "main.tf": try #require(fixture.bytes("after.tf"))]
    for module in ["one", "two", "checked"] {
      let file = RenderingFixture.root.appendingPathComponent("modules/\(module)/main.tf")
      texts["modules/\(module)/main.tf"] = Array(try Data(contentsOf: file))
    }
    let loaded = loadConfiguration(from: TextModuleSource(texts))
    // What Plumb does not carry out yet it says, and it is not part of the description.
    #expect(loaded.diagnostics.filter { $0.isError && !$0.detail.contains("does not carry out") } == [])
    let made = configurationJSON(
      loaded.configuration, schemas: RenderingFixture.schema, providerSchema: RenderingFixture.providerSchema)
    let recorded = try #require(fixture.json("plan.json")?["configuration"])
    expectSameJSON(made.text(.compact, escapesHTML: true), recorded.text(.compact, escapesHTML: true), fixture)
  }

  @Test(arguments: [
    (#"[for k, v in { b = 2, a = 1 } : "${k}${v}"]"#, #"{"constant_value":["a1","b2"]}"#),
    (#"["5" + 3, "${5}" == "5", true == "true"]"#, #"{"constant_value":[8,false,false]}"#),
    ("true ? null : upper(\"a\")", #"{"constant_value":null}"#),
    ("[upper(\"a\"), 1]", "{}"),
    ("try(1, 2)", "{}"),
  ])
  func `an expression without names and calls is described by its value`(_ text: String, _ expected: String) throws {
    let output = "output \"o\" {\n  value = \(text)\n}\n"
    let loaded = loadConfiguration(from: TextModuleSource(["main.tf": Array(output.utf8)]))
    #expect(loaded.diagnostics == [])
    let declared = try #require(loaded.configuration.modules[.root]?.outputs["o"])
    #expect(declared.expression.describingJSON.text() == expected)
  }
}
