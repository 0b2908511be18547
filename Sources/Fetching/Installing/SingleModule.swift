package import Configuring
import Model

extension PackageFetcher {
  /// Puts the package of one module into a directory, and tells in which folder the module itself is.
  package func fetch(
    _ origin: ModuleOrigin, registry: ModuleRegistry, into directory: String
  ) async throws(FetchError) -> String {
    switch origin {
    case .local(let path): return path
    case .remote(let package, let folder):
      try await fetch(package, into: directory)
      return folder.isEmpty ? directory : "\(directory)/\(try onlyMatch(of: folder, in: directory))"
    case .registry(let module, let folder):
      let location: String
      do throws(ModuleRegistry.Failure) {
        guard let version = VersionConstraints().newest(among: try await registry.versions(of: module)) else {
          throw .failed("\(module) has no versions")
        }
        location = try await registry.location(of: module, version)
      } catch {
        throw FetchError(error.words)
      }
      guard case .remote(let package, let inner)? = try? ModuleOrigin(location, isVersioned: false) else {
        throw FetchError("the registry \(module.host) gave no address of a package")
      }
      let whole = [inner, folder].filter { !$0.isEmpty }.joined(separator: "/")
      return try await fetch(.remote(package, folder: whole), registry: registry, into: directory)
    }
  }
}
