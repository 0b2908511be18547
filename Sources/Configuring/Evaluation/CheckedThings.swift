package import Model

/// Something of a configuration that has conditions: a variable, an output, a resource or a check block.
package struct CheckedThing: Sendable {
  package var kind: String
  package var address: String
  /// What evaluates the conditions; nil for a check block, which comes after everything.
  package var node: ConfigNode?

  /// Its outcome where nothing of it was evaluated: there is no instance, or it was left out.
  package func result(_ status: CheckResult.Status) -> CheckResult {
    CheckResult(kind: kind, configAddress: address, status: status, objects: [])
  }
}

extension Configuration {
  /// All that has conditions.
  package var checkedThings: [CheckedThing] {
    var things: [CheckedThing] = []
    func add(_ kind: String, _ node: ConfigNode) {
      things.append(CheckedThing(kind: kind, address: node.description, node: node))
    }
    for (path, module) in modules {
      for variable in module.variables.values where !variable.validations.isEmpty {
        add("var", .variable(path, variable.name))
      }
      for output in module.outputs.values where !output.preconditions.isEmpty {
        add("output_value", .output(path, output.name))
      }
      for resource in module.resources.values
      where !resource.lifecycle.preconditions.isEmpty || !resource.lifecycle.postconditions.isEmpty {
        add("resource", .resource(ConfigResourceAddress(module: path, resource: resource.name)))
      }
      for name in module.checks.keys {
        let subject = CheckSubject(check: name, in: path)
        things.append(CheckedThing(kind: subject.kind, address: subject.config, node: nil))
      }
    }
    return things.sorted { ($0.kind, $0.address) < ($1.kind, $1.address) }
  }
}

extension CheckSubject {
  /// A check block, whatever the instances of its module.
  fileprivate init(check name: String, in path: ModulePath) {
    self.init(check: name, in: ModuleAddress(path.names.map { ModuleAddress.Step(name: $0, key: nil) }))
  }
}
