import Configuring
import Model
import Parsing
import Planning

/// A draft, evaluated. Owned by one task.
final class Reading {
  let estate: Estate
  let configuration: Configuration
  let evaluator: Evaluator
  let inputs: [(name: String, input: VariableInput)]
  let text: (String) -> [UInt8]?
  var hasErrors = false
  private var known: [ResourceInstanceAddress: Value]?

  init(
    estate: Estate, configuration: Configuration, evaluator: Evaluator,
    inputs: [(name: String, input: VariableInput)], text: @escaping (String) -> [UInt8]?
  ) {
    self.text = text
    self.estate = estate
    self.configuration = configuration
    self.evaluator = evaluator
    self.inputs = inputs
  }

  /// The block of a file whose header is at a place.
  func block(at range: SourceRange) -> Block? {
    guard let text = text(range.file) else { return nil }
    return parseConfiguration(text, name: range.file).body.blocks.first { $0.headerRange.start == range.start }
  }

  func resource(_ address: ResourceInstanceAddress) -> Resource? {
    configuration.modules[address.module.path]?.resources[address.resource]
  }

  func schema(_ address: ResourceInstanceAddress) -> Schema? {
    resource(address).flatMap {
      estate.schemas($0.name, configuration.provider(of: $0, in: address.module.path).provider)
    }
  }

  /// The object as it is.
  func live(_ address: ResourceInstanceAddress) -> Value? {
    estate.state[address]?.current.map { $0.value(schema: schema(address)) }
  }

  /// Where the expressions of an instance stand; nil when the configuration does not have it.
  func place(_ address: ResourceInstanceAddress) -> Place? {
    guard let instance = evaluator.instance(at: address.module),
      let resource = instance.module.resources[address.resource],
      let expansion = instance.resources[address.resource]?.expansion,
      let found = expansion.instances.first(where: { $0.key == address.key })
    else { return nil }
    var place = Place(instance: instance, evaluator: evaluator, repetition: found.repetition)
    if let forEach = resource.forEach, case .each(let key, _) = found.repetition {
      place.each = Origin(forEach, [.of(key)], Place(instance: instance, evaluator: evaluator, repetition: .none))
    }
    return place
  }

  /// Where the arguments of a module's call stand, seen from the called instance.
  func placeOfCall(_ child: ModuleInstance) -> (place: Place, call: ModuleCall)? {
    guard let address = child.address.parent, let parent = evaluator.instance(at: address),
      let name = child.address.steps.last?.name, let call = parent.module.calls[name]
    else { return nil }
    var place = Place(instance: parent, evaluator: evaluator, repetition: child.repetition)
    if let forEach = call.forEach, case .each(let key, _) = child.repetition {
      place.each = Origin(forEach, [.of(key)], Place(instance: parent, evaluator: evaluator, repetition: .none))
    }
    return (place, call)
  }

  /// What the configuration says of an instance.
  func configured(_ address: ResourceInstanceAddress) -> Value? {
    guard let place = place(address), let resource = resource(address), let schema = schema(address) else { return nil }
    return decode(resource.body, schema: schema.block, scope: place.scope, bindings: [:]).value
  }

  /// What it says of all instances that are managed: what an edit must leave alone.
  var all: [ResourceInstanceAddress: Value] {
    if let known { return known }
    var result: [ResourceInstanceAddress: Value] = [:]
    for path in configuration.modules.keys {
      guard let module = configuration.modules[path] else { continue }
      for instance in evaluator.instances(of: path) {
        for resource in module.resources.values where resource.name.mode == .managed {
          for (key, _) in instance.resources[resource.name]?.expansion.instances ?? [] {
            let address = ResourceInstanceAddress(module: instance.address, resource: resource.name, key: key)
            result[address] = configured(address) ?? .dynamicUnknown
          }
        }
      }
    }
    known = result
    return result
  }

  /// What it says to providers, by the place of their blocks.
  var providers: [String: Value] {
    var result: [String: Value] = [:]
    for (path, module) in configuration.modules {
      for block in module.providers.values {
        for instance in evaluator.instances(of: path) {
          let scope = evaluator.scope(instance)
          for attribute in block.body.attributes {
            result["\(instance.address) \(block.key) \(attribute.name)"] = evaluate(attribute.expression, in: scope).0
          }
          for nested in block.body.blocks {
            for attribute in nested.body.attributes {
              result[
                "\(instance.address) \(block.key) \(nested.typeRange.start.byte > 0 ? nested.type : "") \(attribute.name)"
              ] =
                evaluate(attribute.expression, in: scope).0
            }
          }
        }
      }
    }
    return result
  }
}

/// Where an expression stands: what its names mean, and where the values behind bound names come from.
struct Place {
  let instance: ModuleInstance
  let scope: ModuleScope
  var bindings: [String: Value] = [:]
  /// Behind names that `for` binds, and behind `value` of a `dynamic` block's iterator.
  var origins: [String: Origin] = [:]
  var iterators: [String: Origin] = [:]
  /// Behind `each.value`.
  var each: Origin?
  /// In a file of variables nothing can be named.
  var isConstant = false

  init(instance: ModuleInstance, evaluator: Evaluator, repetition: Repetition) {
    self.instance = instance
    scope = evaluator.scope(instance, repetition: repetition)
  }

  /// Nil where it cannot be evaluated, or is not known.
  func value(_ expression: Expression) -> Value? {
    let (value, problems) =
      isConstant
      ? ((try? constantValue(expression).get()) ?? .dynamicUnknown, [])
      : evaluate(expression, in: scope, bindings: bindings)
    return problems.hasErrors || !value.isKnown ? nil : value
  }
}

/// A part of what an expression gives.
final class Origin {
  let expression: Expression
  let path: [Step]
  let place: Place

  init(_ expression: Expression, _ path: [Step], _ place: Place) {
    self.expression = expression
    self.path = path
    self.place = place
  }
}

/// A step into a value.
enum Step: Hashable {
  case key(String)
  case index(Int)
  /// Of a set.
  case element(Value)

  static func of(_ value: Value) -> Step {
    switch value.deeplyUnmarked {
    case .string(let name): .key(name)
    case .number(let number): .index(number.int ?? -1)
    case let other: .element(other)
    }
  }

  var text: String {
    switch self {
    case .key(let name): name.isIdentifier ? ".\(name)" : "[\(quotedText(name))]"
    case .index(let index): "[\(index)]"
    case .element: "[...]"
    }
  }
}

extension Value {
  func part(at step: Step) -> Value? {
    switch step {
    case .key(let name): keyedValues?[name]
    case .index(let index): elements.flatMap { $0.indices.contains(index) ? $0[index] : nil }
    case .element(let element): elements?.first { $0.deeplyUnmarked == element }
    }
  }
}
