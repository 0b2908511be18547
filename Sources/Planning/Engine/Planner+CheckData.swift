import Configuring
import Model
import Providers

/// Data sources inside of check blocks. They are read to check now what can be checked, and planned to be read again when all
/// else is done. That a provider cannot read one fails the check, and stops nothing.
extension Planner {
  func planData(of check: String, _ context: ResourceContext, _ address: ResourceInstanceAddress) async -> Bool {
    let schema = context.schema.block
    let (configuration, problems) = decode(
      context.resource.body, schema: schema, scope: evaluator.scope(context.instance))
    diagnostics.add((problems + infinity(in: configuration, of: context)).map { $0.about(address) })
    if problems.hasErrors || configuration.hasInfinity { return false }
    let (plain, marks) = configuration.separatingMarks()
    func marked(_ value: Value) -> Value {
      value.marking(marks).marking(schema.sensitivePaths(in: value).map { ($0, .sensitive) })
    }
    let waits = dependsOnPending(context, address)
    var reason = ActionReason.readBecauseCheckNested
    var planned = plannedDataResource(schema: schema, configuration: plain)
    var found = await validated(plain, context, address)
    if !plain.isWhollyKnown || waits {
      reason = plain.isWhollyKnown ? .readBecauseDependencyPending : .readBecauseConfigUnknown
      priorState.remove(address)
      setDataValue(options.mode == .refreshOnly ? .dynamicUnknown : marked(planned), address, context)
    } else {
      var read: Value?
      if !found.hasErrors {
        let (value, more) = await dataObject(context, address, plain)
        read = value
        found += more
      }
      let known = read ?? planned.unknownAsNull
      rememberData(known, marked(known), address, context)
      planned = read ?? planned
    }
    diagnostics.add(evaluator.settled(found, readingFor: check, in: address.module))
    if options.mode == .refreshOnly { return true }
    changes.append(
      ResourceChange(
        address: address, provider: context.provider, action: .read, reason: reason,
        before: .null(schema.impliedType), after: marked(planned), dependencies: context.dependencies))
    return true
  }

  private func validated(
    _ plain: Value, _ context: ResourceContext, _ address: ResourceInstanceAddress
  ) async -> [Diagnostic] {
    do {
      await gate.enter()
      let found = try await context.client.validateDataSource(type: address.resource.type, configuration: plain)
      await gate.leave()
      return located(found, context, address)
    } catch {
      await gate.leave()
      return [error.diagnostic.about(address)]
    }
  }
}
