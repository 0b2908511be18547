package import Model

extension StateFile {
  /// Writes a state as Terraform does: two spaces a level, resources and instances in its order, a line end last.
  package static func encode(_ state: State) -> [UInt8] {
    var encoder = StateEncoder()
    encoder.write(state)
    return encoder.output
  }

  /// Only a resource's `instances`, on one line.
  static func encodeInstances(_ instances: [InstanceKey?: ResourceInstanceState]) -> [UInt8] {
    var encoder = StateEncoder()
    encoder.instances(instances, of: nil)
    return JSON.compacted(encoder.output)
  }
}

private struct StateEncoder {
  var output: [UInt8] = []
  /// The texts of addresses that stand many times in one file, in quotes.
  private var dependencyTexts: [ConfigResourceAddress: [UInt8]] = [:]

  mutating func write(_ state: State) {
    raw("{")
    field(1, "version", first: true) { $0.raw(String(StateFile.version)) }
    field(1, "terraform_version") { $0.string(state.terraformVersion) }
    field(1, "serial") { $0.raw(String(state.serial)) }
    field(1, "lineage") { $0.string(state.lineage) }
    field(1, "outputs") { $0.outputs(state.outputs) }
    field(1, "resources") { $0.resources(state.resources) }
    field(1, "check_results") { $0.checkResults(state.checkResults) }
    raw("\n}\n")
  }

  private mutating func raw(_ text: String) { output.append(contentsOf: text.utf8) }
  private mutating func string(_ text: String) { JSON.writeString(text, to: &output, escapesHTML: true) }

  private mutating func field(
    _ level: Int, _ name: StaticString, first: Bool = false, _ write: (inout StateEncoder) -> Void
  ) {
    if !first { output.append(UInt8(ascii: ",")) }
    JSON.newLine(level, to: &output)
    output.append(UInt8(ascii: "\""))
    output.append(contentsOf: UnsafeBufferPointer(start: name.utf8Start, count: name.utf8CodeUnitCount))
    raw("\": ")
    write(&self)
  }

  /// A JSON value laid out at a level.
  private mutating func json(_ json: JSON, _ level: Int) {
    JSON.writeIndented(json.written(), indentation: level, to: &output)
  }

  private mutating func items<Item>(
    _ items: [Item], _ level: Int, open: String, close: String, _ write: (inout StateEncoder, Item) -> Void
  ) {
    raw(open)
    for (index, item) in items.enumerated() {
      if index > 0 { output.append(UInt8(ascii: ",")) }
      JSON.newLine(level + 1, to: &output)
      write(&self, item)
    }
    if !items.isEmpty { JSON.newLine(level, to: &output) }
    raw(close)
  }

  private mutating func outputs(_ outputs: [String: OutputValue]) {
    let sorted = outputs.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
    items(sorted, 1, open: "{", close: "}") { encoder, output in
      encoder.string(output.key)
      encoder.raw(": {")
      encoder.field(3, "value", first: true) { $0.json(output.value.value.json, 3) }
      encoder.field(3, "type") { $0.json(output.value.value.type.json, 3) }
      if output.value.isSensitive { encoder.field(3, "sensitive") { $0.raw("true") } }
      JSON.newLine(2, to: &encoder.output)
      encoder.raw("}")
    }
  }

  private struct Entry {
    var module: String
    var address: ResourceAddress
    var state: ResourceState

    /// By the bytes of the module's text, so that `a[10]` comes before `a[2]`; then data before managed, type, name.
    static func precedes(_ a: Entry, _ b: Entry) -> Bool {
      if a.module != b.module { return a.module.utf8.lexicographicallyPrecedes(b.module.utf8) }
      return a.address.resource < b.address.resource
    }
  }

  private mutating func resources(_ resources: [ResourceAddress: ResourceState]) {
    var moduleTexts: [ModuleAddress: String] = [:]
    var entries: [Entry] = []
    entries.reserveCapacity(resources.count)
    for (address, state) in resources {
      let module = moduleTexts[address.module] ?? address.module.description
      moduleTexts[address.module] = module
      entries.append(Entry(module: module, address: address, state: state))
    }
    entries.sort(by: Entry.precedes)
    items(entries, 1, open: "[", close: "]") { $0.resource($1) }
  }

  private mutating func resource(_ entry: Entry) {
    let resource = entry.address.resource
    raw("{")
    if !entry.module.isEmpty { field(3, "module", first: true) { $0.string(entry.module) } }
    field(3, "mode", first: entry.module.isEmpty) { $0.string(resource.mode.rawValue) }
    field(3, "type") { $0.string(resource.type) }
    field(3, "name") { $0.string(resource.name) }
    // With instances of a provider configuration, each object names its own, as OpenTofu has it. Terraform knows none, and
    // then refuses the state.
    let hasKeys = entry.state.instances.values.contains { $0.providerKey != nil }
    if !hasKeys { field(3, "provider") { $0.string(entry.state.provider.description) } }
    field(3, "instances") { $0.instances(entry.state.instances, of: hasKeys ? entry.state.provider : nil) }
    JSON.newLine(2, to: &output)
    raw("}")
  }

