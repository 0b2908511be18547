import Configuring
import Model

/// What a `moved` block says, for all instances of the module that it is in.
struct MoveStatement: Sendable {
  /// Both ends of a move are of the same kind. Without any key a whole resource or call is meant, with all of its
  /// instances; one key at either end makes both ends single instances.
  enum End: Hashable, Sendable {
    case call(parent: ModuleAddress, name: String)
    case module(ModuleAddress)
    case resource(ResourceAddress)
    case instance(ResourceInstanceAddress)
  }

  /// Where the block is; the ends are relative to it.
  var module: ModulePath
  var from: End
  var to: End
  var range: SourceRange

  init(_ block: MovedBlock, in module: ModulePath) {
    self.module = module
    range = block.range
    switch (block.from, block.to) {
    case (.module(let from), .module(let to)) where from.steps.last?.key == nil && to.steps.last?.key == nil:
      self.from = .call(parent: from.parent ?? .root, name: from.steps.last?.name ?? "")
      self.to = .call(parent: to.parent ?? .root, name: to.steps.last?.name ?? "")
    case (.resource(let from), .resource(let to)):
      self.from = .resource(from)
      self.to = .resource(to)
    default:
      from = End(single: block.from)
      to = End(single: block.to)
    }
  }

  /// All of a configuration, in order.
  static func all(in configuration: Configuration) -> [MoveStatement] {
    configuration.modules.keys.sorted().flatMap { path in
      (configuration.modules[path]?.moved ?? []).map { MoveStatement($0, in: path) }
    }
  }
}

extension MoveStatement.End {
  fileprivate init(single address: TargetAddress) {
    switch address {
    case .module(let module): self = .module(module)
    case .resource(let resource): self = .instance(resource.instance(nil))
    case .instance(let instance): self = .instance(instance)
    }
  }

  var isModule: Bool {
    switch self {
    case .call, .module: true
    case .resource, .instance: false
    }
  }

  /// The resource that is meant, or whose instance is.
  var resource: ResourceName? {
    switch self {
    case .call, .module: nil
    case .resource(let address): address.resource
    case .instance(let address): address.resource
    }
  }

  /// The end seen from the root, for one instance of the module that the statement is in.
  func inside(_ module: ModuleAddress) -> MoveStatement.End {
    func joined(_ address: ModuleAddress) -> ModuleAddress { ModuleAddress(module.steps + address.steps) }
    return switch self {
    case .call(let parent, let name): .call(parent: joined(parent), name: name)
    case .module(let address): .module(joined(address))
    case .resource(let address):
      .resource(ResourceAddress(module: joined(address.module), resource: address.resource))
    case .instance(let address):
      .instance(
        ResourceInstanceAddress(module: joined(address.module), resource: address.resource, key: address.key))
    }
  }
}

extension MoveStatement.End: CustomStringConvertible {
  var description: String {
    switch self {
    case .call(let parent, let name): "\(parent.child(name))"
    case .module(let address): "\(address)"
    case .resource(let address): "\(address)"
    case .instance(let address): "\(address)"
    }
  }
}
