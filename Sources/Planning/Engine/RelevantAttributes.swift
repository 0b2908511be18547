import Configuring
import Model
import Parsing

/// Through which attributes of which resources what the plan changes could have been caused: those that the expressions of
/// changed resources and outputs refer to, directly or through values, modules and other resources' arguments.
func relevantAttributes(
  of plan: Plan, configuration: Configuration, moduleInstances: [ModuleAddress],
  isIncluded: (ModuleAddress, String) -> Bool, schemas: @escaping (ResourceName, ProviderAddress) -> Schema?
) -> [RelevantAttribute] {
  var finder = RelevantAttributeFinder(configuration: configuration, schemas: schemas)
  for change in plan.changes where change.action != .noOp {
    finder.queue(resource: change.address.containing, path: [])
  }
  for change in plan.outputChanges where change.action != .noOp {
    if let output = configuration.root.outputs[change.name] { finder.queue(output.expression, in: .root) }
  }
  if plan.mode == .destroy {
    // What was read is forgotten, which counts as a change though no plan tells it.
    for address in plan.priorState.resources.keys where address.resource.mode == .data {
      finder.queue(resource: address, path: [])
    }
  } else {
    // What modules give to their callers is not recorded, so it counts as changed every time.
    for address in moduleInstances where !address.isRoot {
      for output in configuration.modules[address.path]?.outputs.values.sorted(by: { $0.name < $1.name }) ?? []
      where isIncluded(address, output.name) {
        finder.queue(output.expression, in: address)
      }
    }
  }
  finder.follow()
  return inOrder(finder.found)
}

private struct RelevantAttributeFinder {
  /// A reference, where it stands, and in which resource's arguments, if any.
  private struct Reference: Hashable {
    var module: ModuleAddress
    var resource: ResourceName?
    var traversal: String
  }

  let configuration: Configuration
  let schemas: (ResourceName, ProviderAddress) -> Schema?
  var found: Set<RelevantAttribute> = []
  private var seen: Set<Reference> = []
  private var pending: [(traversal: Traversal, module: ModuleAddress, resource: ResourceName?)] = []

  init(configuration: Configuration, schemas: @escaping (ResourceName, ProviderAddress) -> Schema?) {
    self.configuration = configuration
    self.schemas = schemas
  }

  mutating func queue(_ expression: Expression, in module: ModuleAddress, of resource: ResourceName? = nil) {
    for traversal in expression.references { queue(traversal, in: module, of: resource) }
  }

  private mutating func queue(_ traversal: Traversal, in module: ModuleAddress, of resource: ResourceName?) {
    let reference = Reference(module: module, resource: resource, traversal: traversal.description)
    if seen.insert(reference).inserted { pending.append((traversal, module, resource)) }
  }

  /// The references in a resource's arguments, or in that part of them that a path leads to.
  mutating func queue(resource address: ResourceAddress, path: [Traversal.Step]) {
    guard let resource = configuration.modules[address.module.path]?.resources[address.resource],
      let schema = schemas(
        resource.name, configuration.provider(of: resource, in: address.module.path).provider)
    else { return }
    queue(resource.body, schema.block, path[...], in: address.module, of: resource.name)
  }

  private mutating func queue(
    _ written: Body, _ schema: SchemaBlock, _ path: ArraySlice<Traversal.Step>, in module: ModuleAddress,
    of resource: ResourceName
  ) {
    let (body, _) = written.settled(by: schema)
    guard let step = path.first else {
      for traversal in body.allReferences { queue(traversal, in: module, of: resource) }
      return
    }
    let name: String
    switch step {
    case .attribute(let attribute, _): name = attribute
    case .index(let key, _): name = key.stringValue ?? ""
    }
    if schema.attribute(name) != nil {
      if let attribute = body.attribute(name) { queue(attribute.expression, in: module, of: resource) }
      return
    }
    guard let nested = schema.block(name) else { return }
    switch nested.nesting {
    case .single, .group:
      for block in body.blocks(name) { queue(block.body, nested.block, path.dropFirst(), in: module, of: resource) }
    case .list, .set, .map:
      // Which of several blocks is meant cannot be told from here: with an index none is followed, without one all are.
      if path.count == 1 { queue(body, schema, [], in: module, of: resource) }
    }
  }

  mutating func follow() {
    while let (traversal, address, resource) = pending.popLast() {
      guard case .success((let target, let steps)) = traversal.target,
        let module = configuration.modules[address.path]
      else { continue }
      switch target {
      case .ambient(let root):
        guard root == "count" || root == "each", let resource, let block = module.resources[resource] else { continue }
        for expression in [block.count, block.forEach].compactMap({ $0 }) { queue(expression, in: address) }
      case .resource(let name): follow(name, Array(traversal.steps.dropFirst(steps)), in: address)
      case .local(let name):
        if let local = module.locals[name] { queue(local.expression, in: address) }
      case .variable(let name):
        if let parent = address.parent, let call = address.steps.last?.name,
          let argument = configuration.modules[parent.path]?.calls[call]?.body.attribute(name)
        {
          queue(argument.expression, in: parent)
        }
      case .call(let name, let output):
        var key: InstanceKey?
        if traversal.steps.count > 1, case .index(let value, _) = traversal.steps[1] { key = InstanceKey(value) }
        let child = address.child(name, key)
        for declared in configuration.modules[child.path]?.outputs.values.sorted(by: { $0.name < $1.name }) ?? []
        where output == nil || output == declared.name {
          queue(declared.expression, in: child)
        }
      }
    }
  }

  private mutating func follow(_ name: ResourceName, _ steps: [Traversal.Step], in module: ModuleAddress) {
    var rest = steps
    var key: InstanceKey?
    if case .index(let value, _)? = rest.first {
      key = InstanceKey(value)
      rest.removeFirst()
    }
    let path = rest.map { step -> PathStep in
      switch step {
      case .attribute(let name, _): .attribute(name)
      case .index(let value, _): .index(value)
      }
    }
    let address = ResourceAddress(module: module, resource: name)
    found.insert(RelevantAttribute(resource: address.instance(key), path: path))
    queue(resource: address, path: rest)
  }
}

extension InstanceKey {
  fileprivate init?(_ value: Value) {
    if let name = value.stringValue {
      self = .name(name)
    } else if let index = value.numberValue?.int {
      self = .index(index)
    } else {
      return nil
    }
  }
}

/// By the text of the resource, which is made once for each, then by path.
private func inOrder(_ found: Set<RelevantAttribute>) -> [RelevantAttribute] {
  found.map { (text: $0.resource.description, attribute: $0) }
    .sorted { a, b in
      a.text != b.text ? a.text < b.text : a.attribute.path.lexicographicallyPrecedes(b.attribute.path)
    }
    .map(\.attribute)
}
