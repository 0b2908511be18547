import Model

extension Evaluator {
  /// Evaluates the assertions of all `check` blocks, which everything else must come before. What does not hold is a warning.
  package func evaluateChecks() {
    for path in configuration.modules.keys.sorted() {
      for (name, block) in (configuration.modules[path]?.checks ?? [:]).sorted(by: { $0.key < $1.key }) {
        for instance in instances(of: path) {
          let prefix = instance.address.isRoot ? "" : "\(instance.address)."
          let subject = CheckSubject(
            kind: "check", config: (path.isRoot ? "" : "\(path).") + "check.\(name)", object: "\(prefix)check.\(name)")
          for (index, assertion) in block.assertions.enumerated() {
            check(assertion, index: index, kind: .assertion, scope: scope(instance), subject: subject)
          }
        }
      }
    }
  }
}
