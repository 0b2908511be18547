package import Configuring
package import Model
import Parsing
import Providers

/// A configuration as the JSON of a plan describes it: what is declared, and which expression refers to what.
package func configurationJSON(
  _ configuration: Configuration, schemas: @escaping (ResourceName, ProviderAddress) -> Schema?,
  providerSchema: @escaping (ProviderAddress) -> Schema? = { _ in nil }
) -> JSON {
  let providers = ProviderConfigurations(configuration, schema: providerSchema)
  let module = ConfigurationJSON(configuration: configuration, schemas: schemas, providers: providers)
  return .record([
    ("provider_config", providers.json),
    ("root_module", module.json(of: ModulePath.root)),
  ])
}

private struct ConfigurationJSON {
  let configuration: Configuration
  let schemas: (ResourceName, ProviderAddress) -> Schema?
  let providers: ProviderConfigurations

  func json(of path: ModulePath) -> JSON {
    guard let module = configuration.modules[path] else { return .object([]) }
    // Managed resources come first here, though data resources come first everywhere else.
    let resources = module.resources.values.filter { $0.name.mode != .ephemeral }.sorted { a, b in
      a.name.mode == b.name.mode ? a.name.description < b.name.description : a.name.mode == .managed
    }
    return .record([
      ("outputs", module.outputs.isEmpty ? nil : .sortedObject(module.outputs.mapValues(json))),
      ("resources", resources.isEmpty ? nil : .array(resources.map { json($0, in: module) })),
      (
        "module_calls",
        module.calls.isEmpty ? nil : .sortedObject(module.calls.mapValues { json($0, path: path.child($0.name)) })
      ),
      ("variables", module.variables.isEmpty ? nil : .sortedObject(module.variables.mapValues(json))),
    ])
  }

  private func json(_ output: Output) -> JSON {
    .record([
      ("sensitive", output.isSensitive ? .bool(true) : nil),
      ("expression", output.expression.describingJSON),
      ("depends_on", dependencies(output.dependsOn)),
      ("description", output.description.flatMap { $0.isEmpty ? nil : .string($0) }),
    ])
  }

  private func json(_ variable: Variable) -> JSON {
    .record([
      ("default", variable.defaultValue?.json),
      ("description", variable.description.flatMap { $0.isEmpty ? nil : .string($0) }),
      ("sensitive", variable.isSensitive ? .bool(true) : nil),
    ])
  }

  private func json(_ resource: Resource, in module: Module) -> JSON {
    let schema = schemas(resource.name, module.providerAddress(localName: resource.providerLocalName))
    let expressions = resource.body.describingJSON(schema?.block)
    return .record([
      ("address", .string(resource.name.description)),
      ("mode", .string(resource.name.mode.rawValue)),
      ("type", .string(resource.name.type)),
      ("name", .string(resource.name.name)),
      (
        "provider_config_key",
        .string(providers.key(resource.provider?.key ?? resource.providerLocalName, in: module.path))
      ),
      ("provisioners", resource.provisioners.isEmpty ? nil : .array(resource.provisioners.map(json))),
      ("expressions", expressions == .object([]) ? nil : expressions),
      ("schema_version", .integer(schema?.version ?? 0)),
      ("count_expression", resource.count?.describingJSON.unlessEmpty),
      ("for_each_expression", resource.forEach?.describingJSON.unlessEmpty),
      ("depends_on", dependencies(resource.dependsOn)),
    ])
  }

  private func json(_ provisioner: Provisioner) -> JSON {
    let schema = ProvisionerSchemas.schema(of: provisioner.type)
    let expressions = provisioner.body.describingJSON(schema)
    return .record([
      ("type", .string(provisioner.type)), ("expressions", expressions == .object([]) ? nil : expressions),
    ])
  }

  private func json(_ call: ModuleCall, path: ModulePath) -> JSON {
    .record([
      ("source", .string(call.source)),
      ("expressions", call.body.attributes.isEmpty ? nil : call.body.describingJSON(nil)),
      ("count_expression", call.count?.describingJSON.unlessEmpty),
      ("for_each_expression", call.forEach?.describingJSON.unlessEmpty),
      ("module", json(of: path)),
      ("version_constraint", call.versionConstraint.map(JSON.string)),
      ("depends_on", dependencies(call.dependsOn)),
    ])
  }

  private func dependencies(_ traversals: [Traversal]) -> JSON? {
    traversals.isEmpty ? nil : .array(traversals.map { .string($0.description) })
  }
}

extension JSON {
  fileprivate var unlessEmpty: JSON? { self == .object([]) ? nil : self }
}

extension Body {
  /// The expressions of a body by the names of attributes and blocks. With a schema only what it knows: `dynamic` blocks
  /// are not expanded here, and so not described.
  func describingJSON(_ schema: SchemaBlock?) -> JSON {
    if let schema, !undecided.isEmpty { return settled(by: schema).body.describingJSON(schema) }
    var members: [String: JSON] = [:]
    for attribute in attributes where schema == nil || schema?.attribute(attribute.name) != nil {
      members[attribute.name] = attribute.expression.describingJSON
    }
    guard let schema else { return .sortedObject(members) }
    for attribute in schema.attributes where members[attribute.name] == nil {
      let found = blocks(attribute.name)
      if !found.isEmpty, let names = attribute.blockAttributeNames {
        members[attribute.name] = Body.describingJSON(found.map(\.body), attributes: names)
      }
    }
    for nested in schema.blocks {
      let found = blocks(nested.name)
      guard let last = found.last else { continue }
      switch nested.nesting {
      case .single, .group: members[nested.name] = last.body.describingJSON(nested.block)
      case .list, .set: members[nested.name] = .array(found.map { $0.body.describingJSON(nested.block) })
      case .map:
        let labelled = found.compactMap { block in
          block.labels.first.map { ($0.text, block.body.describingJSON(nested.block)) }
        }
        members[nested.name] = .sortedObject(Dictionary(labelled) { $1 })
      }
    }
    return .sortedObject(members)
  }
}

