/// The place of a module in the configuration: the names of the calls from the root, which is empty.
package struct ModulePath: Hashable, Sendable, Comparable, CustomStringConvertible {
  package var names: [String]

  package init(_ names: [String] = []) { self.names = names }

  package static let root = ModulePath()
  package var isRoot: Bool { names.isEmpty }

  package func child(_ name: String) -> ModulePath { ModulePath(names + [name]) }
  package var parent: ModulePath? { isRoot ? nil : ModulePath(Array(names.dropLast())) }

  /// `module.a.module.b`, or empty for the root.
  package var description: String { names.map { "module.\($0)" }.joined(separator: ".") }

  package static func < (a: ModulePath, b: ModulePath) -> Bool { a.names.lexicographicallyPrecedes(b.names) }
}

/// One instance of a module: the root, or a call's instance inside its parent's.
package struct ModuleAddress: Hashable, Sendable, Comparable, CustomStringConvertible {
  package struct Step: Hashable, Sendable {
    package var name: String
    package var key: InstanceKey?

    package init(name: String, key: InstanceKey?) {
      self.name = name
      self.key = key
    }
  }

  package var steps: [Step]

  package init(_ steps: [Step] = []) { self.steps = steps }

  package static let root = ModuleAddress()
  package var isRoot: Bool { steps.isEmpty }

  package var path: ModulePath { ModulePath(steps.map(\.name)) }
  package var parent: ModuleAddress? { isRoot ? nil : ModuleAddress(Array(steps.dropLast())) }

  package func child(_ name: String, _ key: InstanceKey? = nil) -> ModuleAddress {
    ModuleAddress(steps + [Step(name: name, key: key)])
  }

  /// Whether `other` is this module or lies inside it.
  package func contains(_ other: ModuleAddress) -> Bool { other.steps.starts(with: steps) }

  /// `module.a["x"].module.b`, or empty for the root.
  package var description: String {
    steps.map { "module.\($0.name)\($0.key?.description ?? "")" }.joined(separator: ".")
  }

  /// As Terraform lists them: what is less deep first, wherever it is.
  package static func < (a: ModuleAddress, b: ModuleAddress) -> Bool {
    if a.steps.count != b.steps.count { return a.steps.count < b.steps.count }
    for (x, y) in zip(a.steps, b.steps) {
      if x.name != y.name { return x.name < y.name }
      if x.key != y.key { return InstanceKey.order(x.key, y.key) }
    }
    return false
  }
}

extension InstanceKey {
  /// No key before any key.
  package static func order(_ a: InstanceKey?, _ b: InstanceKey?) -> Bool {
    switch (a, b) {
    case (nil, nil), (_?, nil): false
    case (nil, _?): true
    case (let a?, let b?): a < b
    }
  }
}
