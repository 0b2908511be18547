package import Model
package import Parsing

/// Which things of a configuration depend on which: the graph of expressions. Nodes stand in an order in which each comes
/// after everything that it depends on.
package struct ConfigGraph: Sendable {
  package private(set) var nodes: [ConfigNode]
  /// By node: the places in `nodes` of what it depends on, without repetition.
  package private(set) var dependencies: [[Int]]
  /// By node: what it waits for only to know what is to be imported into it. Its objects do not depend on that.
  package fileprivate(set) var importDependencies: [Int: Set<Int>] = [:]
  package private(set) var index: [ConfigNode: Int]
  /// What is wrong with the references of each.
  package private(set) var problems: [ConfigNode: [Diagnostic]] = [:]

  package var resources: [ConfigResourceAddress] {
    nodes.compactMap { if case .resource(let address) = $0 { address } else { nil } }
  }

  /// The places in `nodes` of what depends on each.
  package var dependents: [[Int]] {
    var result = [[Int]](repeating: [], count: nodes.count)
    for (node, list) in dependencies.enumerated() {
      for dependency in list { result[dependency].append(node) }
    }
    return result
  }
}

extension ConfigGraph {
  /// Of the diagnostic about things that depend on each other in a circle.
  package static let cycleCode = "config.cycle"

  /// Builds the graph and reports references that lead nowhere, and cycles.
  package static func build(_ configuration: Configuration) -> (graph: ConfigGraph, diagnostics: [Diagnostic]) {
    var builder = ConfigGraphBuilder(configuration: configuration)
    builder.collect()
    return builder.sorted()
  }

  /// What each thing refers to directly, cycles and all, for those who show it.
  package static func references(in configuration: Configuration) -> [(node: ConfigNode, dependencies: [ConfigNode])] {
    var builder = ConfigGraphBuilder(configuration: configuration)
    builder.collect()
    return builder.nodes.indices.map { place in
      (builder.nodes[place], Set(builder.edges[place]).sorted().map { builder.nodes[$0] })
    }
  }
}

private struct ConfigGraphBuilder {
  let configuration: Configuration
  var nodes: [ConfigNode] = []
  var index: [ConfigNode: Int] = [:]
  var edges: [[Int]] = []
  var importEdges: [Int: Set<Int>] = [:]
  var diagnostics: [Diagnostic] = []
  var problems: [ConfigNode: [Diagnostic]] = [:]
  /// Of the module that is being collected, by local name.
  private var impliedProviders: [String: Int] = [:]

  init(configuration: Configuration) { self.configuration = configuration }

  mutating func report(_ more: [Diagnostic], of place: Int) {
    guard !more.isEmpty else { return }
    diagnostics += more
    problems[nodes[place], default: []] += more
  }

  mutating func place(_ node: ConfigNode) -> Int {
    if let known = index[node] { return known }
    index[node] = nodes.count
    nodes.append(node)
    edges.append([])
    return nodes.count - 1
  }

  mutating func connect(_ from: Int, to: Int) {
    if from != to { edges[from].append(to) }
  }

  mutating func connect(_ from: Int, to dependency: ConfigNode) { connect(from, to: place(dependency)) }

  mutating func collect() {
    let count = configuration.modules.values.reduce(0) {
      $0 + $1.resources.count + $1.variables.count + $1.locals.count
    }
    index.reserveCapacity(count)
    nodes.reserveCapacity(count)
    edges.reserveCapacity(count)
    for path in configuration.modules.keys.sorted() {
      guard let module = configuration.modules[path] else { continue }
      collect(module)
    }
  }

  private mutating func collect(_ module: Module) {
    let path = module.path
    if !path.isRoot {
      let call = place(.call(path))
      if let parent = path.parent, !parent.isRoot {
        connect(call, to: .call(parent))
        connect(place(.callEnd(parent)), to: .callEnd(path))
      }
    }
    for name in module.variables.keys.sorted() { collect(variable: name, of: module) }
    for name in module.locals.keys.sorted() {
      guard let local = module.locals[name] else { continue }
      let node = enter(.local(path, name), in: module)
      refer(from: node, in: module, local.expression)
    }
    for name in module.outputs.keys.sorted() {
      guard let output = module.outputs[name] else { continue }
      let node = enter(.output(path, name), in: module)
      refer(from: node, in: module, output.expression)
      depend(node, on: output.dependsOn, in: module)
      for condition in output.preconditions { refer(from: node, in: module, condition) }
    }
    for name in module.calls.keys.sorted() {
      guard let call = module.calls[name] else { continue }
      let node = place(.call(path.child(name)))
      if let called = configuration.modules[path.child(name)] { report(wrongCallArguments(of: call, called), of: node) }
      if let count = call.count { refer(from: node, in: module, count) }
      if let forEach = call.forEach { refer(from: node, in: module, forEach) }
      if let enabled = call.enabled { refer(from: node, in: module, enabled) }
      depend(node, on: call.dependsOn, in: module)
      for (_, outside) in call.providers {
        if let key = outside.instanceKey { refer(from: node, in: module, key) }
      }
    }
    for key in module.providers.keys.sorted() {
      guard let provider = module.providers[key] else { continue }
      let address = ProviderConfigAddress(
        module: path, provider: module.providerAddress(localName: provider.localName), alias: provider.alias)
      let node = enter(.provider(address), in: module)
      refer(from: node, in: module, provider.body)
      if let forEach = provider.forEach { refer(from: node, in: module, forEach) }
    }
    impliedProviders = [:]
    for name in module.resources.keys.sorted() {
      if let resource = module.resources[name] { collect(resource, of: module) }
    }
  }

