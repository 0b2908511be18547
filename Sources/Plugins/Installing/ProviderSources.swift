package import Connecting
package import Model

/// Everywhere that providers may come from, by the installation methods in their order.
package struct ProviderSources: Sendable {
  package var methods: [InstallationMethod]
  private let platform: String
  private let registries: RegistryClient

  package init(methods: [InstallationMethod], settings: CommandLineSettings, client: HTTPClient, platform: String) {
    self.methods = methods
    self.platform = platform
    self.registries = RegistryClient(settings: settings, client: client, platform: platform)
  }

  package struct Offer: Sendable {
    package var versions: Set<Version> = []
    /// What registries have to say about the provider.
    package var warnings: [String] = []
  }

  /// All versions that any method has: registries and network mirrors name those for other platforms too.
  package func versions(of provider: ProviderAddress) async throws(PackageError) -> Offer {
    var offer = Offer()
    var isKnown = false
    for method in methods where method.covers(provider) {
      switch method.location {
      case .directory(let path):
        let found = ProviderDirectory(path).packages(of: provider, platform: platform).keys
        offer.versions.formUnion(found)
        isKnown = isKnown || !found.isEmpty
      case .networkMirror(let url):
        guard let found = try await registries.mirrorVersions(of: provider, mirror: url) else { continue }
        isKnown = true
        offer.versions.formUnion(found)
      case .direct:
        guard let found = try await registries.versions(of: provider) else { continue }
        isKnown = true
        offer.versions.formUnion(found.versions)
        offer.warnings += found.warnings
      }
    }
    if !isKnown { throw PackageError(notFound(provider)) }
    return offer
  }

  /// The first method that has the version.
  package func package(_ provider: ProviderAddress, _ version: Version) async throws(PackageError) -> ProviderPackage {
    for method in methods where method.covers(provider) {
      switch method.location {
      case .directory(let path):
        switch ProviderDirectory(path).packages(of: provider, platform: platform)[version] {
        case .unpacked(let path): return ProviderPackage(location: .unpacked(path: path), proof: .none)
        case .packed(let path): return ProviderPackage(location: .packed(path: path), proof: .none)
        case nil: continue
        }
      case .networkMirror(let url):
        if let found = try await registries.mirrorPackage(provider, version, mirror: url) { return found }
      case .direct:
        if let found = try await registries.package(provider, version) { return found }
      }
    }
    if platform != Platform.current {
      throw PackageError("provider \(provider) \(version) is not available for \(platform)")
    }
    throw PackageError(
      "provider \(provider) v\(version) does not have a package available for your current platform, \(platform). Other"
        + " versions of this provider may have different platforms supported")
  }

  /// Fetches the archive of a remote package.
  func download(_ url: String, to path: String) async throws(PackageError) {
    try await registries.download(url, to: path)
  }

  private func notFound(_ provider: ProviderAddress) -> String {
    let places = methods.filter { $0.covers(provider) }
    switch places.count {
    case 0: return "provider \(provider) is excluded by every provider_installation method of the CLI configuration"
    case 1 where places[0].location == .direct:
      return "provider registry \(provider.host) does not have a provider named \(provider)"
    default:
      let list = places.map { "  - \($0.location.place(of: provider))" }
      return "provider \(provider) was not found in any of the search locations\n\n" + list.joined(separator: "\n")
    }
  }
}

extension InstallationMethod.Location {
  fileprivate func place(of provider: ProviderAddress) -> String {
    switch self {
    case .direct: "provider registry \(provider.host)"
    case .directory(let path): path
    case .networkMirror(let url): "provider mirror at \(url)"
    }
  }
}
