package import Model

/// A thing of the configuration that is evaluated as one, in all instances of its module.
package enum ConfigNode: Hashable, Sendable {
  case variable(ModulePath, String)
  case local(ModulePath, String)
  case output(ModulePath, String)
  /// The decision how many instances a module has; everything inside the module waits for it.
  case call(ModulePath)
  /// Everything inside a module is done: what `depends_on = [module.x]` waits for.
  case callEnd(ModulePath)
  case provider(ProviderConfigAddress)
  case resource(ConfigResourceAddress)
}

extension ConfigNode: CustomStringConvertible {
  /// The address as a user would write it.
  package var description: String {
    func inside(_ path: ModulePath, _ name: String) -> String { path.isRoot ? name : "\(path).\(name)" }
    return switch self {
    case .variable(let path, let name): inside(path, "var.\(name)")
    case .local(let path, let name): inside(path, "local.\(name)")
    case .output(let path, let name): inside(path, "output.\(name)")
    case .call(let path): "\(path)"
    case .callEnd(let path): "\(path) (close)"
    case .provider(let address): "\(address)"
    case .resource(let address): "\(address)"
    }
  }
}
