package import Model

extension ProviderSchemas {
  /// As `providers schema -json` shows one provider, in Terraform's format 1.0. Decodes every schema that there is.
  package var json: JSON {
    func all(_ types: [String], _ schema: (String) -> Schema?) -> JSON? {
      let members = types.sorted().compactMap { type in schema(type).map { JSON.Member(type, $0.json) } }
      return members.isEmpty ? nil : .object(members)
    }
    let functions = functions.sorted { $0.key < $1.key }.map { JSON.Member($0.key, $0.value.json) }
    return .record([
      ("provider", providerConfiguration.json),
      ("resource_schemas", all(resourceTypes, resource)),
      ("data_source_schemas", all(dataSourceTypes, dataSource)),
      ("ephemeral_resource_schemas", all(ephemeralResourceTypes, ephemeralResource)),
      ("list_resource_schemas", all(listResourceTypes, listResource)),
      ("functions", functions.isEmpty ? nil : .object(functions)),
    ])
  }
}

extension Schema {
  fileprivate var json: JSON { .record([("version", .integer(version)), ("block", block.json)]) }
}

extension SchemaBlock {
  fileprivate var json: JSON {
    .record([
      ("attributes", attributes.isEmpty ? nil : attributes.json),
      ("block_types", blocks.isEmpty ? nil : .object(blocks.map { JSON.Member($0.name, $0.json) })),
      ("description", description.isEmpty ? nil : .string(description)),
      ("description_kind", .string("plain")),
      ("deprecated", isDeprecated ? .bool(true) : nil),
    ])
  }
}

extension NestedBlock {
  fileprivate var json: JSON {
    .record([
      ("nesting_mode", .string(nesting.rawValue)), ("block", block.json),
      ("min_items", minimumItems > 0 ? .integer(minimumItems) : nil),
      ("max_items", maximumItems > 0 ? .integer(maximumItems) : nil),
    ])
  }
}

extension [SchemaAttribute] {
  fileprivate var json: JSON { .object(map { JSON.Member($0.name, $0.json) }) }
}

extension SchemaAttribute {
  fileprivate var json: JSON {
    var type: JSON?
    var nestedType: JSON?
    switch kind {
    case .plain(let plain): type = plain.json
    case .nested(let nested):
      nestedType = .record([
        ("attributes", nested.attributes.isEmpty ? nil : nested.attributes.json),
        ("nesting_mode", .string(nested.nesting.rawValue)),
      ])
    }
    func mark(_ isSet: Bool) -> JSON? { isSet ? .bool(true) : nil }
    return .record([
      ("type", type), ("nested_type", nestedType),
      ("description", description.isEmpty ? nil : .string(description)),
      ("description_kind", .string(descriptionIsMarkdown ? "markdown" : "plain")),
      ("deprecated", mark(isDeprecated)), ("required", mark(isRequired)), ("optional", mark(isOptional)),
      ("computed", mark(isComputed)), ("sensitive", mark(isSensitive)), ("write_only", mark(isWriteOnly)),
    ])
  }
}

extension ProviderFunction {
  fileprivate var json: JSON {
    .record([
      ("description", description.isEmpty ? nil : .string(description)),
      ("summary", summary.isEmpty ? nil : .string(summary)),
      ("return_type", returnType.json),
      ("parameters", parameters.isEmpty ? nil : .array(parameters.map(\.json))),
      ("variadic_parameter", variadic?.json),
    ])
  }
}

extension ProviderFunction.Parameter {
  fileprivate var json: JSON {
    .record([
      ("name", .string(name)), ("description", description.isEmpty ? nil : .string(description)),
      ("is_nullable", allowsNull ? .bool(true) : nil), ("type", type.json),
    ])
  }
}
