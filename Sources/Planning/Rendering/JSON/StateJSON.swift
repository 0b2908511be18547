package import Model

/// A state as `show -json` gives it: format 1.0. Sensitive values stand in it, beside a note of where they are.
package func stateJSON(
  _ state: State, schemas: @escaping (ResourceName, ProviderAddress) -> Schema?
) -> JSON {
  if state.resources.isEmpty, state.outputs.isEmpty { return .record([("format_version", .string("1.0"))]) }
  return .record([
    ("format_version", .string("1.0")),
    ("terraform_version", state.terraformVersion.isEmpty ? nil : .string(state.terraformVersion)),
    ("values", StateJSON(schemas: schemas).values(state)),
    ("checks", state.checkResults.isEmpty ? nil : checksJSON(state.checkResults)),
  ])
}

/// The outputs of a state as `output -json` gives them.
package func outputsJSON(_ outputs: [String: OutputValue]) -> JSON {
  .sortedObject(
    outputs.mapValues { output in
      .record([
        ("sensitive", .bool(output.isSensitive)), ("type", output.value.type.json), ("value", output.value.json),
      ])
    })
}

struct StateJSON {
  let schemas: (ResourceName, ProviderAddress) -> Schema?

  func values(_ state: State) -> JSON {
    let outputs = state.outputs.mapValues { output in
      JSON.record([
        ("sensitive", .bool(output.isSensitive)), ("value", output.value.json), ("type", output.value.type.json),
      ])
    }
    let resources = state.resources.flatMap { address, resource in
      resource.instances.flatMap { key, instance in
        objects(address.instance(key), instance, resource.provider.provider)
      }
    }
    return .record([
      ("outputs", outputs.isEmpty ? nil : .sortedObject(outputs)),
      ("root_module", ModuleTreeJSON(resources, order: <).json),
    ])
  }

  private func objects(
    _ address: ResourceInstanceAddress, _ instance: ResourceInstanceState, _ provider: ProviderAddress
  ) -> [ResourceJSON] {
    let current = instance.current.map { object($0, address, provider, deposedKey: nil) }
    let deposed = instance.deposed.sorted { $0.key < $1.key }.map {
      object($0.value, address, provider, deposedKey: $0.key)
    }
    return (current.map { [$0] } ?? []) + deposed
  }

  private func object(
    _ record: ObjectRecord, _ address: ResourceInstanceAddress, _ provider: ProviderAddress, deposedKey: String?
  ) -> ResourceJSON {
    let value = record.value(schema: schemas(address.resource, provider))
    return ResourceJSON(
      address: address, provider: provider, schemaVersion: record.schemaVersion, values: value.json,
      sensitiveValues: value.sensitiveJSON, dependencies: record.dependencies, isTainted: record.status == .tainted,
      deposedKey: deposedKey)
  }
}

extension ObjectRecord {
  /// The object's value by its schema, sensitive parts marked. Without a schema, or with one of another time, the types
  /// are guessed: there is no provider here to upgrade the object.
  package func value(schema: Schema?) -> Value {
    guard let json = try? JSON.read(attributes) else { return .null(.dynamic) }
    guard let schema, let value = try? Value(json, as: schema.block.impliedType) else {
      return Value(inferring: json).marking(sensitivePaths.map { ($0, .sensitive) })
    }
    return schema.block.markingSensitive(value.marking(sensitivePaths.map { ($0, .sensitive) }))
  }
}

/// One object as states and planned values list it.
struct ResourceJSON {
  var address: ResourceInstanceAddress
  var provider: ProviderAddress
  var schemaVersion: Int
  /// Nil for an object that the state will not know any more. Left out too when nothing of it is known.
  var values: JSON?
  var sensitiveValues: JSON
  var dependencies: [ConfigResourceAddress] = []
  var isTainted = false
  var deposedKey: String?

  var json: JSON {
    .record(
      address.jsonMembers + [
        ("provider_name", .string(provider.description)),
        ("schema_version", .integer(schemaVersion)),
        ("values", values == .object([]) ? nil : values),
        ("sensitive_values", sensitiveValues),
        (
          "depends_on",
          dependencies.isEmpty ? nil : .array(dependencies.map { .string($0.description) })
        ),
        ("tainted", isTainted ? .bool(true) : nil),
        ("deposed_key", deposedKey.map(JSON.string)),
      ])
  }
}

extension ResourceInstanceAddress {
  var jsonMembers: [(String, JSON?)] {
    [
      ("address", .string(description)), ("mode", .string(resource.mode.rawValue)), ("type", .string(resource.type)),
      ("name", .string(resource.name)), ("index", key?.json),
    ]
  }
}

extension InstanceKey {
  var json: JSON {
    switch self {
    case .index(let index): .integer(index)
    case .name(let name): .string(name)
    }
  }
}

/// Objects by the modules they are in, nested as the modules are.
struct ModuleTreeJSON {
  private let resources: [ModuleAddress: [ResourceJSON]]
  private let children: [ModuleAddress: [ModuleAddress]]
  private let order: (ResourceInstanceAddress, ResourceInstanceAddress) -> Bool

  init(_ resources: [ResourceJSON], order: @escaping (ResourceInstanceAddress, ResourceInstanceAddress) -> Bool) {
    self.order = order
    self.resources = Dictionary(grouping: resources, by: \.address.module)
    var modules = Set(self.resources.keys)
    for var module in self.resources.keys {
      while let parent = module.parent, modules.insert(parent).inserted { module = parent }
    }
    let pairs = modules.compactMap { module in module.parent.map { (parent: $0, child: module) } }
    children = Dictionary(grouping: pairs, by: \.parent).mapValues { $0.map(\.child) }
  }

  var json: JSON { module(.root) }

  private func module(_ address: ModuleAddress) -> JSON {
    let objects = (resources[address] ?? []).sorted { a, b in
      a.address == b.address ? (a.deposedKey ?? "") < (b.deposedKey ?? "") : order(a.address, b.address)
    }
    let modules = (children[address] ?? []).sorted { $0.description < $1.description }
    return .record([
      ("resources", objects.isEmpty ? nil : .array(objects.map(\.json))),
      ("address", address.isRoot ? nil : .string(address.description)),
      ("child_modules", modules.isEmpty ? nil : .array(modules.map(module))),
    ])
  }
}
