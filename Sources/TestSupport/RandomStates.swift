package import Model

/// Any state a codec must carry: names with every kind of character, deposed and tainted objects, all optional fields.
package func randomState(seed: UInt64, resources: Int = 6) -> State {
  var generator = SeededGenerator(seed: seed)
  return generator.state(resources: resources)
}

extension SeededGenerator {
  private mutating func pick<T>(_ choices: [T]) -> T { choices[Int.random(in: 0..<choices.count, using: &self)] }
  private mutating func chance(_ percent: Int) -> Bool { Int.random(in: 0..<100, using: &self) < percent }

  package mutating func state(resources count: Int) -> State {
    var state = State(
      terraformVersion: "1.11.4", serial: Int.random(in: 0..<1000, using: &self), lineage: "lineage-\(next())")
    for _ in 0..<Int.random(in: 0...3, using: &self) {
      state.outputs[text()] = OutputValue(value: value(depth: 2), isSensitive: chance(30))
    }
    for _ in 0..<count {
      let module = ModuleAddress(
        (0..<Int.random(in: 0...2, using: &self)).map { _ in
          ModuleAddress.Step(name: pick(["a", "b", "net-1"]), key: key())
        })
      let resource = ResourceName(
        mode: pick([.managed, .managed, .data]), type: pick(["t", "u"]), name: pick(["n", "m", "ü"]))
      var instances: [InstanceKey?: ResourceInstanceState] = [:]
      let isCounted = chance(50)
      for _ in 0..<Int.random(in: 0...4, using: &self) {
        var instance = ResourceInstanceState(current: chance(90) ? object() : nil)
        if chance(20) { instance.deposed[pick(["00000001", "abcdef01"])] = object() }
        if instance.isEmpty { instance.current = object() }
        // Terraform's order of numbers and names in one resource is random: never both.
        instances[chance(20) ? nil : isCounted ? .index(Int.random(in: 0..<20, using: &self)) : .name(text())] =
          instance
      }
      state.resources[ResourceAddress(module: module, resource: resource)] = ResourceState(
        provider: ProviderConfigAddress(
          module: chance(20) ? ModulePath(["a"]) : .root,
          provider: ProviderAddress(namespace: "hashicorp", type: pick(["aws", "random"])),
          alias: chance(20) ? "west" : nil),
        instances: instances)
    }
    return state
  }

  private mutating func key() -> InstanceKey? {
    switch Int.random(in: 0..<3, using: &self) {
    case 0: nil
    case 1: .index(Int.random(in: 0..<20, using: &self))
    default: .name(text())
    }
  }

  private mutating func text() -> String {
    (0..<Int.random(in: 1...3, using: &self)).reduce(into: "") { text, _ in
      text += pick([
        "a", "B", "7", "-", " ", "\"", "\\", "<", "&", "ü", "日", "😀", "${x}", "%", ".", "[0]", "\n", "\u{2028}", "/",
      ])
    }
  }

  package mutating func object() -> ObjectRecord {
    ObjectRecord(
      status: chance(10) ? .tainted : .ready, schemaVersion: Int.random(in: 0...3, using: &self),
      attributes: JSON.object((0..<4).map { JSON.Member("\($0)\(text())", value(depth: 2).json) }).written(
        escapesHTML: true),
      sensitivePaths: chance(30)
        ? [[.attribute("a"), .index(.string(text()))], [.attribute("b"), .index(.integer(3))]] : [],
      privateData: (0..<(chance(40) ? Int.random(in: 1..<9, using: &self) : 0)).map { _ in
        UInt8.random(in: 0...255, using: &self)
      },
      dependencies: chance(40)
        ? [
          ConfigResourceAddress(
            module: ModulePath(["a"]), resource: ResourceName(mode: .data, type: "t", name: "n")),
          ConfigResourceAddress(module: .root, resource: ResourceName(mode: .managed, type: "u", name: "m")),
        ] : [],
      createBeforeDestroy: chance(20))
  }

  private mutating func value(depth: Int) -> Value {
    switch Int.random(in: 0..<(depth > 0 ? 8 : 4), using: &self) {
    case 0: return .string(text())
    case 1: return .integer(Int.random(in: -9...1_000_000, using: &self))
    case 2: return .bool(chance(50))
    case 3: return .null(.dynamic)
    case 4: return .list(.string, (0..<Int.random(in: 0...2, using: &self)).map { _ in .string(text()) })
    case 5: return .tuple((0..<Int.random(in: 0...2, using: &self)).map { _ in value(depth: depth - 1) })
    case 6: return .map(.bool, KeyedValues([(text(), .true)]))
    default: return .object((0..<Int.random(in: 0...2, using: &self)).map { ("\($0)", value(depth: depth - 1)) })
    }
  }
}
