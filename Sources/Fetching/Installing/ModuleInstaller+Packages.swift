import Configuring
import Foundation
import Model

/// Getting one module: from a registry, or from where its source says.
extension ModuleInstaller {
  mutating func install(
    _ module: RegistryModule, folder: String, _ wanted: CallOrigin, _ call: ModuleCall, key: String
  ) async throws(DiagnosticsError) -> (Version?, String) {
    let version = try await version(of: module, wanted, call)
    let location: String
    do {
      location = try await registry.location(of: module, version)
    } catch {
      throw problem(
        "Error accessing remote module registry",
        "Failed to retrieve a download URL for \(module) \(version) from \(module.host): \(error.words).", call)
    }
    onEvent(.downloading(package: module.description, version: version, key: key))
    guard case .remote(let package, let inner)? = try? ModuleOrigin(location, isVersioned: false) else {
      throw problem(
        "Invalid package location from module registry",
        "Module registry \(module.host) returned invalid source location "
          + "\(quoted(URLText.withoutSecrets(location))) for \(module) \(version): it must be the address of a remote "
          + "package.", call)
    }
    return (version, try await install(package, folders: [inner, folder], call, key: key))
  }

  private func version(
    of module: RegistryModule, _ wanted: CallOrigin, _ call: ModuleCall
  ) async throws(DiagnosticsError) -> Version {
    let versions: [Version]
    do {
      versions = try await registry.versions(of: module)
    } catch .notFound {
      throw problem(
        "Module not found",
        "Module \(quoted(call.name)) (from \(call.place)) cannot be found in the module registry at \(module.host).",
        call)
    } catch {
      throw problem(
        "Error accessing remote module registry",
        "Failed to retrieve available versions for module \(quoted(call.name)) (\(call.place)) from \(module.host): "
          + "\(error.words).", call)
    }
    if let version = wanted.constraints.newest(among: versions) { return version }
    guard let newest = VersionConstraints().newest(among: versions) ?? versions.max() else {
      throw problem(
        "Module has no versions",
        "Module \(quoted(call.name)) (from \(call.place)) has no versions available on \(module.host).", call)
    }
    throw problem(
      "Unresolvable module version constraint",
      "There is no available version of module \(quoted(module.description)) (\(call.place)) which matches the given "
        + "version constraint. The newest available version is \(newest).", call)
  }

  /// Puts the package into the module's directory: the folder inside that is the module itself.
  mutating func install(
    _ package: RemotePackage, folders: [String], _ call: ModuleCall, key: String
  ) async throws(DiagnosticsError) -> String {
    let place = "\(directory)/\(key)"
    try prepare(place, call)
    do throws(FetchError) {
      if let earlier = fetched[package] {
        do { try FileManager.default.copyItem(atPath: earlier, toPath: place) } catch {
          throw FetchError("cannot copy \(earlier) to \(place)")
        }
      } else {
        try await fetcher.fetch(package, into: place)
        fetched[package] = place
      }
    } catch {
      try? FileManager.default.removeItem(atPath: place)
      throw problem(
        "Failed to download module",
        "Could not download module \(quoted(call.name)) (\(call.place)) source code from \(quoted(package.shown)): "
          + "\(error.message)", call)
    }
    let folder = folders.filter { !$0.isEmpty }.joined(separator: "/")
    if folder.isEmpty { return place }
    do {
      return "\(place)/\(try onlyMatch(of: folder, in: place))"
    } catch {
      throw problem(
        "Unreadable module subdirectory",
        "The directory \(place)/\(folder) does not exist. The target submodule \(folder) does not exist within the target "
          + "module: \(error.message).", call)
    }
  }

  private func prepare(_ place: String, _ call: ModuleCall) throws(DiagnosticsError) {
    do {
      try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true)
      // The link itself where it is one, even to nothing.
      if (try? FileManager.default.attributesOfItem(atPath: place)) != nil {
        try FileManager.default.removeItem(atPath: place)
      }
    } catch {
      throw problem(
        "Failed to create module directory",
        "The directory \(place) for module \(quoted(call.name)) cannot be made. Check the permissions of the directory and "
          + "the space left.", call)
    }
  }
}

extension ModuleRegistry.Failure {
  var words: String {
    switch self {
    case .notFound: "the registry does not know it"
    case .failed(let message): message
    }
  }
}
