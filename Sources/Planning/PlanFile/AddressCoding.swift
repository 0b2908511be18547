import Model

extension BinaryWriter {
  mutating func key(_ key: InstanceKey?) {
    switch key {
    case nil: byte(0)
    case .index(let index):
      byte(1)
      integer(index)
    case .name(let name):
      byte(2)
      string(name)
    }
  }

  mutating func module(_ module: ModuleAddress) {
    array(module.steps) { step, writer in
      writer.string(step.name)
      writer.key(step.key)
    }
  }

  mutating func path(_ path: ModulePath) { array(path.names) { $1.string($0) } }

  mutating func resource(_ name: ResourceName) {
    string(name.mode.rawValue)
    string(name.type)
    string(name.name)
  }

  mutating func address(_ address: ConfigResourceAddress) {
    path(address.module)
    resource(address.resource)
  }

  mutating func address(_ address: ResourceInstanceAddress) {
    module(address.module)
    resource(address.resource)
    key(address.key)
  }

  mutating func provider(_ provider: ProviderAddress) {
    string(provider.host)
    string(provider.namespace)
    string(provider.type)
  }

  mutating func provider(_ provider: ProviderConfigAddress) {
    path(provider.module)
    self.provider(provider.provider)
    optional(provider.alias) { $1.string($0) }
    key(provider.key)
  }
}

extension BinaryReader {
  mutating func key() throws(BinaryReadingError) -> InstanceKey? {
    switch try byte() {
    case 0: return nil
    case 1: return .index(try integer())
    case 2: return .name(try string())
    default: throw error("an unknown kind of key")
    }
  }

  mutating func module() throws(BinaryReadingError) -> ModuleAddress {
    ModuleAddress(
      try array { (reader) throws(BinaryReadingError) in
        let name = try reader.string()
        return ModuleAddress.Step(name: name, key: try reader.key())
      })
  }

  mutating func modulePath() throws(BinaryReadingError) -> ModulePath { ModulePath(try strings()) }

  mutating func strings() throws(BinaryReadingError) -> [String] {
    try array { (reader) throws(BinaryReadingError) in try reader.string() }
  }

  mutating func resource() throws(BinaryReadingError) -> ResourceName {
    let mode = try choice(ResourceMode.self)
    let type = try string()
    return ResourceName(mode: mode, type: type, name: try string())
  }

  mutating func configResource() throws(BinaryReadingError) -> ConfigResourceAddress {
    let module = try modulePath()
    return ConfigResourceAddress(module: module, resource: try resource())
  }

  mutating func instance() throws(BinaryReadingError) -> ResourceInstanceAddress {
    let module = try module()
    let resource = try resource()
    return ResourceInstanceAddress(module: module, resource: resource, key: try key())
  }

  mutating func provider() throws(BinaryReadingError) -> ProviderAddress {
    let host = try string()
    let namespace = try string()
    return ProviderAddress(host: host, namespace: namespace, type: try string())
  }

  mutating func providerConfig() throws(BinaryReadingError) -> ProviderConfigAddress {
    let module = try modulePath()
    let provider = try provider()
    let alias = try optional { (reader) throws(BinaryReadingError) in try reader.string() }
    return ProviderConfigAddress(module: module, provider: provider, alias: alias, key: try key())
  }
}
