package import Model
import Parsing

/// Whose condition it is.
package struct CheckSubject: Hashable, Sendable {
  /// `resource`, `output_value` or `var`.
  package var kind: String
  package var config: String
  package var object: String

  package init(kind: String, config: String, object: String) {
    self.kind = kind
    self.config = config
    self.object = object
  }
}

/// Gathers the outcomes of conditions by what they are about.
package struct CheckCollector: Sendable {
  private var order: [CheckSubject] = []
  private var outcomes: [CheckSubject: [(status: CheckResult.Status, message: String?)]] = [:]

  mutating func record(_ subject: CheckSubject, _ status: CheckResult.Status, _ message: String? = nil) {
    if outcomes[subject] == nil { order.append(subject) }
    outcomes[subject, default: []].append((status, message))
  }

  func hasFailed(_ subject: CheckSubject) -> Bool { outcomes[subject]?.contains { $0.status == .fail } ?? false }

  /// One result for each thing of the configuration with conditions, sorted by kind and address.
  package var results: [CheckResult] {
    var byConfig: [String: CheckResult] = [:]
    for subject in order {
      let list = outcomes[subject] ?? []
      let object = CheckResult.Object(
        address: subject.object, status: combined(list.map(\.status)), failureMessages: list.compactMap(\.message))
      let key = subject.kind + " " + subject.config
      var result =
        byConfig[key]
        ?? CheckResult(kind: subject.kind, configAddress: subject.config, status: .pass, objects: [])
      result.objects.append(object)
      result.status = combined(result.objects.map(\.status))
      byConfig[key] = result
    }
    return byConfig.sorted { $0.key < $1.key }.map(\.value)
  }

  private func combined(_ statuses: [CheckResult.Status]) -> CheckResult.Status {
    if statuses.contains(.error) { return .error }
    if statuses.contains(.fail) { return .fail }
    if statuses.contains(.unknown) { return .unknown }
    return .pass
  }
}

extension Evaluator {
  package enum ConditionKind {
    case validation(Value)
    case precondition
    case postcondition
    case outputPrecondition
    /// Of a `check` block: what fails is told, and stops nothing.
    case assertion

    /// Whether validation judges it already, where its outcome is known without any value of a variable or resource.
    var isJudgedEarly: Bool {
      switch self {
      case .validation, .outputPrecondition: true
      case .precondition, .postcondition, .assertion: false
      }
    }

    /// Where the result is no truth value.
    var resultSummary: String {
      if case .validation = self { return "Invalid variable validation result" }
      return "Invalid condition result"
    }

    var failureSummary: String {
      switch self {
      case .validation: "Invalid value for variable"
      case .precondition: "Resource precondition failed"
      case .postcondition: "Resource postcondition failed"
      case .outputPrecondition: "Module output value precondition failed"
      case .assertion: "Check block assertion failed"
      }
    }
  }

  /// Evaluates a condition, records its outcome, and reports where it does not hold. False only when it is known not to.
  @discardableResult
  package func check(
    _ condition: Condition, index: Int, kind: ConditionKind, scope: ModuleScope, subject: CheckSubject,
    isSensitive: Bool = false
  ) -> Bool {
    let (result, problems) = evaluate(condition.condition, in: scope)
    report(problems)
    let (message, isSound) = errorMessage(of: condition, kind: kind, scope: scope)
    let isHidden = isSound && warnsOfHidden(message, of: condition, kind: kind)
    if problems.hasErrors || !isSound {
      recordCheck(subject, .error)
      return false
    }
    let (value, _) = result.unmarked
    guard value.isKnown else {
      recordCheck(subject, .unknown)
      if case .assertion = kind, !isValidating {
        report(
          Diagnostic(
            .warning, code: "config.condition-unknown", summary: "Check block assertion known after apply",
            detail:
              "The condition could not be evaluated at this time, a result will be known when this plan is applied.",
            subject: condition.condition.range, checkedObject: subject.object,
            expressionValues: expressionValues(condition.condition, in: scope)))
      }
      return true
    }
    if isValidating, !kind.isJudgedEarly { return true }
    func refuse(_ detail: String) -> Bool {
      report(
        Diagnostic(
          code: "config.invalid-condition", summary: kind.resultSummary, detail: detail,
          subject: condition.condition.range, expressionValues: expressionValues(condition.condition, in: scope)))
      recordCheck(subject, .error)
      return false
    }
    if value.isNull { return refuse("Condition expression must return either true or false, not null.") }
    guard let truth = (try? value.converted(to: .bool))?.boolValue else {
      return refuse("Invalid condition result value: a bool is required.")
    }
    if truth {
      recordCheck(subject, .pass)
      return true
    }
    let text = isHidden ? Self.invalidMessage : failureMessage(condition, message, scope: scope)
    recordCheck(subject, .fail, message.isKnown ? text : nil)
    switch kind {
    case .validation:
      report(
        Diagnostic(
          code: "config.condition-failed", summary: kind.failureSummary,
          detail: "\(text)\n\nThis was checked by the validation rule at \(condition.range.place).",
          subject: validatedRange(scope.instance, subject) ?? condition.range, checkedObject: subject.object,
          expressionValues: expressionValues(condition.condition, in: scope)))
    case .assertion:
      report(
        Diagnostic(
          .warning, code: "config.condition-failed", summary: kind.failureSummary, detail: text,
          subject: condition.condition.range, checkedObject: subject.object,
          expressionValues: expressionValues(condition.condition, in: scope)))
    case .precondition, .postcondition, .outputPrecondition:
      report(
        Diagnostic(
          code: "config.condition-failed", summary: kind.failureSummary, detail: text,
          subject: condition.condition.range, address: subject.object, checkedObject: subject.object,
          expressionValues: expressionValues(condition.condition, in: scope)))
    }
    return false
  }