  private struct Instance {
    var key: InstanceKey?
    var deposed: String
    var object: ObjectRecord
    var provider: ProviderConfigAddress?
  }

  /// `provider` is that of the resource, where each instance is to name its own.
  mutating func instances(
    _ instances: [InstanceKey?: ResourceInstanceState], of provider: ProviderConfigAddress?
  ) {
    var entries: [Instance] = []
    for (key, instance) in instances.sorted(by: { Self.precedes($0.key, $1.key) }) {
      let own = provider?.instance(instance.providerKey)
      if let current = instance.current {
        entries.append(Instance(key: key, deposed: "", object: current, provider: own))
      }
      for (deposed, object) in instance.deposed.sorted(by: { $0.key < $1.key }) {
        entries.append(Instance(key: key, deposed: deposed, object: object, provider: own))
      }
    }
    items(entries, 3, open: "[", close: "]") { $0.instance($1) }
  }

  /// As Terraform orders them, which leaves open what comes first of a number and a name.
  private static func precedes(_ a: InstanceKey?, _ b: InstanceKey?) -> Bool {
    if case .name(let a) = a, case .name(let b) = b { return a.utf8.lexicographicallyPrecedes(b.utf8) }
    return InstanceKey.order(a, b)
  }

  private mutating func instance(_ instance: Instance) {
    let object = instance.object
    var isFirst = true
    func next() -> Bool {
      defer { isFirst = false }
      return isFirst
    }
    raw("{")
    switch instance.key {
    case nil: break
    case .index(let index): field(5, "index_key", first: next()) { $0.raw(String(index)) }
    case .name(let name): field(5, "index_key", first: next()) { $0.string(name) }
    }
    if object.status == .tainted { field(5, "status", first: next()) { $0.raw("\"tainted\"") } }
    if !instance.deposed.isEmpty { field(5, "deposed", first: next()) { $0.string(instance.deposed) } }
    if let provider = instance.provider { field(5, "provider", first: next()) { $0.string(provider.description) } }
    field(5, "schema_version", first: next()) { $0.raw(String(object.schemaVersion)) }
    if !object.attributes.isEmpty {
      field(5, "attributes") { JSON.writeIndented(object.attributes, indentation: 5, to: &$0.output) }
    }
    field(5, "sensitive_attributes") { encoder in
      encoder.items(object.sensitivePaths, 5, open: "[", close: "]") { $0.json($1.stateJSON, 6) }
    }
    if object.identity != nil || object.identitySchemaVersion != nil {
      field(5, "identity_schema_version") { $0.raw(String(object.identitySchemaVersion ?? 0)) }
    }
    if let identity = object.identity {
      field(5, "identity") { JSON.writeIndented(identity, indentation: 5, to: &$0.output) }
    }
    if !object.privateData.isEmpty {
      field(5, "private") {
        $0.raw("\"")
        $0.output.append(contentsOf: Base64.encode(object.privateData))
        $0.raw("\"")
      }
    }
    if !object.dependencies.isEmpty {
      field(5, "dependencies") { encoder in
        encoder.items(object.dependencies, 5, open: "[", close: "]") { $0.dependency($1) }
      }
    }
    if object.createBeforeDestroy { field(5, "create_before_destroy") { $0.raw("true") } }
    if object.skipsDestroy { field(5, "skip_destroy") { $0.raw("true") } }
    JSON.newLine(4, to: &output)
    raw("}")
  }

  private mutating func dependency(_ address: ConfigResourceAddress) {
    if let known = dependencyTexts[address] {
      output.append(contentsOf: known)
      return
    }
    let start = output.count
    string(address.description)
    dependencyTexts[address] = Array(output[start...])
  }

  private mutating func checkResults(_ results: [CheckResult]) {
    if results.isEmpty {
      raw("null")
      return
    }
    items(results, 1, open: "[", close: "]") { encoder, result in
      encoder.raw("{")
      encoder.field(3, "object_kind", first: true) { $0.string(StateFile.objectKind(result.kind)) }
      encoder.field(3, "config_addr") { $0.string(result.configAddress) }
      encoder.field(3, "status") { $0.string(result.status.rawValue) }
      encoder.field(3, "objects") { $0.checkObjects(result.objects) }
      JSON.newLine(2, to: &encoder.output)
      encoder.raw("}")
    }
  }

  private mutating func checkObjects(_ objects: [CheckResult.Object]) {
    if objects.isEmpty {
      raw("null")
      return
    }
    items(objects, 3, open: "[", close: "]") { encoder, object in
      encoder.raw("{")
      encoder.field(5, "object_addr", first: true) { $0.string(object.address) }
      encoder.field(5, "status") { $0.string(object.status.rawValue) }
      if !object.failureMessages.isEmpty {
        encoder.field(5, "failure_messages") { encoder in
          encoder.items(object.failureMessages, 5, open: "[", close: "]") { $0.string($1) }
        }
      }
      JSON.newLine(4, to: &encoder.output)
      encoder.raw("}")
    }
  }
}
