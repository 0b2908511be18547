import Model
import Parsing

extension Evaluator {
  /// How many instances a resource has, by `enabled`, `count` or `for_each`.
  package func expansion(of resource: Resource, in scope: ModuleScope) -> Expansion {
    guard let enabled = resource.lifecycle.enabled else {
      return expansion(count: resource.count, forEach: resource.forEach, in: scope, kind: "resource")
    }
    return expansion(enabled: enabled, in: scope)
  }

  /// The same of a module.
  func expansion(of call: ModuleCall, in scope: ModuleScope) -> Expansion {
    guard let enabled = call.enabled else {
      return expansion(count: call.count, forEach: call.forEach, in: scope, kind: "module")
    }
    return expansion(enabled: enabled, in: scope)
  }

  private func expansion(enabled: Expression, in scope: ModuleScope) -> Expansion {
    let isEnabled = decided(enabled, in: scope, argument: "enabled")
    // While validating everything is looked at.
    return isValidating || isEnabled ?? environment.isSketch ? .single : .disabled
  }

  /// A resource's life cycle with what had to be evaluated for it.
  package func settled(_ lifecycle: Lifecycle, in scope: ModuleScope) -> Lifecycle {
    guard let expression = lifecycle.preventDestroyExpression else { return lifecycle }
    var copy = lifecycle
    // Better once too often than once too seldom.
    copy.preventDestroy = decided(expression, in: scope, argument: "prevent_destroy") ?? true
    return copy
  }

  /// A decision about an object's life, which must be known now and the same in the next run; nil after a report.
  private func decided(_ expression: Expression, in scope: ModuleScope, argument: String) -> Bool? {
    let (result, problems) = evaluate(expression, in: scope)
    report(problems)
    if problems.hasErrors { return nil }
    func refuse(_ detail: String) -> Bool? {
      report(
        Diagnostic(
          code: "config.invalid-lifecycle", summary: "Invalid \(argument) argument",
          detail: "The given \"\(argument)\" argument value is unsuitable: \(detail)", subject: expression.range))
      return nil
    }
    let (value, marks) = result.unmarked
    if marks.contains(.ephemeral) {
      return refuse("it is derived from an ephemeral value, which is gone in the next run.")
    }
    if marks.contains(.sensitive), argument == "enabled" {
      return refuse("it is derived from a sensitive value, which whether there is an object would tell.")
    }
    guard value.isKnown else {
      if isValidating { return nil }
      return refuse(
        "it depends on resource attributes that cannot be determined until apply. Use only what is known when planning."
      )
    }
    if value.isNull { return refuse("it is null. A bool is required.") }
    guard let truth = (try? value.converted(to: .bool))?.boolValue else { return refuse("a bool is required.") }
    return truth
  }
}
