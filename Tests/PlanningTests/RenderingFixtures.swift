import Foundation
import Model

@testable import Planning

/// One recorded run of Terraform: what it planned, and how it printed that.
struct RenderingFixture: CustomStringConvertible {
  static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .appendingPathComponent("Fixtures/rendering")

  static let all: [RenderingFixture] = {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: root.path)) ?? []
    return names.sorted().map(RenderingFixture.init).filter { $0.text("expected.txt") != nil }
  }()

  static let schemas: [String: JSON] = {
    var schemas: [String: JSON] = [:]
    for file in ["schemas.json", "schemas-aws.json"] {
      guard
        let data = try? Data(contentsOf: root.appendingPathComponent(file)), let json = try? JSON.read(Array(data))
      else { continue }
      for member in json["provider_schemas"]?.members ?? [] { schemas[member.name] = member.value }
    }
    return schemas
  }()

  var name: String
  var description: String { name }

  func bytes(_ file: String) -> [UInt8]? {
    (try? Data(contentsOf: Self.root.appendingPathComponent("\(name)/\(file)"))).map(Array.init)
  }

  func text(_ file: String) -> String? { bytes(file).map { String(decoding: $0, as: UTF8.self) } }
  func json(_ file: String) -> JSON? { bytes(file).flatMap { try? JSON.read($0) } }

  /// The command's arguments, which say in what mode the plan was made.
  var arguments: [String] { json("case.json")?["plan"]?.array?.compactMap(\.string) ?? [] }

  static func providerSchema(_ provider: ProviderAddress) -> Schema? {
    schemas[provider.description]?["provider"].map(Schema.init(recorded:))
  }

  static func schema(_ name: ResourceName, _ provider: ProviderAddress) -> Schema? {
    let kind = name.mode == .managed ? "resource_schemas" : "data_source_schemas"
    return schemas[provider.description]?[kind]?[name.type].map(Schema.init(recorded:))
  }
}

extension Schema {
  init(recorded json: JSON) {
    self.init(version: json["version"]?.int ?? 0, block: SchemaBlock(recorded: json["block"] ?? .null))
  }
}

extension SchemaBlock {
  convenience init(recorded json: JSON) {
    self.init(
      attributes: (json["attributes"]?.members ?? []).map { SchemaAttribute(recorded: $0.value, name: $0.name) },
      blocks: (json["block_types"]?.members ?? []).map { member in
        NestedBlock(
          name: member.name, nesting: NestedBlock.Nesting.recorded(member.value["nesting_mode"]?.string),
          block: SchemaBlock(recorded: member.value["block"] ?? .null))
      })
  }
}

extension NestedBlock.Nesting {
  static func recorded(_ name: String?) -> NestedBlock.Nesting {
    switch name {
    case "single": .single
    case "group": .group
    case "set": .set
    case "map": .map
    default: .list
    }
  }
}

extension SchemaAttribute {
  init(recorded json: JSON, name: String) {
    let kind: Kind
    if let nested = json["nested_type"] {
      kind = .nested(
        NestedAttributes(
          nesting: nested["nesting_mode"]?.string.flatMap(NestedAttributes.Nesting.init) ?? .single,
          attributes: (nested["attributes"]?.members ?? []).map { SchemaAttribute(recorded: $0.value, name: $0.name) }))
    } else {
      kind = .plain(json["type"].flatMap(ValueType.init(json:)) ?? .dynamic)
    }
    func flag(_ name: String) -> Bool { json[name]?.bool ?? false }
    self.init(
      name: name, kind: kind, isRequired: flag("required"), isOptional: flag("optional"), isComputed: flag("computed"),
      isSensitive: flag("sensitive"), isWriteOnly: flag("write_only"))
  }
}

