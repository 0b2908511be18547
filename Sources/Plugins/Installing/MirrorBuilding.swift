import Foundation
package import Model

/// A filesystem mirror that is being filled with packages as registries give them, and indexed so that a web server can
/// offer it as a network mirror.
package struct MirrorBuilding: Sendable {
  private let directory: ProviderDirectory

  package init(_ directory: ProviderDirectory) { self.directory = directory }

  /// Fetches one package and puts it in its place when its signature is proved; nil where the source has nothing to prove
  /// it by.
  package func add(
    _ provider: ProviderAddress, _ version: Version, platform: String, from sources: ProviderSources
  ) async throws(PackageError) -> Authentication? {
    let package = try await sources.package(provider, version)
    guard case .remote(let url) = package.location else { throw PackageError("the package is no archive") }
    let place = directory.packedPath(provider, version, platform: platform)
    let folder = String(place[..<(place.lastIndex(of: "/") ?? place.endIndex)])
    do { try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true) } catch {
      throw PackageError("cannot create the directory \(folder)")
    }
    let arriving = "\(place).new"
    defer { try? FileManager.default.removeItem(atPath: arriving) }
    try await sources.download(url, to: arriving)
    var authentication: Authentication?
    if case .signed(let checksums) = package.proof {
      let zh = try PackageHash.zh(archive: arriving)
      authentication = try checksums.authenticate(archiveDigest: String(zh.dropFirst("zh:".count)))
    }
    guard rename(arriving, place) == 0 else {
      throw PackageError("cannot write \(place): \(String(cString: strerror(errno)))")
    }
    return authentication
  }

  /// Writes the files that make a network mirror of the directory, for every provider that is in it: `index.json` with the
  /// versions, and for each version the archives with their digests.
  package func writeIndexes() throws(PackageError) {
    guard FileManager.default.fileExists(atPath: directory.path) else {
      throw PackageError("there is no directory \(directory.path)")
    }
    for provider in directory.providers() {
      var versions: [Version: [JSON.Member]] = [:]
      for archive in directory.archives(of: provider) {
        let hash = try PackageHash.h1(archive: archive.path)
        let entry = JSON.record([
          ("hashes", .array([.string(hash)])),
          ("url", .string(String(archive.path.split(separator: "/").last ?? ""))),
        ])
        versions[archive.version, default: []].append(JSON.Member(archive.platform, entry))
      }
      let folder = directory.directory(of: provider)
      let names = versions.keys.map(\.description).sorted()
      try write(
        .record([("versions", .object(names.map { JSON.Member($0, .object([])) }))]), to: "\(folder)/index.json")
      for (version, archives) in versions {
        try write(.record([("archives", .object(archives))]), to: "\(folder)/\(version).json")
      }
    }
  }

  private func write(_ json: JSON, to path: String) throws(PackageError) {
    do {
      try Data(json.written(.indented)).write(to: URL(fileURLWithPath: path), options: .atomic)
    } catch { throw PackageError("cannot write \(path)") }
  }
}
