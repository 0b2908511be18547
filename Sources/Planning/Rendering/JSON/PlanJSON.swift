package import Configuring
package import Model

/// A plan as `show -json` gives it: format 1.2. Sensitive values stand in it, beside a note of where they are.
package func planJSON(
  _ plan: Plan, configuration: Configuration?,
  schemas: @escaping (ResourceName, ProviderAddress) -> Schema?,
  providerSchema: @escaping (ProviderAddress) -> Schema? = { _ in nil }, terraformVersion: String
) -> JSON {
  let json = PlanJSON(plan: plan, schemas: schemas)
  let described = configuration.map { configurationJSON($0, schemas: schemas, providerSchema: providerSchema) }
  let drift: JSON? = plan.drift.isEmpty ? nil : .array(plan.drift.map(json.resourceChange))
  let changes: JSON? = plan.changes.isEmpty ? nil : .array(plan.changes.map(json.resourceChange))
  let members: [(String, JSON?)] = [
    ("format_version", .string("1.2")),
    ("terraform_version", .string(terraformVersion)),
    ("variables", json.variables),
    ("planned_values", json.plannedValues),
    ("resource_drift", drift),
    ("resource_changes", changes),
    ("output_changes", json.outputChanges),
    ("prior_state", json.priorState(terraformVersion: terraformVersion)),
    ("configuration", described),
    ("relevant_attributes", json.relevantAttributes),
    ("checks", plan.checks.isEmpty ? nil : checksJSON(plan.checks)),
    ("timestamp", .string(plan.timestamp)),
    ("applyable", .bool(plan.isApplyable)),
    ("complete", .bool(plan.isComplete)),
    ("errored", .bool(plan.isErrored)),
  ]
  return .record(members)
}

struct PlanJSON {
  let plan: Plan
  let schemas: (ResourceName, ProviderAddress) -> Schema?

  var variables: JSON? {
    // What was given for ephemeral variables is not kept, and so not shown.
    let kept = plan.variables.filter { !$0.mustBeGivenAgain }
    if kept.isEmpty { return nil }
    let sorted = kept.sorted { $0.name < $1.name }
    return .record(sorted.map { ($0.name, .record([("value", $0.value.knownJSON)])) })
  }

  func resourceChange(_ change: ResourceChange) -> JSON {
    let address = change.address
    let schema = schemas(address.resource, change.provider.provider)?.block
    var values = ChangeValues(
      before: schema?.markingSensitive(change.before) ?? change.before,
      after: schema?.markingSensitive(change.after) ?? change.after)
    if change.after.isWhollyKnown { values.afterUnknown = .object([]) }
    let paths: [JSON] = change.requiresReplace.map { .array($0.jsonSteps) }
    let replacing: (String, JSON?) = ("replace_paths", paths.isEmpty ? nil : .array(paths))
    let previous = change.previousAddress.flatMap { $0 == address ? nil : $0 }
    let members: [(String, JSON?)] = [
      ("address", .string(address.description)),
      ("previous_address", previous.map { .string($0.description) }),
      ("module_address", address.module.isRoot ? nil : .string(address.module.description)),
      ("mode", .string(address.resource.mode.rawValue)),
      ("type", .string(address.resource.type)),
      ("name", .string(address.resource.name)),
      ("index", address.key?.json),
      ("provider_name", .string(change.provider.provider.description)),
      ("deposed", change.deposedKey.map(JSON.string)),
      ("change", values.json(change.action, change.after, more: [replacing] + importing(change))),
      ("action_reason", change.reason.map { .string($0.rawValue) }),
    ]
    return .record(members)
  }

  private func importing(_ change: ResourceChange) -> [(String, JSON?)] {
    [
      ("importing", change.importingJSON),
      ("generated_config", change.generatedConfiguration.map(JSON.string)),
    ]
  }

  var outputChanges: JSON? {
    if plan.outputChanges.isEmpty { return nil }
    let sorted = plan.outputChanges.sorted { $0.name < $1.name }
    return .record(
      sorted.map { output in
        var values = ChangeValues(output)
        if output.after.isWhollyKnown { values.afterUnknown = .bool(false) }
        return (output.name, values.json(output.action, output.after, more: []))
      })
  }

  var relevantAttributes: JSON? {
    if plan.relevantAttributes.isEmpty { return nil }
    return .array(
      plan.relevantAttributes.map {
        .record([("resource", .string($0.resource.description)), ("attribute", .array($0.path.jsonSteps))])
      })
  }

  var plannedValues: JSON {
    let outputs = plan.outputChanges.filter { $0.action != .delete }.sorted { $0.name < $1.name }
    let resources = plan.changes.compactMap { change -> ResourceJSON? in
      if change.action == .delete || change.deposedKey != nil { return nil }
      let isForgotten = change.action == .forget
      if change.after.isNull, !isForgotten { return nil }
      let schema = schemas(change.address.resource, change.provider.provider)
      let after = schema?.block.markingSensitive(change.after) ?? change.after
      return ResourceJSON(
        address: change.address, provider: change.provider.provider, schemaVersion: schema?.version ?? 0,
        values: isForgotten ? nil : after.knownJSON,
        sensitiveValues: isForgotten ? .bool(false) : after.sensitiveJSON)
    }
    return .record([
      ("outputs", outputs.isEmpty ? nil : .record(outputs.map { ($0.name, plannedOutput($0)) })),
      // By the text of addresses, as Terraform sorts them here but not in states: `[10]` before `[2]`.
      ("root_module", ModuleTreeJSON(resources) { $0.description < $1.description }.json),
    ])
  }

  private func plannedOutput(_ output: OutputChange) -> JSON {
    let known = output.after.isWhollyKnown ? output.after : nil
    return .record([
      ("sensitive", .bool(output.isSensitive)), ("type", known?.type.json), ("value", known?.json),
    ])
  }

  func priorState(terraformVersion: String) -> JSON? {
    if plan.priorState.resources.isEmpty, plan.priorState.outputs.isEmpty { return nil }
    return .record([
      ("format_version", .string("1.0")),
      ("terraform_version", .string(terraformVersion)),
      ("values", StateJSON(schemas: schemas).values(plan.priorState)),
    ])
  }
}

extension ChangeValues {
  fileprivate func json(_ action: Action, _ planned: Value, more: [(String, JSON?)]) -> JSON {
    .record(
      [
        ("actions", .array(action.names.map(JSON.string))),
        ("before", before),
        ("after", planned.isKnown ? after : nil),
        ("after_unknown", afterUnknown),
        ("before_sensitive", beforeSensitive),
        ("after_sensitive", afterSensitive),
      ] + more)
  }
}

extension [PathStep] {
  /// Steps by name or number; what lies below an element of a set cannot be said, so that the path ends at the set.
  var jsonSteps: [JSON] {
    var steps: [JSON] = []
    for step in self {
      switch step {
      case .attribute(let name), .index(.string(let name)): steps.append(.string(name))
      case .index(.number(let number)): steps.append(.number(number.description))
      case .index: return steps
      }
    }
    return steps
  }
}