  /// Whatever lies in a called module waits for the decision how many instances it has.
  private mutating func enter(_ node: ConfigNode, in module: Module) -> Int {
    let place = place(node)
    guard !module.path.isRoot else { return place }
    connect(place, to: .call(module.path))
    connect(self.place(.callEnd(module.path)), to: place)
    return place
  }

  /// The provider of a resource that names none is the same for all of its local name.
  private mutating func providerPlace(of resource: Resource, in module: Module) -> Int {
    if resource.provider == nil, let known = impliedProviders[resource.providerLocalName] { return known }
    let place = place(.provider(configuration.provider(of: resource, in: module.path)))
    if resource.provider == nil { impliedProviders[resource.providerLocalName] = place }
    return place
  }

  private mutating func collect(variable name: String, of module: Module) {
    let node = enter(.variable(module.path, name), in: module)
    for condition in module.variables[name]?.validations ?? [] { refer(from: node, in: module, condition) }
    if let parentPath = module.path.parent, let parent = configuration.modules[parentPath],
      let call = module.path.names.last.flatMap({ parent.calls[$0] }),
      let argument = call.body.attribute(name)
    {
      refer(from: node, in: parent, argument.expression)
    }
  }

  private mutating func collect(_ resource: Resource, of module: Module) {
    let address = ConfigResourceAddress(module: module.path, resource: resource.name)
    let node = enter(.resource(address), in: module)
    if let count = resource.count { refer(from: node, in: module, count) }
    if let forEach = resource.forEach { refer(from: node, in: module, forEach) }
    refer(from: node, in: module, resource.body)
    depend(node, on: resource.dependsOn, in: module)
    for condition in resource.lifecycle.preconditions { refer(from: node, in: module, condition) }
    for condition in resource.lifecycle.postconditions { refer(from: node, in: module, condition, allowsSelf: true) }
    for provisioner in resource.provisioners where provisioner.when == .create {
      refer(from: node, in: module, provisioner.body)
      if let connection = provisioner.connection { refer(from: node, in: module, connection) }
    }
    for expression in [resource.lifecycle.enabled, resource.lifecycle.preventDestroyExpression] {
      if let expression { refer(from: node, in: module, expression) }
    }
    for expression in [resource.listing?.includesObjects, resource.listing?.limit] {
      if let expression { refer(from: node, in: module, expression) }
    }
    for trigger in resource.lifecycle.replaceTriggeredBy { refer(from: node, in: module, trigger) }
    connect(node, to: providerPlace(of: resource, in: module))
    if let key = resource.provider?.instanceKey { refer(from: node, in: module, key) }
    if !configuration.root.imports.isEmpty { collectImports(into: node, address) }
  }

  /// A resource into which something is imported waits for what says which object that is.
  private mutating func collectImports(into node: Int, _ address: ConfigResourceAddress) {
    let own = Set(edges[node])
    defer { importEdges[node] = Set(edges[node]).subtracting(own) }
    for block in configuration.root.imports where block.target.config == address {
      for expression in [block.source.expression] + block.target.keys + (block.forEach.map { [$0] } ?? []) {
        for traversal in expression.references {
          if address.module.isRoot, case .success((.resource(address.resource), _)) = traversal.target {
            report(
              [
                Diagnostic(
                  code: "config.invalid-import", summary: "Invalid import id argument",
                  detail: "The import ID cannot reference the resource being imported.", subject: expression.range)
              ], of: node)
          } else {
            refer(from: node, in: configuration.root, [traversal])
          }
        }
      }
    }
  }

  private mutating func refer(
    from node: Int, in module: Module, _ condition: Condition, allowsSelf: Bool = false
  ) {
    refer(from: node, in: module, condition.condition)
    refer(from: node, in: module, condition.errorMessage)
  }

