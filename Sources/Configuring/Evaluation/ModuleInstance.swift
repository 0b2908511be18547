package import Model

/// The values of one instance of a module, filled in as evaluation goes on, dependencies first. Owned by one evaluation: not
/// to be shared between tasks.
package final class ModuleInstance {
  package let address: ModuleAddress
  package let module: Module
  package var variables: [String: Value] = [:]
  package var locals: [String: Value] = [:]
  package var outputs: [String: Value] = [:]
  /// Instances of the modules called from here, by call.
  package var calls: [String: (expansion: Expansion, instances: [InstanceKey?: ModuleInstance])] = [:]
  package var resources: [ResourceName: ResourceValues] = [:]
  /// Of the call's own arguments, as the parent's expressions see them.
  package let repetition: Repetition

  package init(address: ModuleAddress, module: Module, repetition: Repetition) {
    self.address = address
    self.module = module
    self.repetition = repetition
  }
}

/// The values of all instances of one resource in one module instance.
package struct ResourceValues {
  package var expansion: Expansion
  package var instances: [InstanceKey?: Value]
  /// Whether nothing is known of them but what the schema says.
  package let isOfSchemaOnly: Bool
  /// Of instances that have no value yet.
  private let marks: Marks
  /// The whole, once asked for and until an instance changes.
  private var whole: Value?

  package init(
    expansion: Expansion, instances: [InstanceKey?: Value] = [:], marks: Marks = [], isOfSchemaOnly: Bool = false
  ) {
    self.expansion = expansion
    self.instances = instances
    self.isOfSchemaOnly = isOfSchemaOnly
    self.marks = marks
  }

  /// Other instances than before; those that were there keep their values.
  package mutating func show(_ expansion: Expansion) {
    self.expansion = expansion
    whole = nil
  }

  package mutating func set(_ value: Value, for key: InstanceKey?) {
    instances[key] = value
    whole = nil
  }

  /// The one object, a tuple of objects (with `count`) or an object of objects (with `for_each`). Instances without a value
  /// are unknown.
  package mutating func value() -> Value {
    if let whole { return whole }
    let built: Value
    let missing = Value.dynamicUnknown.marked(with: marks)
    switch expansion {
    case .single: built = instances[nil] ?? missing
    case .count(let count): built = .tuple((0..<count).map { instances[.index($0)] ?? missing })
    case .forEach(let values):
      built = .object(
        KeyedValues(sortedKeys: values.keys, values: values.keys.map { instances[.name($0)] ?? missing }))
    case .disabled: built = .null(.dynamic)
    case .undecided: built = missing
    }
    whole = built
    return built
  }
}