extension Plan {
  /// The plan that a recorded `show -json` describes.
  init(recorded json: JSON, arguments: [String]) {
    self.init(
      mode: arguments.contains("-destroy") ? .destroy : arguments.contains("-refresh-only") ? .refreshOnly : .normal,
      timestamp: json["timestamp"]?.string ?? "",
      changes: (json["resource_changes"]?.array ?? []).map(ResourceChange.init(recorded:)),
      drift: (json["resource_drift"]?.array ?? []).map(ResourceChange.init(recorded:)),
      outputChanges: (json["output_changes"]?.members ?? []).map { OutputChange(recorded: $0.value, name: $0.name) },
      relevantAttributes: (json["relevant_attributes"]?.array ?? []).map { entry in
        RelevantAttribute(
          resource: ResourceInstanceAddress(recorded: entry["resource"]?.string ?? ""),
          path: ValuePath(recorded: entry["attribute"] ?? .null))
      },
      targets: arguments.filter { $0.hasPrefix("-target") }, isErrored: json["errored"]?.bool ?? false)
  }
}

extension ResourceChange {
  init(recorded json: JSON) {
    let address = ResourceInstanceAddress(recorded: json["address"]?.string ?? "")
    let provider = ProviderAddress(recorded: json["provider_name"]?.string ?? "")
    let type = RenderingFixture.schema(address.resource, provider)?.block.impliedType ?? .dynamic
    let change = json["change"] ?? .null
    self.init(
      address: address,
      previousAddress: json["previous_address"]?.string.map(ResourceInstanceAddress.init(recorded:)),
      deposedKey: json["deposed"]?.string, provider: ProviderConfigAddress(provider: provider),
      action: Action(recorded: change["actions"]), reason: json["action_reason"]?.string.flatMap(ActionReason.init),
      before: Value(recorded: change["before"], unknown: nil, sensitive: change["before_sensitive"], type),
      after: Value(
        recorded: change["after"], unknown: change["after_unknown"], sensitive: change["after_sensitive"], type),
      requiresReplace: (change["replace_paths"]?.array ?? []).map(ValuePath.init(recorded:)))
  }
}

extension CheckResult {
  init(recorded json: JSON) {
    func status(_ json: JSON) -> Status { json["status"]?.string.flatMap(Status.init) ?? .unknown }
    self.init(
      kind: json["address"]?["kind"]?.string ?? "", configAddress: json["address"]?["to_display"]?.string ?? "",
      status: status(json),
      objects: (json["instances"]?.array ?? []).map { object in
        Object(
          address: object["address"]?["to_display"]?.string ?? "", status: status(object),
          failureMessages: (object["problems"]?.array ?? []).compactMap { $0["message"]?.string })
      })
  }
}

extension OutputChange {
  init(recorded json: JSON, name: String) {
    self.init(
      name: name, action: Action(recorded: json["actions"]),
      before: Value(recorded: json["before"], unknown: nil, sensitive: json["before_sensitive"], .dynamic),
      after: Value(
        recorded: json["after"], unknown: json["after_unknown"], sensitive: json["after_sensitive"], .dynamic),
      isSensitive: json["after_sensitive"] == .bool(true))
  }
}

extension Action {
  init(recorded json: JSON?) {
    switch json?.array?.compactMap(\.string) ?? [] {
    case ["create"]: self = .create
    case ["read"]: self = .read
    case ["update"]: self = .update
    case ["delete"]: self = .delete
    case ["forget"]: self = .forget
    case ["delete", "create"]: self = .replace(.deleteThenCreate)
    case ["create", "delete"]: self = .replace(.createThenDelete)
    default: self = .noOp
    }
  }
}

extension ValuePath {
  init(recorded json: JSON) {
    self = (json.array ?? []).compactMap { step in
      switch step {
      case .string(let name): .attribute(name)
      case .number(let text): Int(text).map { .index(.integer($0)) }
      default: nil
      }
    }
  }
}

extension ProviderAddress {
  init(recorded text: String) {
    let parts = text.split(separator: "/").map(String.init)
    self.init(host: parts.first ?? "", namespace: parts.count > 1 ? parts[1] : "", type: parts.last ?? "")
  }
}