  private mutating func refer(from node: Int, in module: Module, _ body: Body) {
    let references = body.taggedReferences
    refer(from: node, in: module, references.filter { !$0.isContingent }.map(\.traversal))
    // What is wrong in the content of a `dynamic` block is told when it makes a block.
    for reference in references where reference.isContingent && module.problem(with: reference.traversal) == nil {
      connect(from: node, in: module, reference.traversal, isContingent: true)
    }
  }

  private mutating func refer(from node: Int, in module: Module, _ expression: Expression) {
    refer(from: node, in: module, expression.references)
  }

  private mutating func refer(from node: Int, in module: Module, _ traversals: [Traversal]) {
    let found = module.problems(with: traversals)
    report(found, of: node)
    // Most have none at all.
    for traversal in traversals where found.isEmpty || module.problem(with: traversal) == nil {
      connect(from: node, in: module, traversal)
    }
  }

  private mutating func depend(_ node: Int, on traversals: [Traversal], in module: Module) {
    for traversal in traversals {
      if case .success((.call(let name, _), _)) = traversal.target, module.calls[name] != nil {
        connect(node, to: .callEnd(module.path.child(name)))
      } else {
        // All instances are waited for, whichever is named.
        var whole = traversal
        if case .success((.resource, let count)) = traversal.target { whole.steps = Array(whole.steps.prefix(count)) }
        report(module.problems(with: [whole]).filter { !$0.code.hasSuffix("-key") }, of: node)
        connect(from: node, in: module, whole)
      }
    }
  }

  private mutating func connect(
    from node: Int, in module: Module, _ traversal: Traversal, isContingent: Bool = false
  ) {
    guard case .success((let target, _)) = traversal.target else { return }
    switch target {
    case .ambient: return
    case .variable(let name):
      // A variable's validation refers to the variable itself.
      connect(node, to: .variable(module.path, name))
    case .local(let name):
      if case .local(module.path, name) = nodes[node] {
        report([selfReference(nodes[node], traversal)], of: node)
      } else {
        connect(node, to: .local(module.path, name))
      }
    case .resource(let name):
      let other = place(.resource(ConfigResourceAddress(module: module.path, resource: name)))
      if other == node {
        report([selfReference(nodes[node], traversal)], of: node)
      } else {
        connect(node, to: other)
      }
    case .call(let name, let output):
      let child = module.path.child(name)
      if let output, let called = configuration.modules[child] {
        guard called.outputs[output] != nil else {
          if isContingent { return }
          let near = suggestion(for: output, among: called.outputs.keys).map { " Did you mean \(quoted($0))?" } ?? ""
          let problem = Diagnostic(
            code: "config.unknown-reference", summary: "Unsupported attribute",
            detail:
              "This object does not have an attribute named \(quoted(output)): module \(quoted(name)) declares no output of "
              + "that name.\(near)",
            subject: traversal.steps.dropFirst().first { $0.name == output }?.range ?? traversal.range)
          report([problem], of: node)
          return
        }
        if !isContingent, let problem = module.calls[name]?.problem(withoutKey: traversal) {
          report([problem], of: node)
        }
        connect(node, to: .output(child, output))
      } else {
        connect(node, to: .call(child))
        // Whoever uses a module as a whole waits for all of it, as in Terraform.
        connect(node, to: .callEnd(child))
        for output in configuration.modules[child]?.outputs.keys.sorted() ?? [] {
          connect(node, to: .output(child, output))
        }
      }
    }
  }

  private func selfReference(_ node: ConfigNode, _ traversal: Traversal) -> Diagnostic {
    if case .local = node {
      return Diagnostic(
        code: "config.self-reference", summary: "Self-referencing local value",
        detail: "The value of \(node) cannot refer to itself, for it would never be known.", subject: traversal.range)
    }
    return Diagnostic(
      code: "config.self-reference", summary: "Self-referential block",
      detail:
        "Configuration for \(node) may not refer to itself. Put what both places need into a local value, and refer "
        + "to that.", subject: traversal.range)
  }

  /// Orders the nodes, dependencies first; what is left over lies on a cycle.
  func sorted() -> (graph: ConfigGraph, diagnostics: [Diagnostic]) {
    let unique = edges.map { $0.count < 2 ? $0 : Array(Set($0)).sorted() }
    var waiting = unique.map(\.count)
    var dependents = [[Int]](repeating: [], count: nodes.count)
    for (node, list) in unique.enumerated() {
      for dependency in list { dependents[dependency].append(node) }
    }
    var order = nodes.indices.filter { waiting[$0] == 0 }
    var next = 0
    while next < order.count {
      for dependent in dependents[order[next]] {
        waiting[dependent] -= 1
        if waiting[dependent] == 0 { order.append(dependent) }
      }
      next += 1
    }
    var problems = diagnostics
    if order.count < nodes.count {
      problems.append(cycle(among: Set(nodes.indices.filter { waiting[$0] > 0 }), unique))
      // Go on with the rest: other things may be wrong as well.
    }
    var newPlace = [Int](repeating: -1, count: nodes.count)
    for (place, node) in order.enumerated() { newPlace[node] = place }
    let places = index.mapValues { newPlace[$0] }
    var graph = ConfigGraph(
      nodes: order.map { nodes[$0] },
      dependencies: order.map { unique[$0].map { newPlace[$0] }.filter { $0 >= 0 } },
      index: order.count == nodes.count ? places : places.filter { $0.value >= 0 }, problems: self.problems)
    graph.importDependencies = Dictionary(
      importEdges.filter { !$0.value.isEmpty && newPlace[$0.key] >= 0 }.map { from, to in
        (newPlace[from], Set(to.map { newPlace[$0] }))
      }
    ) { $1 }
    return (graph, problems)
  }

