package import Model

/// A `moved` block: what was at one address is at another now. Addresses are relative to the module that the block is in.
package struct MovedBlock: Sendable {
  package var from: TargetAddress
  package var to: TargetAddress
  package var range: SourceRange

  package init(from: TargetAddress, to: TargetAddress, range: SourceRange) {
    self.from = from
    self.to = to
    self.range = range
  }
}

/// A `removed` block: what is not in the configuration any more, and whether its objects are to be destroyed.
package struct RemovedBlock: Sendable {
  /// Relative to the module that the block is in.
  package enum Subject: Sendable, Hashable {
    case module(ModulePath)
    case resource(ConfigResourceAddress)
  }

  package var from: Subject
  package var destroys: Bool
  /// What is done before an object is destroyed.
  package var provisioners: [Provisioner]
  package var range: SourceRange

  package init(from: Subject, destroys: Bool, provisioners: [Provisioner] = [], range: SourceRange) {
    self.from = from
    self.destroys = destroys
    self.provisioners = provisioners
    self.range = range
  }

  /// Whether a resource is meant, the block being in a module.
  package func covers(_ address: ConfigResourceAddress, in module: ModulePath) -> Bool {
    switch from {
    case .module(let path): address.module.names.starts(with: module.names + path.names)
    case .resource(let resource):
      address.resource == resource.resource && address.module.names == module.names + resource.module.names
    }
  }
}