  /// What a condition says where it does not hold. It must make sense where the condition holds as well; only the rules
  /// of variables are not told of a message that is no text before they need it.
  func errorMessage(of condition: Condition, kind: ConditionKind, scope: ModuleScope) -> (Value, isSound: Bool) {
    let (result, problems) = evaluate(condition.errorMessage, in: scope)
    report(problems)
    if problems.hasErrors { return (result, false) }
    switch kind {
    case .validation: return (result, true)
    case .precondition, .postcondition: if isValidating { return (result, true) }
    case .outputPrecondition, .assertion: break
    }
    return (result, reportUnlessText(result, condition, scope))
  }

  static let invalidMessage =
    "This check failed, but has an invalid error message as described in the other accompanying messages."

  /// What would never be shown is told of before it is needed: a warning, for the condition itself is sound. With the rules
  /// of variables it is an error, but only where one is broken.
  private func warnsOfHidden(_ message: Value, of condition: Condition, kind: ConditionKind) -> Bool {
    if case .validation = kind { return false }
    let marks = message.deepMarks
    guard marks.contains(.sensitive) || marks.contains(.ephemeral) else { return false }
    if isValidating { return true }
    var found = marks.contains(.sensitive) ? sensitiveMessage(condition) : ephemeralMessage(condition)
    found.severity = .warning
    report(found)
    return true
  }

  private func sensitiveMessage(_ condition: Condition) -> Diagnostic {
    Diagnostic(
      code: "config.sensitive-message", summary: "Error message refers to sensitive values",
      detail:
        "The error expression used to explain this condition refers to sensitive values, so Plumb will not display the "
        + "resulting message.\n\nYou can correct this by removing references to sensitive values, or by carefully using the "
        + "nonsensitive() function if the expression will not reveal the sensitive data.",
      subject: condition.errorMessage.range)
  }

  private func reportUnlessText(_ message: Value, _ condition: Condition, _ scope: ModuleScope) -> Bool {
    let reason: String
    do {
      if try !message.withoutMarks.converted(to: .string).isNull { return true }
      reason = "must not be null"
    } catch {
      reason = error.message
    }
    report(
      Diagnostic(
        code: "config.invalid-message", summary: "Invalid error message",
        detail: "Unsuitable value for error message: \(reason). Write a text in quotes, with sequences such as "
          + "\"${jsonencode(var.x)}\" for values in it.", subject: condition.errorMessage.range,
        expressionValues: expressionValues(condition.errorMessage, in: scope)))
    return false
  }

  private func failureMessage(_ condition: Condition, _ result: Value, scope: ModuleScope) -> String {
    let (value, marks) = result.unmarked
    if marks.contains(.sensitive) || result.deepMarks.contains(.sensitive) {
      report(sensitiveMessage(condition))
      return "The error message included a sensitive value, so it will not be displayed."
    }
    if result.deepMarks.contains(.ephemeral) { return hidden(ephemeral: condition) }
    if let text = (try? value.converted(to: .string))?.stringValue { return text.trimmingWhiteSpace }
    if value.isKnown { _ = reportUnlessText(value, condition, scope) }
    return "The condition does not hold, and its error message cannot be shown: it is not a known text."
  }

  /// Validation failures are shown where the value comes from: the call's argument, or the declaration of a root variable.
  private func validatedRange(_ instance: ModuleInstance, _ subject: CheckSubject) -> SourceRange? {
    guard let name = subject.object.split(separator: ".").last.map(String.init) else { return nil }
    if let parent = instance.address.parent.flatMap(self.instance(at:)),
      let call = instance.address.steps.last.flatMap({ parent.module.calls[$0.name] }),
      let argument = call.body.attribute(name)
    {
      return argument.expression.range
    }
    return instance.module.variables[name]?.range
  }
}

extension String {
  fileprivate var trimmingWhiteSpace: String {
    var copy = self[...]
    while copy.last?.isWhitespace == true { copy.removeLast() }
    while copy.first?.isWhitespace == true { copy.removeFirst() }
    return String(copy)
  }
}
