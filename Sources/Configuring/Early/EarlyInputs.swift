import Functions

/// What is known before anything is planned, and so may decide where modules come from and where the state is kept: the
/// values given for the root module's variables, and where and when we are.
package struct EarlyInputs: Sendable {
  /// Later ones win.
  package var variables: [(name: String, input: VariableInput)]
  package var environment: EvaluationEnvironment

  package init(variables: [(name: String, input: VariableInput)], environment: EvaluationEnvironment) {
    self.variables = variables
    self.environment = environment
  }

  /// Nothing is given: only defaults and what follows from them.
  package static var none: EarlyInputs {
    EarlyInputs(variables: [], environment: EvaluationEnvironment(functions: .pure, workingDirectory: "/"))
  }
}
