import Configuring
import Dispatch
import Functions
import Model
import Parsing
import Planning
import Providers
import Storing
import TestSupport

extension FuzzTarget {
  /// Configuration, from its text to a plan.
  static let language: [FuzzTarget] = [
    FuzzTarget("hcl", words: hclWords, seeds: configurations) { bytes in
      let (body, diagnostics) = parseFile(bytes, name: "main.tf")
      try checkRanges(diagnostics, size: bytes.count)
      for attribute in body.attributes { _ = attribute.expression.references }
      guard let once = formatted(bytes, name: "main.tf").text else { return }
      guard let twice = formatted(once, name: "main.tf").text else {
        throw BrokenLaw("a formatted text is one that can be read")
      }
      // Comments at odd places may need a second time, in Terraform too.
      let last = formatted(twice, name: "main.tf").text
      try require(last.map { parseFile($0, name: "main.tf").diagnostics.hasErrors } == false, "formatting settles")
    },
    FuzzTarget("hcl-json", words: jsonWords, seeds: jsonConfigurations) { bytes in
      try checkRanges(parseJSON(bytes, name: "main.tf.json").diagnostics, size: bytes.count)
      waited(for: planOf(["main.tf.json": bytes]))
    },
    FuzzTarget("expression", words: hclWords + functionWords, seeds: expressions) { bytes in
      let (expression, diagnostics) = parseExpression(bytes, name: "x")
      try checkRanges(diagnostics, size: bytes.count)
      guard let expression, !diagnostics.hasErrors else { return }
      let (value, problems) = evaluate(expression, in: NoNames())
      try checkRanges(problems, size: bytes.count)
      _ = expressionText(value)
    },
    FuzzTarget("template", words: hclWords, seeds: templates) { bytes in
      try checkRanges(parseTemplate(bytes, name: "t").1, size: bytes.count)
    },
    FuzzTarget("configuration", words: hclWords + functionWords, seeds: configurations) { bytes in
      waited(for: planOf(["main.tf": bytes]))
    },
  ]

  private static func checkRanges(_ diagnostics: [Diagnostic], size: Int) throws(BrokenLaw) {
    for diagnostic in diagnostics {
      guard let subject = diagnostic.subject else { continue }
      try require(
        subject.start.byte <= subject.end.byte && subject.end.byte <= size,
        "what is wrong lies within the text: \(diagnostic.summary) \(subject)")
    }
  }

  /// Plans the files from nothing with providers that are here.
  static func planOf(_ files: [String: [UInt8]]) -> @Sendable () async -> Plan? {
    {
      let loaded = loadConfiguration(from: TextModuleSource(files))
      let built = ConfigGraph.build(loaded.configuration)
      guard !(loaded.diagnostics + built.diagnostics).hasErrors else { return nil }
      let planner = Planner(
        input: PlanningInput(
          configuration: loaded.configuration,
          variables: rootVariables(declared: loaded.configuration.root.variables, inputs: []), state: State(),
          environment: EvaluationEnvironment(functions: .pure, workingDirectory: "/"),
          timestamp: "2026-01-01T00:00:00Z"),
        options: PlanningOptions(),
        pool: ProviderPool(
          source: SimulatedProviders(
            cloud: SimulatedCloud(),
            others: [.builtin: BuiltinProvider(makeIdentifier: { "11111111-2222-3333-4444-555555555555" })])),
        graph: built.graph)
      let result = await planner.plan()
      return result.diagnostics.hasErrors ? nil : result.plan
    }
  }

  /// A plan that touches most of what plans hold.
  static func samplePlan() -> Plan? { configurations.lazy.compactMap { waited(for: planOf(["main.tf": $0])) }.first }
}

/// Waits in place for something that a fuzzer's own thread cannot await.
@discardableResult
func waited<T: Sendable>(for work: @escaping @Sendable () async -> T?) -> T? {
  let done = DispatchSemaphore(value: 0)
  let box = Box<T>()
  Task.detached {
    box.value = await work()
    done.signal()
  }
  done.wait()
  return box.value
}

/// Written before the semaphore is signalled and read after: that orders them.
private final class Box<T: Sendable>: @unchecked Sendable {
  var value: T?
}

/// A scope in which nothing has a name but the functions.
private struct NoNames: EvaluationScope {
  func resolve(_ traversal: Traversal) -> Result<ResolvedReference, DiagnosticsError> {
    .success(ResolvedReference(value: .dynamicUnknown, consumedSteps: 1))
  }
}

