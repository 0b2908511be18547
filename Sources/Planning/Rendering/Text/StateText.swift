package import Model

/// A state as people read it: every object, then the outputs.
package func renderState(
  _ state: State, schemas: @escaping (ResourceName, ProviderAddress) -> Schema?,
  options: RenderingOptions = RenderingOptions()
) -> String {
  if state.resources.isEmpty, state.outputs.isEmpty {
    return "The state file is empty. No resources are represented.\n"
  }
  let renderer = StateText(schemas: schemas, options: options)
  return renderer.resources(of: state) + renderer.outputs(state.outputs)
}

/// One object as `state show` prints it; nil when the state has no such object.
package func renderObject(
  at address: ResourceInstanceAddress, in state: State,
  schemas: @escaping (ResourceName, ProviderAddress) -> Schema?, options: RenderingOptions = RenderingOptions()
) -> String? {
  guard let provider = state.resources[address.containing]?.provider, let record = state[address]?.current else {
    return nil
  }
  return StateText(schemas: schemas, options: options).object(
    StateText.Entry(address: address, provider: provider.provider, record: record, deposedKey: nil))
}

private struct StateText {
  struct Entry {
    var address: ResourceInstanceAddress
    var provider: ProviderAddress
    var record: ObjectRecord
    var deposedKey: String?
  }

  let schemas: (ResourceName, ProviderAddress) -> Schema?
  let options: RenderingOptions

  private var printer: DiffPrinter {
    var printer = options.printer
    printer.hidesSymbols = true
    printer.hidesNull = true
    printer.showsUnchanged = true
    return printer
  }

  func resources(of state: State) -> String {
    var byModule: [ModuleAddress: [Entry]] = [:]
    for (address, resource) in state.resources {
      for (key, instance) in resource.instances {
        let instanceAddress = address.instance(key)
        func add(_ record: ObjectRecord, _ deposedKey: String?) {
          byModule[address.module, default: []].append(
            Entry(
              address: instanceAddress, provider: resource.provider.provider, record: record, deposedKey: deposedKey))
        }
        if let current = instance.current { add(current, nil) }
        for (key, record) in instance.deposed { add(record, key) }
      }
    }
    var text = ""
    // A module's objects come before those of the modules inside it.
    for module in byModule.keys.sorted(by: { $0.isListed(before: $1) }) {
      if !text.isEmpty { text += "\n" }
      for entry in (byModule[module] ?? []).sorted(by: { $0.isListed(before: $1) }) {
        if !text.isEmpty { text += "\n" }
        text += object(entry)
      }
    }
    return text
  }

  func object(_ entry: Entry) -> String {
    let name = entry.address.resource
    let schema = schemas(name, entry.provider)
    let value = entry.record.value(schema: schema)
    let part = PartChange(ChangeValues(before: value, after: value), replacing: [], relevant: nil)
    let node = schema.map { BlockDiffBuilder.block(part, $0.block) } ?? JSONDiffBuilder.node(part)
    let note =
      entry.deposedKey.map { " (deposed object \($0))" } ?? (entry.record.status == .tainted ? " (tainted)" : "")
    return "# \(entry.address):\(note)\n\(name.blockHeader) \(printer.text(node, indent: 0))\n"
  }

  func outputs(_ outputs: [String: OutputValue]) -> String {
    if outputs.isEmpty { return "" }
    let lines = outputs.sorted { $0.key < $1.key }.map { name, output in
      let value = output.isSensitive ? output.value.marked(with: .sensitive) : output.value
      var part = PartChange(ChangeValues(before: value, after: value), replacing: [], relevant: nil)
      part.beforeSensitive = .bool(output.isSensitive)
      part.afterSensitive = .bool(output.isSensitive)
      return "\(name) = \(printer.text(DiffBuilder.value(part, output.value.type), indent: 0))\n"
    }
    return "\n\nOutputs:\n\n" + lines.joined()
  }
}

extension StateText.Entry {
  fileprivate func isListed(before other: Self) -> Bool {
    address == other.address ? (deposedKey ?? "") < (other.deposedKey ?? "") : address < other.address
  }
}

extension ModuleAddress {
  /// By the text of each step's address, parents first.
  fileprivate func isListed(before other: ModuleAddress) -> Bool {
    let texts = { (address: ModuleAddress) in address.steps.map { "\($0.name)\($0.key?.description ?? "")" } }
    return texts(self).lexicographicallyPrecedes(texts(other))
  }
}