  /// One cycle, found by walking from any node that waits along others that wait.
  private func cycle(among waiting: Set<Int>, _ edges: [[Int]]) -> Diagnostic {
    var path: [Int] = []
    var seen: [Int: Int] = [:]
    var current = waiting.min() ?? 0
    while seen[current] == nil {
      seen[current] = path.count
      path.append(current)
      guard let next = edges[current].first(where: waiting.contains) else { break }
      current = next
    }
    let members = path[(seen[current] ?? 0)...].map { nodes[$0] }
    let names = members.map(\.description)
    return Diagnostic(
      code: ConfigGraph.cycleCode, summary: "Cycle",
      detail:
        "These depend on each other in a circle, so that none of them can come first: \(names.joined(separator: " -> ")) -> "
        + "\(names.first ?? ""). Break the circle by taking one of these references out.",
      subject: members.lazy.compactMap(range(of:)).first)
  }

  private func range(of node: ConfigNode) -> SourceRange? {
    switch node {
    case .variable(let path, let name): configuration.modules[path]?.variables[name]?.range
    case .local(let path, let name): configuration.modules[path]?.locals[name]?.range
    case .output(let path, let name): configuration.modules[path]?.outputs[name]?.range
    case .call(let path), .callEnd(let path):
      path.parent.flatMap { configuration.modules[$0] }?.calls[path.names.last ?? ""]?.range
    case .provider(let address): configuration.block(of: address)?.range
    case .resource(let address): configuration.modules[address.module]?.resources[address.resource]?.range
    }
  }
}

extension Body {
  /// Every reference in the body, at any depth, without the iterators of `dynamic` blocks.
  package var allReferences: [Traversal] { taggedReferences.map(\.traversal) }

  /// The same, each with whether it counts in any case.
  fileprivate var taggedReferences: [BodyReference] {
    var result: [BodyReference] = []
    collectReferences(bound: [], isContingent: false, into: &result)
    return result
  }

  private func collectReferences(bound: Set<String>, isContingent: Bool, into result: inout [BodyReference]) {
    func add(_ expression: Expression, _ bound: Set<String>, isContingent: Bool) {
      result += expression.references.filter { !bound.contains($0.root) }.map {
        BodyReference(traversal: $0, isContingent: isContingent)
      }
    }
    for attribute in attributes { add(attribute.expression, bound, isContingent: isContingent) }
    result += undecidedReferences(bound: bound, isContingent: isContingent)
    for block in blocks {
      guard block.type == "dynamic", let label = block.labels.first else {
        block.body.collectReferences(bound: bound, isContingent: isContingent, into: &result)
        continue
      }
      var iterator = label.text
      if let attribute = block.body.attribute("iterator"), case .variable(let name) = attribute.expression.kind {
        iterator = name
      }
      // Over what something is iterated counts at any depth.
      for attribute in block.body.attributes where attribute.name != "iterator" {
        let inner = attribute.name == "for_each" ? bound : bound.union([iterator])
        add(attribute.expression, inner, isContingent: false)
      }
      for content in block.body.blocks {
        content.body.collectReferences(bound: bound.union([iterator]), isContingent: true, into: &result)
      }
    }
  }
}

extension ModuleCall {
  /// An output asked of all instances at once.
  fileprivate func problem(withoutKey traversal: Traversal) -> Diagnostic? {
    guard count != nil || forEach != nil, traversal.steps.count > 1, let output = traversal.steps[1].name else {
      return nil
    }
    return Diagnostic(
      code: "config.missing-key", summary: "Unsupported attribute",
      detail:
        "The module \(quoted(name)) has \(count != nil ? "count" : "for_each") set, so that its outputs belong to its "
        + "instances. Name one, like module.\(name)[\(count != nil ? "0" : "\"key\"")].\(output), or take them of all: "
        + (count != nil ? "module.\(name)[*].\(output)." : "[for m in module.\(name) : m.\(output)]."),
      subject: traversal.steps[1].range)
  }
}
