package enum ResourceMode: String, Hashable, Sendable, Comparable {
  case managed, data, ephemeral
  /// A question for the objects of a type that there are, asked by `plumb query`; never in a state.
  case list

  package static func < (a: ResourceMode, b: ResourceMode) -> Bool { a.place < b.place }

  private var place: Int {
    switch self {
    case .data: 0
    case .managed: 1
    case .ephemeral: 2
    case .list: 3
    }
  }

  /// What stands before the type in addresses, with its full stop.
  package var prefix: String { self == .managed ? "" : rawValue + "." }
}

/// A resource's name inside its module: `aws_vpc.main`, `data.aws_ami.web`.
package struct ResourceName: Hashable, Sendable, Comparable, CustomStringConvertible {
  package var mode: ResourceMode
  package var type: String
  package var name: String

  package init(mode: ResourceMode, type: String, name: String) {
    self.mode = mode
    self.type = type
    self.name = name
  }

  package var description: String { mode.prefix + type + "." + name }

  package static func < (a: ResourceName, b: ResourceName) -> Bool {
    (a.mode, a.type, a.name) < (b.mode, b.type, b.name)
  }
}

/// A resource of the configuration, whatever the instances of the modules around it.
package struct ConfigResourceAddress: Hashable, Sendable, Comparable, CustomStringConvertible {
  package var module: ModulePath
  package var resource: ResourceName

  package init(module: ModulePath, resource: ResourceName) {
    self.module = module
    self.resource = resource
  }

  package var description: String { module.isRoot ? resource.description : "\(module).\(resource)" }

  package static func < (a: ConfigResourceAddress, b: ConfigResourceAddress) -> Bool {
    a.module == b.module ? a.resource < b.resource : a.module < b.module
  }
}

/// A resource in one instance of its module, with all of its own instances.
package struct ResourceAddress: Hashable, Sendable, Comparable, CustomStringConvertible {
  package var module: ModuleAddress
  package var resource: ResourceName

  package init(module: ModuleAddress, resource: ResourceName) {
    self.module = module
    self.resource = resource
  }

  package var config: ConfigResourceAddress { ConfigResourceAddress(module: module.path, resource: resource) }

  package func instance(_ key: InstanceKey?) -> ResourceInstanceAddress {
    ResourceInstanceAddress(module: module, resource: resource, key: key)
  }

  package var description: String { module.isRoot ? resource.description : "\(module).\(resource)" }

  package static func < (a: ResourceAddress, b: ResourceAddress) -> Bool {
    a.module == b.module ? a.resource < b.resource : a.module < b.module
  }
}

/// One instance of a resource: `module.a["x"].aws_vpc.main[0]`.
package struct ResourceInstanceAddress: Hashable, Sendable, Comparable, CustomStringConvertible {
  package var module: ModuleAddress
  package var resource: ResourceName
  package var key: InstanceKey?

  package init(module: ModuleAddress, resource: ResourceName, key: InstanceKey?) {
    self.module = module
    self.resource = resource
    self.key = key
  }

  package var containing: ResourceAddress { ResourceAddress(module: module, resource: resource) }
  package var config: ConfigResourceAddress { containing.config }

  package var description: String { "\(containing)\(key?.description ?? "")" }

  package static func < (a: ResourceInstanceAddress, b: ResourceInstanceAddress) -> Bool {
    if a.containing != b.containing { return a.containing < b.containing }
    return InstanceKey.order(a.key, b.key)
  }
}
