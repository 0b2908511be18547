import Configuring
import Functions
import Model
import Planning
import Testing

@testable import Acting

/// An estate in which everything is as declared, until it is changed by hand.
struct TestEstate {
  static func attribute(
    _ name: String, _ type: ValueType = .string, required: Bool = false, optional: Bool = true, computed: Bool = false,
    sensitive: Bool = false
  ) -> SchemaAttribute {
    SchemaAttribute(
      name: name, kind: .plain(type), isRequired: required, isOptional: !required && optional, isComputed: computed,
      isSensitive: sensitive)
  }

  /// `sim_thing`: a little of everything that providers have.
  static let thing = Schema(
    version: 0,
    block: SchemaBlock(
      attributes: [
        attribute("id", optional: false, computed: true), attribute("name", required: true), attribute("size"),
        attribute("amount", .number), attribute("open", .bool), attribute("class", computed: true),
        attribute("policy"), attribute("secret", sensitive: true), attribute("tags", .map(.string)),
        attribute("tags_all", .map(.string), computed: true), attribute("cidrs", .set(.string)),
        attribute("zones", .list(.string)), attribute("parent"),
        attribute(
          "ingress", .set(.object(ObjectType([("port", .number), ("text", .string)]))), computed: true),
      ],
      blocks: [
        NestedBlock(
          name: "disk", nesting: .list,
          block: SchemaBlock(attributes: [
            attribute("size", .number, required: true), attribute("kind"),
            attribute("serial", optional: false, computed: true),
          ])),
        NestedBlock(
          name: "rule", nesting: .set,
          block: SchemaBlock(attributes: [
            attribute("port", .number, required: true), attribute("cidrs", .set(.string)), attribute("text"),
          ])),
      ]))

  var files: [String: String]
  var environmentVariables: [String: String] = [:]
  private(set) var state = State()

  init(_ files: [String: String], environment: [String: String] = [:]) throws {
    self.files = files
    environmentVariables = environment
    // Twice, so that what refers to other objects finds them.
    for _ in 0..<3 {
      let reading = try Draft(estate).read()
      for (address, value) in reading.all { record(value, at: address) }
    }
  }

  var estate: Estate {
    var inputs: [(name: String, input: VariableInput)] = []
    for (name, text) in environmentVariables {
      inputs.append((name, VariableInput(content: .text(text), origin: .environment(name: "TF_VAR_\(name)"))))
    }
    for (name, text) in files.sorted(by: { $0.key < $1.key })
    where name.hasSuffix(".tfvars") || name.hasSuffix(".tfvars.json") {
      inputs += readVariableFile(Array(text.utf8), name: name, isJSON: name.hasSuffix(".json")).inputs
    }
    return Estate(
      source: TextModuleSource(files), inputs: inputs,
      environment: EvaluationEnvironment(functions: .pure, workingDirectory: "/"), state: state,
      schemas: { _, _ in Self.thing })
  }

  private mutating func record(_ value: Value, at address: ResourceInstanceAddress) {
    let object = value.deeplyUnmarked.transformed { path, part in
      if path == [.attribute("id")] { return .string("id-\(address)") }
      if path == [.attribute("class")], part.isNull { return .string("standard") }
      return part.isKnown ? part : .null(part.type)
    }
    let json = object.json(as: Self.thing.block.impliedType)
    let provider = ProviderConfigAddress(provider: .implied(by: "sim"))
    state.resources[address.containing, default: ResourceState(provider: provider)].instances[address.key] =
      ResourceInstanceState(current: ObjectRecord(attributes: json.written()))
  }

  func live(_ address: ResourceInstanceAddress) -> Value {
    state[address]?.current.map { $0.value(schema: Self.thing) } ?? .null(.dynamic)
  }

  /// Somebody changes an attribute of an object.
  mutating func change(_ address: String, _ attribute: String, to value: Value) throws {
    let address = try ResourceInstanceAddress(parsing: address)
    var members = try #require(live(address).deeplyUnmarked.keyedValues)
    members[attribute] = try value.converted(to: try #require(members[attribute]).type)
    record(.object(members), at: address)
  }

  mutating func delete(_ address: String) throws {
    let address = try ResourceInstanceAddress(parsing: address)
    state.resources[address.containing]?.instances[address.key] = nil
  }

  /// What a plan would change, by a provider that does as it is told.
  func changes() throws -> [ResourceChange] {
    let reading = try Draft(estate).read()
    #expect(!reading.hasErrors)
    return reading.all.sorted { $0.key < $1.key }.compactMap { address, declared in
      let live = live(address)
      let planned =
        live.isNull ? declared : proposedNew(schema: Self.thing.block, prior: live, configuration: declared)
      if areEquivalent(Self.plain(live), Self.plain(planned)) { return nil }
      return ResourceChange(
        address: address, provider: ProviderConfigAddress(provider: .implied(by: "sim")),
        action: live.isNull ? .create : .update, before: live, after: planned)
    }
  }

  /// As providers on the old framework see it: what is empty is not there.
  private static func plain(_ value: Value) -> Value {
    value.deeplyUnmarked.transformed { _, part in part.isEmptyOrNull ? .null(.dynamic) : part }
  }

  /// The files with a patch in them.
  func patched(_ patch: TextPatch) -> [String: String] {
    var copy = files
    for (name, text) in patch.applied({ files[$0].map { Array($0.utf8) } }) {
      copy[name] = String(decoding: text, as: UTF8.self)
    }
    return copy
  }
}
