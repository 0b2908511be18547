package import Model
import Parsing

extension Evaluator {
  /// Evaluates the assertions of all `check` blocks, which everything else must come before. What does not hold is a warning.
  package func evaluateChecks() {
    for path in configuration.modules.keys.sorted() {
      for (name, block) in (configuration.modules[path]?.checks ?? [:]).sorted(by: { $0.key < $1.key }) {
        for instance in instances(of: path) {
          let subject = CheckSubject(check: name, in: instance.address)
          // Without its data nothing can be asserted.
          if checks.hasFailed(subject) { continue }
          var scope = scope(instance)
          scope.check = name
          if isValidating {
            for assertion in block.assertions {
              // What is asserted is of the world as it is; only where it leads is clear before.
              report(evaluate(assertion.condition, in: scope).1.filter { $0.code.hasPrefix("config.") })
              report(misledReferences(in: assertion.condition, scope))
              _ = errorMessage(of: assertion, kind: .assertion, scope: scope)
            }
            continue
          }
          for (index, assertion) in block.assertions.enumerated() {
            check(assertion, index: index, kind: .assertion, scope: scope, subject: subject)
          }
        }
      }
    }
  }

  /// References to resources that lead to what their schemas do not have.
  private func misledReferences(in expression: Expression, _ scope: ModuleScope) -> [Diagnostic] {
    expression.references.compactMap { reference in
      guard case .success((.resource, _)) = reference.target, case .success(let found) = scope.resolve(reference) else {
        return nil
      }
      var value = found.value
      for (index, step) in reference.steps.enumerated().dropFirst(found.consumedSteps) {
        do throws(AccessProblem) {
          switch step {
          case .attribute(let name, _): value = try value.attribute(named: name)
          case .index(let key, _): value = try value.element(at: key)
          }
        } catch {
          let before = index == 0 ? reference.rootRange : reference.steps[index - 1].range
          return Diagnostic(
            code: error.code, summary: error.summary, detail: error.detail,
            subject: SourceRange(file: before.file, start: before.end, end: step.range.end))
        }
      }
      return nil
    }
  }

  /// What a provider said of the data source of a check block. An error fails the check, and is a warning to the rest.
  package func settled(
    _ problems: [Diagnostic], readingFor check: String, in module: ModuleAddress
  ) -> [Diagnostic] {
    let subject = CheckSubject(check: check, in: module)
    return problems.map { problem in
      guard problem.isError else { return problem }
      recordCheck(subject, .fail, problem.detail.isEmpty ? problem.summary : "\(problem.summary): \(problem.detail)")
      var copy = problem
      copy.severity = .warning
      copy.checkedObject = subject.object
      return copy
    }
  }
}

extension CheckSubject {
  init(check name: String, in module: ModuleAddress) {
    func inside(_ module: String) -> String { (module.isEmpty ? "" : "\(module).") + "check.\(name)" }
    self.init(kind: "check", config: inside("\(module.path)"), object: inside("\(module)"))
  }
}