extension Body {
  /// Blocks that stand for one attribute's value: a list or set of objects with these attributes.
  fileprivate static func describingJSON(_ bodies: [Body], attributes names: [String]) -> JSON {
    let expressions = bodies.flatMap { body in names.compactMap { body.attribute($0)?.expression } }
    let references = expressions.flatMap(\.references).flatMap(\.referenceNames)
    if !references.isEmpty { return .record([("references", .array(references.map(JSON.string)))]) }
    let objects = bodies.map { body in
      JSON.record(names.map { ($0, body.attribute($0)?.expression.constantValue?.json ?? .null) })
    }
    return .record([("constant_value", .array(objects))])
  }
}

extension SchemaAttribute {
  /// The names inside, where the attribute may also be written as blocks.
  fileprivate var blockAttributeNames: [String]? {
    guard case .plain(let type) = kind else { return nil }
    switch type {
    case .list(.object(let object)), .set(.object(let object)): return object.names
    default: return nil
    }
  }
}

/// Which configuration of a provider each module uses: its own, its parent's, or the one passed to it.
private struct ProviderConfigurations {
  private struct Entry {
    var json: JSON
    var fullName: String
    /// Where another module's configuration is meant.
    var parent: String?
  }

  private var entries: [String: Entry] = [:]
  private let schema: (ProviderAddress) -> Schema?

  init(_ configuration: Configuration, schema: @escaping (ProviderAddress) -> Schema?) {
    self.schema = schema
    add(.root, of: configuration)
  }

  var json: JSON? {
    let own = entries.filter { $0.value.parent == nil }
    return own.isEmpty ? nil : .sortedObject(own.mapValues(\.json))
  }

  func key(_ name: String, in module: ModulePath) -> String {
    let key = Self.key(name, module)
    return entries[key]?.parent ?? key
  }

  private static func key(_ name: String, _ module: ModulePath) -> String {
    module.isRoot ? name : "\(module):\(name)"
  }

  private mutating func add(_ path: ModulePath, of configuration: Configuration) {
    guard let module = configuration.modules[path] else { return }
    for block in module.providers.values {
      let address = module.providerAddress(localName: block.localName)
      let constraint = block.constraint ?? module.requiredProviders[block.localName]?.constraint
      let expressions = block.body.describingJSON(schema(address)?.block)
      entries[Self.key(block.key, path)] = Entry(
        json: Self.json(
          name: block.localName, address, alias: block.alias, constraint: constraint, module: path,
          expressions: expressions == .object([]) ? nil : expressions),
        fullName: address.description, parent: nil)
    }
    for requirement in module.requiredProviders.values.sorted(by: { $0.localName < $1.localName }) {
      for alias in requirement.configurationAliases {
        imply(alias.key, requirement.localName, requirement.source, requirement.constraint, path, inherits: false)
      }
      imply(
        requirement.localName, requirement.localName, requirement.source, requirement.constraint, path, inherits: true)
    }
    let used = module.resources.values.map(\.providerLocalName) + module.imports.map(\.providerLocalName)
    for name in Set(used).sorted() {
      imply(name, name, module.providerAddress(localName: name), nil, path, inherits: true)
    }
    for call in module.calls.values.sorted(by: { $0.name < $1.name }) {
      let child = path.child(call.name)
      guard let called = configuration.modules[child] else { continue }
      for (inside, outside) in call.providers {
        let address = called.providerAddress(localName: inside.localName)
        entries[Self.key(inside.key, child)] = Entry(
          json: Self.json(name: inside.key, address, alias: nil, constraint: nil, module: child, expressions: nil),
          fullName: address.description,
          parent: source(Self.key(outside.key, path), fullName: address.description))
      }
      add(child, of: configuration)
    }
  }

  private mutating func imply(
    _ name: String, _ localName: String, _ address: ProviderAddress, _ constraint: String?, _ path: ModulePath,
    inherits: Bool
  ) {
    let key = Self.key(name, path)
    if entries[key] != nil { return }
    let parent = inherits ? path.parent.flatMap { source(Self.key(localName, $0), fullName: address.description) } : nil
    entries[key] = Entry(
      json: Self.json(
        name: localName, address, alias: nil, constraint: constraint, module: path, expressions: nil),
      fullName: address.description, parent: parent)
  }

  /// Follows entries to the one that holds the configuration.
  private func source(_ start: String, fullName: String) -> String? {
    var found: String?
    var next: String? = start
    while let key = next, let entry = entries[key], entry.fullName == fullName {
      found = key
      next = entry.parent
    }
    return found
  }

  private static func json(
    name: String, _ address: ProviderAddress, alias: String?, constraint: String?, module: ModulePath,
    expressions: JSON?
  ) -> JSON {
    .record([
      ("name", .string(name)),
      ("full_name", .string(address.description)),
      ("alias", alias.map(JSON.string)),
      ("version_constraint", constraint.map { .string((try? VersionConstraints($0))?.description ?? $0) }),
      ("module_address", module.isRoot ? nil : .string(module.description)),
      ("expressions", expressions),
    ])
  }
}
