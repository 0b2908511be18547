import Foundation
import Model
import Synchronization

/// Where objects have names like paths, and folders exist only as their beginnings: S3, Google Cloud Storage.
protocol ObjectStore: Sendable {
  /// The names of all objects that begin so.
  func keys(prefix: String) async throws(FetchError) -> [String]
  /// Puts an object's content into a file.
  func download(_ key: String, to path: String) async throws(FetchError)
}

/// What a folder of objects may hold.
struct FolderLimits: Sendable {
  /// Modules are text; the largest published packages have some thousand files.
  var objects = 20_000
  /// At once: a module is many small files, and each is a request of its own.
  var parallel = 8

  static let standard = FolderLimits()
}

extension ObjectStore {
  /// Puts all objects below a folder into a directory that does not exist yet.
  func download(
    folder: String, into directory: String, limits: FolderLimits = .standard
  ) async throws(FetchError) {
    var prefix = folder
    while prefix.hasSuffix("/") { prefix.removeLast() }
    let keys = try await keys(prefix: prefix.isEmpty ? "" : "\(prefix)/")
    let files = try Self.files(keys, below: prefix.isEmpty ? "" : "\(prefix)/")
    if files.isEmpty { throw FetchError(try await nothing(in: prefix)) }
    if files.count > limits.objects { throw FetchError("there are more than \(limits.objects) objects in \(prefix)") }
    for folder in Set(files.map { file in file.path.lastIndex(of: "/").map { String(file.path[..<$0]) } ?? "" }) {
      try makeDirectory(folder.isEmpty ? directory : "\(directory)/\(folder)")
    }
    try await inParallel(files, atOnce: limits.parallel) { (file) async throws(FetchError) in
      try await download(file.key, to: "\(directory)/\(file.path)")
    }
  }

  /// The objects that are files below a prefix, each with its path seen from there. A name could lead anywhere.
  private static func files(
    _ keys: [String], below prefix: String
  ) throws(FetchError) -> [(key: String, path: String)] {
    var files: [(key: String, path: String)] = []
    for key in keys where key.hasPrefix(prefix) && !key.hasSuffix("/") {
      let path = String(key.dropFirst(prefix.count))
      let parts = path.split(separator: "/", omittingEmptySubsequences: false)
      if parts.contains(where: { $0.isEmpty || $0 == "." || $0 == ".." || $0.contains("\0") }) {
        throw FetchError("the object \(quoted(key)) has a name that can be no file's")
      }
      files.append((key, path))
    }
    return files
  }

  private func nothing(in prefix: String) async throws(FetchError) -> String {
    if try await keys(prefix: prefix).contains(prefix) {
      return
        "\(quoted(prefix)) is an object, and neither a folder nor an archive. For an archive with an unusual name, "
        + "tell its kind: ?archive=tar.gz"
    }
    return "there is no object \(quoted(prefix)), and none in a folder of this name"
  }
}

func makeDirectory(_ path: String) throws(FetchError) {
  do { try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true) } catch {
    throw FetchError("cannot create the directory \(path)")
  }
}

/// Does something for each of many, some at once; the first failure ends it.
private func inParallel<Item: Sendable>(
  _ items: [Item], atOnce limit: Int, _ work: @escaping @Sendable (Item) async throws(FetchError) -> Void
) async throws(FetchError) {
  let outcome = await withTaskGroup(of: Result<Void, FetchError>.self) { group -> Result<Void, FetchError> in
    var rest = items[...]
    func begin() {
      guard let item = rest.popFirst() else { return }
      group.addTask {
        do throws(FetchError) { return .success(try await work(item)) } catch { return .failure(error) }
      }
    }
    for _ in 0..<limit { begin() }
    for await result in group {
      if case .failure = result {
        group.cancelAll()
        return result
      }
      begin()
    }
    return .success(())
  }
  try outcome.get()
}
