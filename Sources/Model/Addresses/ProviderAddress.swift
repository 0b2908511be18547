/// A provider's full name: `registry.terraform.io/hashicorp/aws`.
package struct ProviderAddress: Hashable, Sendable, Comparable, CustomStringConvertible {
  package static let defaultHost = "registry.terraform.io"

  package var host: String
  package var namespace: String
  package var type: String

  package init(host: String = ProviderAddress.defaultHost, namespace: String, type: String) {
    self.host = host
    self.namespace = namespace
    self.type = type
  }

  /// The provider of `terraform_data`, part of the engine itself.
  package static let builtin = ProviderAddress(host: "terraform.io", namespace: "builtin", type: "terraform")

  /// What a provider's local name means where nothing else was declared.
  package static func implied(by localName: String) -> ProviderAddress {
    localName == "terraform" ? .builtin : ProviderAddress(namespace: "hashicorp", type: localName)
  }

  package var description: String { "\(host)/\(namespace)/\(type)" }

  /// Without the default host, as people write it: `hashicorp/aws`.
  package var displayName: String { host == Self.defaultHost ? "\(namespace)/\(type)" : description }

  package static func < (a: ProviderAddress, b: ProviderAddress) -> Bool {
    (a.host, a.namespace, a.type) < (b.host, b.namespace, b.type)
  }
}

/// One configuration of a provider: a `provider` block of a module, one of its instances, or the implied empty one of the root.
package struct ProviderConfigAddress: Hashable, Sendable, Comparable, CustomStringConvertible {
  package var module: ModulePath
  package var provider: ProviderAddress
  package var alias: String?
  /// Of the instance, where the block has `for_each`.
  package var key: InstanceKey?

  package init(
    module: ModulePath = .root, provider: ProviderAddress, alias: String? = nil, key: InstanceKey? = nil
  ) {
    self.module = module
    self.provider = provider
    self.alias = alias
    self.key = key
  }

  /// The block, whatever its instances.
  package var withoutKey: ProviderConfigAddress { instance(nil) }

  package func instance(_ key: InstanceKey?) -> ProviderConfigAddress {
    ProviderConfigAddress(module: module, provider: provider, alias: alias, key: key)
  }

  /// As in a state file: `module.a.provider["registry.terraform.io/hashicorp/aws"].west`.
  package var description: String {
    let prefix = module.isRoot ? "" : "\(module)."
    return "\(prefix)provider[\"\(provider)\"]" + (alias.map { ".\($0)" } ?? "") + (key?.description ?? "")
  }

  package static func < (a: ProviderConfigAddress, b: ProviderConfigAddress) -> Bool {
    if a.withoutKey == b.withoutKey { return InstanceKey.order(a.key, b.key) }
    return (a.module, a.provider, a.alias ?? "") < (b.module, b.provider, b.alias ?? "")
  }
}
