package import Model

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
