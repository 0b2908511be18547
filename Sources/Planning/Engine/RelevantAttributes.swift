import Configuring
import Model
import Parsing

/// Through which attributes of which resources what the plan changes could have been caused: those that the expressions of
/// changed resources and outputs refer to, directly or through values and modules.
func relevantAttributes(of plan: Plan, configuration: Configuration) -> [RelevantAttribute] {
  var finder = RelevantAttributeFinder(configuration: configuration)
  for change in plan.changes {
    switch change.action {
    case .noOp, .read, .forget: continue
    case .delete, .create, .update, .replace: finder.follow(resource: change.address.config)
    }
  }
  for change in plan.outputChanges where change.action != .noOp && change.action != .delete {
    if let output = configuration.root.outputs[change.name] { finder.follow(output.expression, in: .root) }
  }
  return finder.found.sorted { $0.sortKey < $1.sortKey }
}

private struct RelevantAttributeFinder {
  let configuration: Configuration
  var found: Set<RelevantAttribute> = []
  private var seen: Set<String> = []

  init(configuration: Configuration) { self.configuration = configuration }

  mutating func follow(resource address: ConfigResourceAddress) {
    guard seen.insert("resource \(address)").inserted,
      let resource = configuration.modules[address.module]?.resources[address.resource]
    else { return }
    for traversal in resource.body.allReferences { follow(traversal, in: address.module) }
    for expression in [resource.count, resource.forEach].compactMap({ $0 }) { follow(expression, in: address.module) }
  }

  mutating func follow(_ expression: Expression, in path: ModulePath) {
    for traversal in expression.references { follow(traversal, in: path) }
  }

  private mutating func follow(_ traversal: Traversal, in path: ModulePath) {
    guard case .success((let target, let steps)) = traversal.target, let module = configuration.modules[path] else {
      return
    }
    switch target {
    case .ambient: return
    case .resource(let name):
      var rest = traversal.steps.dropFirst(steps)
      var key: InstanceKey?
      if case .index(let value, _)? = rest.first {
        key = value.stringValue.map(InstanceKey.name) ?? value.numberValue?.int.map(InstanceKey.index)
        rest = rest.dropFirst()
      }
      let attribute = rest.compactMap { step -> PathStep? in
        switch step {
        case .attribute(let name, _): .attribute(name)
        case .index(let value, _): .index(value)
        }
      }
      guard !attribute.isEmpty else { return }
      // A path through modules with several instances has no one address; the module's path stands for all.
      let address = ModuleAddress(path.names.map { ModuleAddress.Step(name: $0, key: nil) })
      found.insert(
        RelevantAttribute(
          resource: ResourceInstanceAddress(module: address, resource: name, key: key), path: attribute))
    case .local(let name):
      guard seen.insert("\(path) local.\(name)").inserted, let local = module.locals[name] else { return }
      follow(local.expression, in: path)
    case .variable(let name):
      guard seen.insert("\(path) var.\(name)").inserted, let parent = path.parent,
        let call = path.names.last.flatMap({ configuration.modules[parent]?.calls[$0] }),
        let argument = call.body.attribute(name)
      else { return }
      follow(argument.expression, in: parent)
    case .call(let name, let output):
      let child = path.child(name)
      guard let called = configuration.modules[child] else { return }
      for (outputName, declared) in called.outputs where output == nil || output == outputName {
        guard seen.insert("\(child) output.\(outputName)").inserted else { continue }
        follow(declared.expression, in: child)
      }
    }
  }
}

extension RelevantAttribute {
  fileprivate var sortKey: String { "\(resource) \(path)" }
}
