import Configuring
import Model
import Planning

extension RootVariables {
  /// What the user gave for ephemeral variables: a plan does not hold it, so that applying needs it beside the plan.
  var ephemeralInputs: [(name: String, input: VariableInput)] {
    given.filter { set.contains($0.key) && $0.value.deepMarks.contains(.ephemeral) }.sorted { $0.key < $1.key }
      .map { ($0.key, VariableInput(content: .value($0.value.deeplyUnmarked), origin: .savedPlan)) }
  }
}

/// The values of ephemeral variables for applying a saved plan: just those that were given while planning must be given again.
func ephemeralInputs(
  _ plan: Plan, _ session: Session
) throws(DiagnosticsError) -> [(name: String, input: VariableInput)] {
  let declared = session.configuration.root.variables
  let (inputs, problems) = variableInputs(session.invocation)
  var diagnostics = problems.filter(\.isError)
  for (name, input) in inputs where declared[name]?.isEphemeral != true {
    guard case .commandLine = input.origin else { continue }
    diagnostics.append(
      Diagnostic(
        code: "config.undeclared-variable", summary: "Value for undeclared variable",
        detail:
          "A variable named \(quoted(name)) was assigned on the command line, but a saved plan holds the values of all "
          + "variables that are not ephemeral. Make a new plan to change them."))
  }
  let ephemeral = declared.filter { $0.value.isEphemeral }
  let given = inputs.filter { ephemeral[$0.name] != nil }
  let names = Set(given.map(\.name))
  let planned = Set(plan.variables.filter(\.mustBeGivenAgain).map(\.name))
  for name in planned.subtracting(names).sorted() {
    diagnostics.append(
      Diagnostic(
        code: "config.missing-variable", summary: "No value for required variable",
        detail:
          "The ephemeral input variable \(quoted(name)) was set during the plan phase, and so must also be set during the "
          + "apply phase."))
  }
  for name in names.subtracting(planned).sorted() {
    diagnostics.append(
      Diagnostic(
        code: "config.surplus-variable", summary: "Ephemeral variable was not set during planning",
        detail:
          "The ephemeral input variable \(quoted(name)) was not set during the planning phase, and so must remain "
          + "unset during the apply phase."))
  }
  let checked = rootVariables(declared: ephemeral, inputs: given)
  diagnostics += checked.diagnostics.filter { $0.isError && $0.code != "config.missing-variable" }
  if diagnostics.hasErrors { throw DiagnosticsError(diagnostics) }
  return given
}
