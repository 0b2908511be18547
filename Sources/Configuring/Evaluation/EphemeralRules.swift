package import Model
import Parsing

/// Where ephemeral values may stand: in what declares that it takes them.
extension Evaluator {
  /// What a call gives to a variable; without its mark where that was refused.
  func checkedForEphemeral(_ given: Value, of variable: Variable, _ range: SourceRange) -> Value {
    guard !variable.isEphemeral, given.deepMarks.contains(.ephemeral) else { return given }
    report(
      Diagnostic(
        code: "config.ephemeral-value", summary: "Ephemeral value not allowed",
        detail: "This input variable is not declared as accepting ephemeral values, so it cannot be set to a result "
          + "derived from an ephemeral value. Add \"ephemeral = true\" to the variable, or leave the ephemeral part out.",
        subject: range))
    return given.removingEphemeralMarks
  }

  /// An output's value; without its mark where that was refused.
  func checkedForEphemeral(_ value: Value, of output: Output, isRoot: Bool) -> Value {
    let isEphemeral = value.deepMarks.contains(.ephemeral)
    func refuse(_ summary: String, _ detail: String, _ range: SourceRange) {
      report(Diagnostic(code: "config.ephemeral-output", summary: summary, detail: detail, subject: range))
    }
    switch (output.isEphemeral, isRoot) {
    case (true, true):
      refuse(
        "Ephemeral output not allowed",
        "Ephemeral outputs are not allowed in context of a root module: what a root module returns is kept in the state.",
        output.range)
    case (true, false):
      // What goes wrong in the expression leaves an unknown value, of which nothing more is to be said.
      if isEphemeral || value == .dynamicUnknown { return value }
      refuse(
        "Value not allowed in ephemeral output",
        "This output value is declared as returning an ephemeral value, so it can only be set to an ephemeral value.",
        output.expression.range)
      return value
    case (false, _):
      guard isEphemeral else { return value }
      refuse(
        "Ephemeral value not allowed",
        "This output value is not declared as returning an ephemeral value, so it cannot be set to a result derived "
          + "from an ephemeral value.", output.expression.range)
    }
    return value.removingEphemeralMarks
  }

  /// What stands for an error message with ephemeral parts, which is reported.
  func hidden(ephemeral condition: Condition) -> String {
    report(ephemeralMessage(condition))
    return Self.invalidMessage
  }

  func ephemeralMessage(_ condition: Condition) -> Diagnostic {
    Diagnostic(
      code: "config.ephemeral-message", summary: "Error message refers to ephemeral values",
      detail:
        "The error expression used to explain this condition refers to ephemeral values, so Plumb will not display the "
        + "resulting message.\n\nYou can correct this by removing references to ephemeral values, or by using the "
        + "ephemeralasnull() function on the references to not reveal ephemeral data.",
      subject: condition.errorMessage.range)
  }
}

extension Value {
  /// The value as one that may be kept.
  package var removingEphemeralMarks: Value {
    guard deepMarks.contains(.ephemeral) else { return self }
    let (plain, marks) = separatingMarks()
    return plain.marking(marks.map { ($0.path, $0.marks.subtracting(.ephemeral)) }.filter { !$0.1.isEmpty })
  }
}
