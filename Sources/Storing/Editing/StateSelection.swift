package import Model

extension State {
  /// All instances, in the order in which people look for them.
  package var instanceAddresses: [ResourceInstanceAddress] {
    resources.flatMap { address, resource in resource.instances.keys.map { address.instance($0) } }.sorted()
  }

  /// Those that any of the targets names. A target that names nothing is an error.
  package func instances(matching targets: [TargetAddress]) throws(DiagnosticsError) -> [ResourceInstanceAddress] {
    let all = instanceAddresses
    if targets.isEmpty { return all }
    var wanted: Set<ResourceInstanceAddress> = []
    for target in targets {
      let found = all.filter(target.covers)
      if found.isEmpty { throw DiagnosticsError(missing(target)) }
      wanted.formUnion(found)
    }
    return wanted.sorted()
  }

  private func missing(_ target: TargetAddress) -> Diagnostic {
    let summary: String
    let detail: String
    switch target {
    case .module(let module):
      summary = "Unknown module"
      detail =
        "The current state contains no module at \(module). If you've just added this module to the "
        + "configuration, you must run \"plumb apply\" first to create the module's entry in the state."
    case .instance(let instance) where resources[instance.containing] != nil:
      summary = "Unknown resource instance"
      detail =
        "The current state contains no resource instance \(instance). If you've just added its resource to the "
        + "configuration or have changed the count or for_each arguments, you must run \"plumb apply\" first to update "
        + "the resource's entry in the state."
    case .instance, .resource:
      summary = "Unknown resource"
      detail =
        "The current state contains no resource \(target). If you've just added this resource to the "
        + "configuration, you must run \"plumb apply\" first to create the resource's entry in the state."
    }
    return Diagnostic(code: "state.unknown-address", summary: summary, detail: detail)
  }

  /// Why this state may not take the place of another, by Terraform's rules; nil when it may.
  package func objectionToReplacing(_ present: State) -> String? {
    if !present.lineage.isEmpty, !lineage.isEmpty, lineage != present.lineage {
      return "cannot import state with lineage \"\(lineage)\" over unrelated state with lineage \"\(present.lineage)\""
    }
    if serial < present.serial {
      return "cannot import state with serial \(serial) over newer state with serial \(present.serial)"
    }
    if serial == present.serial, self != present {
      return "cannot overwrite existing state with serial \(serial) with a different state that has the same serial"
    }
    return nil
  }
}
