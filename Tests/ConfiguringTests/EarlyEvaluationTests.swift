import Configuring
import Functions
import Model
import Parsing
import TestSupport
import Testing

/// What module sources, versions and backends may depend on.
@Suite struct EarlyEvaluationTests {
  private static let child = "variable \"name\" {\n  default = \"\"\n}\n"

  private func load(
    _ texts: [String: String], _ variables: [String: String] = [:]
  ) -> (LoadedConfiguration, EarlyInputs) {
    let inputs = EarlyInputs(
      variables: variables.sorted { $0.key < $1.key }.map {
        ($0.key, VariableInput(content: .text($0.value), origin: .commandLine))
      }, environment: EvaluationEnvironment(functions: .pure, workingDirectory: "/stack", workspace: "blue"))
    return (loadConfiguration(from: TextModuleSource(texts), inputs: inputs), inputs)
  }

  @Test func `a source follows variables, local values and functions into nested modules`() {
    let (loaded, _) = load(
      [
        "main.tf": """
        variable "kind" {}
        variable "root" {
          default = "./modules"
        }
        locals {
          base  = var.root
          place = "${local.base}/${lower(var.kind)}"
        }
        module "outer" {
          source = local.place
          next   = "../leaf-${terraform.workspace}"
        }
        """,
        "modules/a/main.tf": """
        variable "next" {
          const = true
        }
        module "inner" {
          source  = var.next
          version = null
        }
        """,
        "modules/leaf-blue/main.tf": Self.child,
      ], ["kind": "A"])
    #expect(loaded.diagnostics == [])
    #expect(
      loaded.configuration.modules.keys.map { $0.names.joined(separator: ".") }.sorted() == [
        "", "outer", "outer.inner",
      ])
    #expect(loaded.configuration.root.calls["outer"]?.source == "./modules/a")
    #expect(loaded.configuration.modules[ModulePath(["outer", "inner"])]?.directory == "modules/leaf-blue")
  }

  static let refusals: [(String, summary: String, line: Int)] = [
    (
      "module \"m\" {\n  source = terraform_data.x.id\n}\nresource \"terraform_data\" \"x\" {}",
      "Dynamic value in static context", 2
    ),
    ("module \"m\" {\n  source = \"./${each.key}\"\n  for_each = {}\n}", "Dynamic value in static context", 2),
    ("module \"m\" {\n  source = var.x\n}\nvariable \"x\" {}", "No value for required variable", 2),
    ("module \"m\" {\n  source = var.y\n}\nvariable \"x\" {}", "Reference to undeclared input variable", 2),
    ("module \"m\" {\n  source = local.a\n}\nlocals {\n  a = local.b\n  b = local.a\n}", "Circular reference", 6),
    (
      "module \"m\" {\n  source = var.x\n}\nvariable \"x\" {\n  default = \"./a\"\n  sensitive = true\n}",
      "Sensitive value in static context", 2
    ),
    ("module \"m\" {\n  source = \"./${uuid()}\"\n}", "Unknown value in static context", 2),
    ("module \"m\" {\n  source = null\n}", "Unsuitable value type", 2),
    ("module \"m\" {\n  source = [\"./a\"]\n}", "Unsuitable value type", 2),
    ("module \"m\" {\n  source = \"./a\"\n  version = {}\n}", "Unsuitable value type", 3),
    (
      "module \"m\" {\n  source = var.x\n}\nvariable \"x\" {\n  type = number\n  default = \"./a\"\n}",
      "Invalid default value for variable", 6
    ),
    (
      "module \"m\" {\n  source = \"./c\"\n  fixed  = terraform_data.x.id\n}\nresource \"terraform_data\" \"x\" {}",
      "Dynamic value in static context", 3
    ),
  ]

  @Test(arguments: refusals) func `what is not known early is refused where it stands`(
    _ text: String, summary: String, line: Int
  ) {
    let (loaded, _) = load(["main.tf": text, "a/main.tf": "", "c/main.tf": "variable \"fixed\" {\n  const = true\n}\n"])
    let errors = loaded.diagnostics.filter(\.isError)
    #expect(errors.contains { $0.summary == summary && $0.subject?.start.line == line }, "\(errors)")
  }

  @Test func `many mentions of one local value are worked out once`() {
    // Each doubles the one before: worked out anew for each mention, this would not end.
    let chain = (1...60).map { "  l\($0) = local.l\($0 - 1) == \"\" ? local.l\($0 - 1) : local.l\($0 - 1)" }
    let (loaded, _) = load([
      "main.tf":
        "locals {\n  l0 = \"./a\"\n\(chain.joined(separator: "\n"))\n}\nmodule \"m\" {\n  source = local.l60\n}\n",
      "a/main.tf": Self.child,
    ])
    #expect(loaded.diagnostics == [])
    #expect(loaded.configuration.modules.count == 2)
  }

  @Test func `a chain of local values that never ends is no crash`() {
    let chain = (1...5000).map { "  l\($0) = local.l\($0 - 1)" }
    let (loaded, _) = load([
      "main.tf":
        "locals {\n  l0 = \"./a\"\n\(chain.joined(separator: "\n"))\n}\nmodule \"m\" {\n  source = local.l5000\n}\n"
    ])
    #expect(loaded.diagnostics.map(\.summary) == ["Dynamic value in static context"])
  }

  @Test func `a backend's arguments may use variables and local values`() throws {
    let (loaded, inputs) = load(
      [
        "main.tf": """
        variable "team" {}
        locals {
          file = "${var.team}.tfstate"
        }
        terraform {
          backend "local" {
            path   = "states/${terraform.workspace}/${local.file}"
            number = 2 + 3
            wrong  = module.x.y
          }
        }
        """
      ], ["team": "shop"])
    #expect(loaded.diagnostics == [])
    let backend = try #require(loaded.configuration.root.backend)
    let (values, diagnostics) = evaluateEarly(
      backend.body, in: .backend(of: loaded.configuration, inputs: inputs))
    #expect(values == ["path": .string("states/blue/shop.tfstate"), "number": .integer(5)])
    #expect(diagnostics.map(\.subject?.start.line) == [9])
  }
}
