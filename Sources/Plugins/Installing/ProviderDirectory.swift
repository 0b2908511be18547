import Foundation
package import Model

/// What a provider binary is built for, as registries name it: `linux_amd64`.
package enum Platform {
  #if arch(arm64)
    package static let current = "linux_arm64"
  #else
    package static let current = "linux_amd64"
  #endif
}

/// A directory of provider packages: a mirror, the plugin cache or `.terraform/providers`. Packages are unpacked under
/// `host/namespace/type/version/os_arch`, or packed as
/// `host/namespace/type/terraform-provider-type_version_os_arch.zip`.
package struct ProviderDirectory: Sendable, Hashable {
  package var path: String

  package enum Package: Sendable, Hashable {
    case unpacked(path: String)
    case packed(path: String)
  }

  package init(_ path: String) { self.path = path }

  /// Every provider that has any package here, sorted.
  package func providers() -> [ProviderAddress] {
    names(in: path).filter { $0.contains(".") }.flatMap { host in
      names(in: "\(path)/\(host)").flatMap { namespace in
        names(in: "\(path)/\(host)/\(namespace)").compactMap { type in
          let provider = ProviderAddress(host: host, namespace: namespace, type: type)
          return packages(of: provider, platform: nil).isEmpty ? nil : provider
        }
      }
    }
  }

  /// The packages for one platform, or those for any with nil.
  package func packages(of provider: ProviderAddress, platform: String?) -> [Version: Package] {
    let directory = directory(of: provider)
    var found: [Version: Package] = [:]
    for name in names(in: directory) {
      if let version = try? Version(name) {
        let platforms = platform.map { [$0] } ?? names(in: "\(directory)/\(name)")
        for platform in platforms where isDirectory("\(directory)/\(name)/\(platform)") {
          found[version] = .unpacked(path: "\(directory)/\(name)/\(platform)")
        }
      }
    }
    for archive in archives(of: provider) where found[archive.version] == nil {
      if let platform, archive.platform != platform { continue }
      found[archive.version] = .packed(path: archive.path)
    }
    return found
  }

  /// The packed packages for all platforms, sorted by their names.
  func archives(of provider: ProviderAddress) -> [(version: Version, platform: String, path: String)] {
    let directory = directory(of: provider)
    let prefix = "terraform-provider-\(provider.type)_"
    return names(in: directory).compactMap { name in
      guard name.hasPrefix(prefix), name.hasSuffix(".zip") else { return nil }
      let parts = name.dropFirst(prefix.count).dropLast(".zip".count).split(separator: "_")
      guard parts.count == 3, let version = try? Version(String(parts[0])) else { return nil }
      return (version, "\(parts[1])_\(parts[2])", "\(directory)/\(name)")
    }
  }

  /// Where a package belongs as an archive.
  func packedPath(_ provider: ProviderAddress, _ version: Version, platform: String) -> String {
    "\(directory(of: provider))/terraform-provider-\(provider.type)_\(version)_\(platform).zip"
  }

  /// Where a package belongs once it is unpacked.
  package func unpackedPath(_ provider: ProviderAddress, _ version: Version, platform: String) -> String {
    "\(directory(of: provider))/\(version)/\(platform)"
  }

  func directory(of provider: ProviderAddress) -> String {
    "\(path)/\(provider.host)/\(provider.namespace)/\(provider.type)"
  }

  private func names(in directory: String) -> [String] {
    ((try? FileManager.default.contentsOfDirectory(atPath: directory)) ?? []).sorted()
  }

  private func isDirectory(_ path: String) -> Bool {
    var isDirectory: ObjCBool = false
    return FileManager.default.fileExists(atPath: path, isDirectory: &isDirectory) && isDirectory.boolValue
  }
}

/// The provider's program in an unpacked package, or nil: `terraform-provider-aws`, perhaps with `_v5.100.0_x5`.
package func providerExecutable(of provider: ProviderAddress, in directory: String) -> String? {
  let prefix = "terraform-provider-\(provider.type)"
  let names = (try? FileManager.default.contentsOfDirectory(atPath: directory)) ?? []
  for name in names.sorted() where name.hasPrefix(prefix) {
    let rest = name.dropFirst(prefix.count)
    let path = "\(directory)/\(name)"
    var isDirectory: ObjCBool = false
    if rest.isEmpty || rest.hasPrefix("_") || rest.hasPrefix("."),
      FileManager.default.fileExists(atPath: path, isDirectory: &isDirectory), !isDirectory.boolValue
    {
      return path
    }
  }
  return nil
}
