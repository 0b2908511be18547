import Acting
import Configuring
import Model
import Planning

extension Session {
  /// Objects that nothing declares, read as an import would read them, each with an address that is still free. Nothing is taken
  /// into a state. What cannot be read is told; the others are there.
  func read(
    _ objects: [ObservedObject], variables: RootVariables, state: State,
    provider: (ObservedObject) -> String? = { _ in nil }
  ) async -> (found: [UnmanagedObject], diagnostics: [Diagnostic]) {
    var found: [UnmanagedObject] = []
    var diagnostics: [Diagnostic] = []
    var taken: Set<ResourceName> = []
    for object in objects {
      let address = configuration.unusedAddress(for: object, beside: taken)
      taken.insert(address.resource)
      let header = "resource \(quotedText(address.resource.type)) \(quotedText(address.resource.name))"
      let acting = provider(object)
      let body = acting.map { "{\n  provider = \($0)\n}" } ?? "{}"
      let declared = configuration.withGenerated("\(header) \(body)\n", file: "<import>")
      var options = PlanningOptions(refreshes: false)
      options.requestedImport = RequestedImport(address: address, id: object.importID)
      let planner = Planner(
        input: PlanningInput(
          configuration: declared, variables: variables, state: state, environment: environment(isPlanning: true),
          timestamp: timestamp(planTime)),
        options: options, pool: pool, graph: ConfigGraph.build(declared).graph)
      let result = await planner.plan()
      diagnostics += result.diagnostics
      guard !result.diagnostics.hasErrors, let record = result.plan.priorState[address]?.current,
        let schemas = try? await schemas(for: result.plan.priorState),
        let resource = declared.root.resources[address.resource],
        let schema = schemas.resource(address.resource, declared.provider(of: resource, in: .root).provider)
      else { continue }
      found.append(
        UnmanagedObject(
          object: object, address: address, value: record.value(schema: schema), schema: schema, provider: acting))
    }
    return (found, diagnostics)
  }
}
