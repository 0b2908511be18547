import Model
import Planning
import TestSupport
import Testing

private func text(_ expression: String) -> String {
  """
  terraform {
    required_providers {
      sim       = { source = "plumb/sim" }
      terraform = { source = "terraform.io/builtin/terraform" }
    }
  }
  resource "sim_network" "a" {
    name = "a"
  }
  output "o" {
    value = \(expression)
  }
  """
}

struct ProviderFunctionTests {
  private func planned(_ expression: String) async -> (value: Value?, diagnostics: [Diagnostic]) {
    let result = await Workbench(text(expression)).plan(State(), SimulatedCloud())
    return (result.plan.outputChanges.first { $0.name == "o" }?.after, result.diagnostics)
  }

  @Test(arguments: [
    (#"provider::sim::shout("a")"#, Value.string("A!")),
    (#"provider::sim::shout("a", "b", "c")"#, .string("A B C!")),
    (#"provider::sim::shout(["a", "b"]...)"#, .string("A B!")),
    (#"provider::sim::shout(1)"#, .string("1!")),
    (#"provider::sim::shout(sim_network.a.id)"#, .unknown(.string)),
    (#"try(provider::sim::shout(""), "quiet")"#, .string("quiet")),
    (#"can(provider::sim::whisper(""))"#, .false),
    (#"provider::terraform::encode_expr({ a = 1, long = "x" })"#, .string("{\n  a    = 1\n  long = \"x\"\n}")),
    (#"provider::terraform::decode_tfvars("a = [1, true]").a[1]"#, .true),
    (#"provider::terraform::encode_expr(sim_network.a.id)"#, .unknown(.string)),
    (#"core::upper("a")"#, .string("A")),
  ])
  func `functions of providers are called as expressions say`(_ expression: String, _ value: Value) async {
    let (found, problems) = await planned(expression)
    #expect(problems == [], "\(expression)")
    #expect(found == value, "\(expression)")
  }

  @Test(arguments: [
    (
      #"provider::sim::shout("")"#, "Invalid function argument",
      "Invalid value for \"word\" parameter: nothing to shout."
    ),
    (
      #"provider::sim::shout("a", "b", "")"#, "Invalid function argument",
      "Invalid value for \"words\" parameter: nothing to shout."
    ),
    (
      #"provider::sim::shout(null)"#, "Invalid function argument",
      "Invalid value for \"word\" parameter: argument must not be null."
    ),
    (
      #"provider::sim::shout()"#, "Not enough function arguments",
      "Function \"provider::sim::shout\" expects at least 1 argument(s). Missing value for \"word\"."
    ),
    (
      #"provider::sim::whisper("a")"#, "Unknown provider function",
      "The function \"whisper\" is not available from the provider \"sim\"."
    ),
    (
      #"provider::other::shout("a")"#, "Unknown provider function",
      "There is no function named \"provider::other::shout\". Ensure that provider name \"other\" is declared in this "
        + "module's required_providers block, and that this provider offers a function named \"shout\"."
    ),
    (
      #"provider::terraform::encode_tfvars([1])"#, "Error in function call",
      "Call to function \"provider::terraform::encode_tfvars\" failed: invalid value to encode: must be an object whose "
        + "attribute names will become the encoded variable names."
    ),
    (
      #"provider::terraform::decode_tfvars("a = var.x")"#, "Error in function call",
      "Call to function \"provider::terraform::decode_tfvars\" failed: invalid expression for variable \"a\": "
        + "<decode_tfvars argument>:1,5-8: Variables not allowed; \"var.x\" may not be used here: this is "
        + "read before anything has a value. Write the value itself.."
    ),
  ])
  func `what goes wrong in a function is told in Terraform's words`(
    _ expression: String, _ summary: String, _ detail: String
  ) async {
    let diagnostics = await planned(expression).diagnostics
    #expect(diagnostics.map(\.summary) == [summary], "\(expression)")
    #expect(diagnostics.map(\.detail) == [detail], "\(expression)")
  }
}
