package import Configuring
package import Connecting
import Dispatch
import Foundation
import Model

/// Fetches packages of modules, each in the way that its address says.
package struct PackageFetcher: Sendable {
  /// From one address to the next, more than this is a circle.
  private static let maximumRedirects = 10

  let client: HTTPClient
  let environment: [String: String]
  /// Relative paths on the disk are seen from here.
  private let workingDirectory: String

  package init(client: HTTPClient, environment: [String: String], workingDirectory: String) {
    self.client = client
    self.environment = environment
    self.workingDirectory = workingDirectory
  }

  /// Puts a package into a directory that does not exist yet.
  package func fetch(_ package: RemotePackage, into directory: String) async throws(FetchError) {
    try await fetch(package, folder: "", into: directory, mayBeOnDisk: true, redirects: 0)
  }

  private func fetch(
    _ package: RemotePackage, folder: String, into directory: String, mayBeOnDisk: Bool, redirects: Int
  ) async throws(FetchError) {
    if !folder.isEmpty {
      return try await fetchPart(
        package, folder: folder, into: directory, mayBeOnDisk: mayBeOnDisk, redirects: redirects)
    }
    let (getter, url) = package.forced
    let scheme = getter ?? String(url.prefix { $0 != ":" }).lowercased()
    switch scheme {
    case "git":
      try await GitPackage(url).fetch(into: directory, environment: environment)
    case "http", "https":
      try await fetchFromWeb(PackageAddress(url), into: directory, redirects: redirects)
    case "s3", "gcs":
      try await fetchObjects(of: scheme, PackageAddress(url), into: directory)
    case "hg":
      try await MercurialPackage(url).fetch(into: directory, environment: environment)
    case "file":
      guard mayBeOnDisk else { throw FetchError("a server may not send anybody to files on the disk: \(url)") }
      try await fetchFromDisk(PackageAddress(url), into: directory)
    case "ssh":
      throw FetchError(
        "download not supported for scheme 'ssh'. For a git repository, write git:: before the address: git::\(url)")
    default: throw FetchError("download not supported for scheme '\(scheme)'")
    }
  }

  /// Fetches all of it and keeps one folder.
  private func fetchPart(
    _ package: RemotePackage, folder: String, into directory: String, mayBeOnDisk: Bool, redirects: Int
  ) async throws(FetchError) {
    let whole = directory + ".part"
    try? FileManager.default.removeItem(atPath: whole)
    defer { try? FileManager.default.removeItem(atPath: whole) }
    try await fetch(package, folder: "", into: whole, mayBeOnDisk: mayBeOnDisk, redirects: redirects)
    let found = try onlyMatch(of: folder, in: whole)
    do {
      try FileManager.default.copyItem(atPath: "\(whole)/\(found)", toPath: directory)
    } catch {
      throw FetchError("cannot write \(directory)")
    }
  }

  // MARK: - The web

  private func fetchFromWeb(
    _ given: PackageAddress, into directory: String, redirects: Int
  ) async throws(FetchError) {
    if redirects >= Self.maximumRedirects { throw FetchError("too many redirections") }
    var address = given
    let kind = address.take("archive")
    let checksum = address.take("checksum")
    let web = WebPackage(client: client, netrcFile: netrcFile)
    if try isArchive(kind, path: address.location) {
      try makeDirectory(directory)
      return try await web.fetch(archive: address, checksum: checksum, into: directory)
    }
    if checksum != nil { throw FetchError("a checksum is for archives, and \(address.location) is none") }
    let location = try await web.location(address)
    let origin: ModuleOrigin
    do { origin = try ModuleOrigin(location, isVersioned: false) } catch {
      throw FetchError("invalid source string: \(location)")
    }
    guard case .remote(let package, let folder) = origin else { throw FetchError("invalid source string: \(location)") }
    try await fetch(package, folder: folder, into: directory, mayBeOnDisk: false, redirects: redirects + 1)
  }

  func isArchive(_ kind: String?, path: String) throws(FetchError) -> Bool {
    guard let kind, !kind.isEmpty else { return Archive.isNamed(path) }
    if ["false", "0", "f"].contains(kind.lowercased()) { return false }
    if Archive.isKnown(kind) { return true }
    throw FetchError("unsupported archive type: \(kind)")
  }

  var netrcFile: String? {
    if let given = environment["NETRC"], !given.isEmpty { return given }
    return environment["HOME"].map { $0 + "/.netrc" }
  }

  // MARK: - The disk

  private func fetchFromDisk(_ given: PackageAddress, into directory: String) async throws(FetchError) {
    var address = given
    let kind = address.take("archive")
    let checksum = address.take("checksum")
    var path = String(address.location.dropFirst("file://".count))
    if !path.hasPrefix("/") { path = "\(workingDirectory)/\(path)" }
    var isDirectory: ObjCBool = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isDirectory) else {
      throw FetchError("source path error: \(path): no such file or directory")
    }
    if isDirectory.boolValue {
      // A link, so that changes there are seen at once: it is the user's own disk.
      do { try FileManager.default.createSymbolicLink(atPath: directory, withDestinationPath: path) } catch {
        throw FetchError("cannot create the link \(directory)")
      }
      return
    }
    guard try isArchive(kind, path: path) else { throw FetchError("source path must be a directory: \(path)") }
    try makeDirectory(directory)
    if let checksum { try Checksum(checksum).check(path) }
    let file = path
    try await offThePool { () throws(FetchError) in try Archive.unpack(file, into: directory) }
  }
}

/// Work that blocks, away from the threads that everything asynchronous shares.
func offThePool<R: Sendable>(_ work: @escaping @Sendable () throws(FetchError) -> R) async throws(FetchError) -> R {
  let result: Result<R, FetchError> = await withCheckedContinuation { continuation in
    blockingWork.async {
      do throws(FetchError) { continuation.resume(returning: .success(try work())) } catch {
        continuation.resume(returning: .failure(error))
      }
    }
  }
  return try result.get()
}

private let blockingWork = DispatchQueue(label: "plumb.fetching", attributes: .concurrent)
