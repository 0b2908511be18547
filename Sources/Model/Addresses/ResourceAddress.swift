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
///
/// Names stand in every address, set and list of dependencies, so that one is only a reference: it is copied without copying
/// its texts, and looked up without hashing them again.
package struct ResourceName: Hashable, Sendable, Comparable, CustomStringConvertible {
  private final class Parts: Sendable {
    let mode: ResourceMode
    let type: String
    let name: String
    let hash: Int

    init(mode: ResourceMode, type: String, name: String) {
      self.mode = mode
      self.type = type
      self.name = name
      var hasher = Hasher()
      hasher.combine(mode)
      hasher.combine(type)
      hasher.combine(name)
      hash = hasher.finalize()
    }
  }

  private let parts: Parts

  package init(mode: ResourceMode, type: String, name: String) {
    parts = Parts(mode: mode, type: type, name: name)
  }

  package var mode: ResourceMode { parts.mode }
  package var type: String { parts.type }
  package var name: String { parts.name }

  package var description: String { mode.prefix + type + "." + name }

  package func hash(into hasher: inout Hasher) { hasher.combine(parts.hash) }

  package static func == (a: ResourceName, b: ResourceName) -> Bool {
    if a.parts === b.parts { return true }
    return a.parts.hash == b.parts.hash && a.name == b.name && a.type == b.type && a.mode == b.mode
  }

  package static func < (a: ResourceName, b: ResourceName) -> Bool {
    if a.mode != b.mode { return a.mode < b.mode }
    return a.type == b.type ? a.name < b.name : a.type < b.type
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
    if a.module != b.module { return a.module < b.module }
    if a.resource != b.resource { return a.resource < b.resource }
    return InstanceKey.order(a.key, b.key)
  }
}
