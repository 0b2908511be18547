extension ModuleAddress {
  /// Reads `module.a["x"].module.b`; an empty text is the root.
  package init(parsing text: String) throws(AddressError) {
    if text.isEmpty {
      self = .root
      return
    }
    let parts = try AddressScanner.parts(of: text)
    var rest = parts[...]
    guard rest.first == .name("module") else {
      throw AddressError("A module instance address must begin with \"module.\".")
    }
    self = try ModuleAddress(taking: &rest)
    guard rest.isEmpty else {
      throw AddressError("The module instance address is followed by additional invalid content.")
    }
  }

  /// Takes the modules that stand at the beginning.
  fileprivate init(taking parts: inout ArraySlice<AddressPart>) throws(AddressError) {
    self = .root
    while parts.first == .name("module") {
      parts.removeFirst()
      guard case .name(let name)? = parts.popFirst() else {
        throw AddressError("Prefix \"module.\" must be followed by a module name.")
      }
      var key: InstanceKey?
      if case .key(let found)? = parts.first {
        key = found
        parts.removeFirst()
      }
      steps.append(Step(name: name, key: key))
    }
  }
}

extension ResourceInstanceAddress {
  /// Reads `module.a["x"].aws_vpc.main[0]` or `data.aws_ami.web`.
  package init(parsing text: String) throws(AddressError) {
    var rest = try AddressScanner.parts(of: text)[...]
    self = try ResourceInstanceAddress(taking: &rest)
  }

  /// Takes everything: what is left over is an error.
  fileprivate init(taking rest: inout ArraySlice<AddressPart>) throws(AddressError) {
    module = try ModuleAddress(taking: &rest)
    var mode = ResourceMode.managed
    switch rest.first {
    case .name("data"):
      mode = .data
      rest.removeFirst()
    case .name("ephemeral"):
      mode = .ephemeral
      rest.removeFirst()
    case .name("resource"): rest.removeFirst()
    default: break
    }
    guard case .name(let type)? = rest.popFirst(), case .name(let name)? = rest.popFirst() else {
      throw AddressError("Resource specification must include a resource type and name.")
    }
    resource = ResourceName(mode: mode, type: type, name: name)
    switch rest.popFirst() {
    case nil: key = nil
    case .key(let found): key = found
    case .name: throw AddressError("Resource instance key must be given in square brackets.")
    }
    guard rest.isEmpty else {
      throw AddressError("Unexpected extra operators after address.")
    }
  }
}

extension ConfigResourceAddress {
  /// Reads `module.a.aws_vpc.main`, as states name what an object depends on. Keys are ignored: old states have them.
  package init(parsing text: String) throws(AddressError) {
    self = try ResourceInstanceAddress(parsing: text).config
  }
}

extension ProviderConfigAddress {
  /// Reads `module.a.provider["registry.terraform.io/hashicorp/aws"].west`, and the forms without brackets of old
  /// states (`provider.aws.west`), whose providers have the namespace `-` until a configuration says more.
  package init(parsing text: String) throws(AddressError) {
    var rest = try AddressScanner.parts(of: text)[...]
    module = try ModuleAddress(taking: &rest).path
    guard rest.popFirst() == .name("provider") else {
      throw AddressError("The provider address must begin with \"provider.\", followed by a provider type name.")
    }
    switch rest.popFirst() {
    case .key(.name(let source)): provider = try ProviderAddress(parsing: source)
    case .name(let type): provider = ProviderAddress(namespace: "-", type: type)
    default: throw AddressError("The prefix \"provider\" must be followed by a provider's address in square brackets.")
    }
    switch rest.popFirst() {
    case nil: alias = nil
    case .name(let name): alias = name
    case .key(.name(let name)) where name.isIdentifier: alias = name
    case .key: throw AddressError("Provider type name must be followed by a configuration alias name.")
    }
    if case .key(let found)? = rest.first {
      key = found
      rest.removeFirst()
    }
    guard rest.isEmpty else {
      throw AddressError("Extraneous extra operators after provider configuration address.")
    }
  }
}

extension ProviderAddress {
  /// Reads `host/namespace/type`, or `namespace/type` on the default host.
  package init(parsing text: String) throws(AddressError) {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
    guard (2...3).contains(parts.count), parts.allSatisfy({ !$0.isEmpty }) else {
      throw AddressError("\(quoted(text)) is not a provider's address: it must look like \"hashicorp/aws\".")
    }
    self.init(
      host: parts.count == 3 ? parts[0] : ProviderAddress.defaultHost, namespace: parts[parts.count - 2],
      type: parts[parts.count - 1])
  }
}

/// What `-target` names: all of a module instance, all instances of a resource, or one instance.
package enum TargetAddress: Hashable, Sendable, CustomStringConvertible {
  case module(ModuleAddress)
  case resource(ResourceAddress)
  case instance(ResourceInstanceAddress)

  package init(parsing text: String) throws(AddressError) {
    var rest = try AddressScanner.parts(of: text)[...]
    if rest.first == .name("module") {
      let module = try ModuleAddress(taking: &rest)
      if rest.isEmpty {
        self = .module(module)
        return
      }
      rest = try AddressScanner.parts(of: text)[...]
    }
    let address = try ResourceInstanceAddress(taking: &rest)
    self = address.key == nil ? .resource(address.containing) : .instance(address)
  }

  package var description: String {
    switch self {
    case .module(let address): address.description
    case .resource(let address): address.description
    case .instance(let address): address.description
    }
  }

  /// Whether an instance is meant: itself, or by its resource, or by a module around it. A module path without any key
  /// stands for all instances of the module; in front of a resource it is the one instance without keys.
  package func covers(_ address: ResourceInstanceAddress) -> Bool {
    switch self {
    case .module(let module):
      module.steps.allSatisfy { $0.key == nil }
        ? address.module.path.names.starts(with: module.path.names) : module.contains(address.module)
    case .resource(let resource): resource == address.containing
    case .instance(let instance): instance == address
    }
  }
}