private let hclWords = [
  "{", "}", "[", "]", "(", ")", "\"", "${", "%{", "~}", "<<EOT\n", "<<-EOT\n", "EOT\n", "\n", "\r\n", "=", "=>", "==",
  "for ", " in ", " if ", "%{ if a }", "%{ else }", "%{ endif }", "%{ for x in y }", "%{ endfor }", "...", "::", ".",
  "*", "[*]", ",", ":", "?", "/*", "*/", "#", "//", "\\", "\\u", "\u{FEFF}", "é", "👍🏽", "\u{0}", "1e9999999", "-",
  "null", "true", "resource", "variable", "local.", "var.", "each.", "count", "for_each", "dynamic", "self",
]

private let functionWords = FunctionTable.all.keys.sorted().map { "\($0)(" }

private let jsonWords = [
  "{", "}", "[", "]", "\"", ",", ":", "null", "true", "false", "1e999999", "-0", "\\u", "\\ud800", "${", "//",
  "\"resource\"", "\"variable\"", "\"dynamic\"", "\u{0}",
]

private let templates = ["a ${b} c", "%{ if true }a%{ else }b%{ endif }", "%{ for x in [1] ~}\n${x}\n%{ endfor ~}"].map(
  \.bytes)

private let expressions = [
  "1 + 2 * 3", "[for x in [1, 2] : x if x > 1]", "{for k, v in {a = 1} : k => v...}", "\"a${1 + 1}b\"",
  "merge({a = 1}, {b = [true]}...)", "try(null.a, 1 == 2 ? \"x\" : 3)", "cidrsubnet(\"10.0.0.0/8\", 8, 2)",
  "jsondecode(\"{\\\"a\\\":[1]}\").a[0]", "format(\"%-5d|%5.2f|%q\", 3, 1.5, \"é\")", "regexall(\"[a-z]+\", \"ab cd\")",
  "flatten([[1], [[2]]])[*]", "setproduct([1, 2], [\"a\"])", "templatestring(\"${x}\", {x = 1})", "a.b[*].c",
  "yamldecode(\"a: [1, {b: c}]\")", "formatdate(\"YYYY-MM-DD\", \"2020-01-01T00:00:00Z\")", "<<-EOT\n  x ${1}\n  EOT\n",
].map(\.bytes)

private let configurations = [
  """
  variable "names" {
    type    = map(object({ size = optional(number, 2), tags = optional(set(string), []) }))
    default = { a = {}, b = { size = 3, tags = ["x"] } }
    validation {
      condition     = length(var.names) > 0
      error_message = "At least one."
    }
  }
  locals {
    sizes = { for key, one in var.names : key => one.size if one.size > 1 }
  }
  resource "terraform_data" "all" {
    for_each = local.sizes
    input    = { name = each.key, text = "size ${each.value}" }
    lifecycle {
      create_before_destroy = true
      precondition {
        condition     = each.value < 100
        error_message = "Too large: ${each.value}"
      }
    }
  }
  resource "terraform_data" "last" {
    count            = 2
    input            = [for one in terraform_data.all : one.output.name]
    triggers_replace = terraform_data.all["a"].id
  }
  output "ids" {
    value     = terraform_data.last[*].id
    sensitive = true
  }
  check "sizes" {
    assert {
      condition     = alltrue([for size in values(local.sizes) : size > 0])
      error_message = "No."
    }
  }
  """,
  """
  terraform {
    required_providers {
      sim = { source = "plumb/sim" }
    }
  }
  resource "sim_network" "main" {
    name = <<-EOT
      multi
      line ${upper("x")}
    EOT
    tags = { a = "1" }
  }
  resource "sim_server" "all" {
    count      = 2
    name       = "s${count.index}"
    network_id = sim_network.main.id
    password   = sensitive("p")
    dynamic "disk" {
      for_each = toset([10, 20])
      iterator = d
      content { size = d.value }
    }
    port { number = 80 }
    label "x" { text = "t" }
  }
  moved {
    from = sim_network.old
    to   = sim_network.main
  }
  module "x" {
    source = "./nowhere"
  }
  """,
].map(\.bytes)

private let jsonConfigurations = [
  #"""
  {"variable": {"n": {"type": "number", "default": 2}},
   "locals": [{"a": "${var.n + 1}"}, {"b": ["x", true, null]}],
   "resource": {"terraform_data": {"x": [{"count": "${var.n}", "input": {"k": "${local.a} %{ if true }y%{ endif }"}}]}},
   "output": {"o": {"value": "${terraform_data.x[*].id}", "//": "a comment"}}}
  """#
].map(\.bytes)
