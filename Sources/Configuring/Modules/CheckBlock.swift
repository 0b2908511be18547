package import Model

/// A `check` block: what should hold of the whole, without which nothing is stopped.
package struct CheckBlock: Sendable {
  package var name: String
  package var assertions: [Condition]
  package var range: SourceRange

  package init(name: String, assertions: [Condition], range: SourceRange) {
    self.name = name
    self.assertions = assertions
    self.range = range
  }
}

extension Configuration {
  /// The data sources inside of check blocks.
  package var readForChecks: Set<ConfigResourceAddress> {
    var result: Set<ConfigResourceAddress> = []
    for (path, module) in modules where !module.checks.isEmpty {
      for resource in module.resources.values where resource.check != nil {
        result.insert(ConfigResourceAddress(module: path, resource: resource.name))
      }
    }
    return result
  }
}