extension ResourceInstanceAddress {
  /// Reads an address as Terraform writes it.
  init(recorded text: String) {
    var rest = text[...]
    func name() -> String {
      let name = rest.prefix { $0 != "." && $0 != "[" }
      rest = rest.dropFirst(name.count)
      return String(name)
    }
    func key() -> InstanceKey? {
      guard rest.first == "[" else { return nil }
      rest = rest.dropFirst()
      defer { rest = rest.dropFirst() }
      if rest.first == "\"" {
        var end = rest.index(after: rest.startIndex)
        while end < rest.endIndex, rest[end] != "\"" {
          if rest[end] == "\\" { end = rest.index(after: end) }
          end = rest.index(after: end)
        }
        let literal = rest[rest.startIndex...end]
        rest = rest[rest.index(after: end)...]
        return (try? JSON.read(String(literal)))?.string.map(InstanceKey.name)
      }
      let digits = rest.prefix { $0 != "]" }
      rest = rest.dropFirst(digits.count)
      return Int(digits).map(InstanceKey.index)
    }
    var steps: [ModuleAddress.Step] = []
    var mode = ResourceMode.managed
    var type = name()
    while type == "module" || type == "data" {
      rest = rest.dropFirst()
      if type == "data" {
        mode = .data
      } else {
        let call = name()
        steps.append(ModuleAddress.Step(name: call, key: key()))
        rest = rest.dropFirst()
      }
      type = name()
    }
    rest = rest.dropFirst()
    let resource = ResourceName(mode: mode, type: type, name: name())
    self.init(module: ModuleAddress(steps), resource: resource, key: key())
  }
}

extension Value {
  /// A value from its known parts, its unknown parts and its sensitive parts.
  init(recorded json: JSON?, unknown: JSON?, sensitive: JSON?, _ type: ValueType) {
    let isSensitive = sensitive == .bool(true)
    let value = Value(known: json, unknown: unknown, sensitive: isSensitive ? nil : sensitive, type)
    self = isSensitive ? value.marked(with: .sensitive) : value
  }

  private init(known json: JSON?, unknown: JSON?, sensitive: JSON?, _ type: ValueType) {
    if unknown == .bool(true) {
      // What is said about its sensitive parts tells what kind of value it will be.
      let isDynamic = type == .dynamic
      self = .unknown(
        isDynamic && sensitive == .array([])
          ? .list(.dynamic)
          : isDynamic && sensitive == .object([]) ? .emptyObject : type)
      return
    }
    guard let json, json != .null else {
      self = .null(type)
      return
    }
    func part(_ key: String, _ type: ValueType) -> Value {
      Value(recorded: json[key], unknown: unknown?[key], sensitive: sensitive?[key], type)
    }
    func parts(_ type: (Int) -> ValueType) -> [Value] {
      (json.array ?? []).enumerated().map { index, element in
        func item(_ list: JSON?) -> JSON? { list?.array.flatMap { $0.indices.contains(index) ? $0[index] : nil } }
        return Value(recorded: element, unknown: item(unknown), sensitive: item(sensitive), type(index))
      }
    }
    var keys: [String] {
      Set((json.members ?? []).map(\.name) + (unknown?.members ?? []).map(\.name)).sorted()
    }
    switch type {
    case .dynamic:
      switch json {
      case .array: self = .tuple(parts { _ in .dynamic })
      case .object: self = .object(keys.map { ($0, part($0, .dynamic)) })
      default: self = Value(inferring: json)
      }
    case .list(let element): self = .list(element, parts { _ in element })
    // In the order recorded: sorting is the business of whoever makes sets.
    case .set(let element): self = .set(element, parts { _ in element })
    case .tuple(let types): self = .tuple(parts { types[$0] })
    case .map(let element): self = .map(element, KeyedValues(keys.map { ($0, part($0, element)) }))
    case .object(let object): self = .object(object.attributes.map { ($0, part($0, $1)) })
    default: self = (try? Value(json, as: type)) ?? .null(type)
    }
  }
}
