import Configuring
import Model
import Planning
import Providers

extension Applier {
  /// Carries out a resource's provisioners for one moment, one after the other. What is returned fails the step; with
  /// `on_failure = continue` only those who watch are told.
  func provision(
    _ all: [Provisioner], _ when: Provisioner.When, _ address: ResourceInstanceAddress, selfValue: Value,
    scope: ModuleScope
  ) async -> [Diagnostic] {
    var scope = scope
    scope.selfValue = selfValue
    for provisioner in all where provisioner.when == when {
      let problems = await provision(provisioner, address, scope)
      if problems.hasErrors, !provisioner.continuesOnFailure { return problems }
    }
    return []
  }

  /// Before an object is destroyed: only what knows it by itself can be said of it, so that nothing else need be evaluated.
  func provisionDestroy(_ change: ResourceChange) async -> [Diagnostic] {
    let address = change.address
    guard let (provisioners, module) = destroyProvisioners(of: address.config),
      provisioners.contains(where: { $0.when == .destroy }), !change.isTainted
    else { return [] }
    let instance = ModuleInstance(address: address.module, module: module, repetition: .none)
    let repetition: Repetition =
      switch address.key {
      case .index(let index): .count(.integer(index))
      case .name(let name): .each(key: .string(name), value: .dynamicUnknown)
      case nil: .none
      }
    return await provision(
      provisioners, .destroy, address, selfValue: change.before,
      scope: evaluator.scope(instance, repetition: repetition))
  }

  /// Those of the resource or, where it is not in the configuration any more, of the block that says so; with the module in
  /// which they are written.
  private func destroyProvisioners(of address: ConfigResourceAddress) -> (all: [Provisioner], module: Module)? {
    if let module = configuration.modules[address.module], let resource = module.resources[address.resource] {
      return (resource.provisioners, module)
    }
    for (path, module) in configuration.modules.sorted(by: { $0.key < $1.key }) {
      for block in module.removed where !block.provisioners.isEmpty && block.covers(address, in: path) {
        return (block.provisioners, configuration.modules[address.module] ?? module)
      }
    }
    return nil
  }

  private func provision(
    _ provisioner: Provisioner, _ address: ResourceInstanceAddress, _ scope: ModuleScope
  ) async -> [Diagnostic] {
    func located(_ found: [Diagnostic]) -> [Diagnostic] {
      found.map { diagnostic in
        var copy = diagnostic.about(address)
        copy.subject = copy.subject ?? provisioner.braceRange
        return copy
      }
    }
    guard let schema = ProvisionerSchemas.schema(of: provisioner.type) else {
      return located([
        Diagnostic(
          code: "config.unknown-provisioner", summary: "Missing required provisioner plugin",
          detail: "There is no provisioner \(quoted(provisioner.type)).")
      ])
    }
    let (configuration, problems) = decode(provisioner.body, schema: schema, scope: scope, allowsEphemeral: true)
    var connection = Value.null(ProvisionerSchemas.connection.impliedType)
    var all = problems
    if let body = provisioner.connection {
      let (value, more) = decode(body, schema: ProvisionerSchemas.connection, scope: scope, allowsEphemeral: true)
      connection = value
      all += more
    }
    if all.hasErrors { return located(all) }
    let (type, onEvent) = (provisioner.type, onEvent)
    let marks = configuration.deepMarks
    onEvent(ProgressEvent(address: address, phase: .provisioning(type)))
    let request = ProvisionRequest(
      type: type, configuration: configuration.deeplyUnmarked, connection: connection.deeplyUnmarked,
      isSensitive: !marks.isEmpty)
    let found = await provisioners.provision(request) { line in
      let shown = marks.isEmpty ? line : Self.suppressed(marks)
      onEvent(ProgressEvent(address: address, phase: .provisionOutput(type, line: shown)))
    }
    onEvent(ProgressEvent(address: address, phase: found.hasErrors ? .provisionFailed(type) : .provisioned(type)))
    return located(all + found)
  }

  private static func suppressed(_ marks: Marks) -> String {
    switch (marks.contains(.sensitive), marks.contains(.ephemeral)) {
    case (true, true): "(output suppressed due to sensitive, ephemeral value in config)"
    case (false, true): "(output suppressed due to ephemeral value in config)"
    default: "(output suppressed due to sensitive value in config)"
    }
  }
}
