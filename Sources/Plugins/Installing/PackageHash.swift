import Foundation
import Model

/// Digests of provider packages as the dependency lock file records them.
package enum PackageHash {
  /// `h1:` of an unpacked package: over the names and contents of its files, whatever archive they came in.
  package static func h1(directory: String) throws(PackageError) -> String {
    var listing = ""
    for name in try files(in: directory) {
      listing += "\(try hexadecimalDigest(file: "\(directory)/\(name)"))  \(name)\n"
    }
    return "h1:" + Data(Digest.of(Array(listing.utf8))).base64EncodedString()
  }

  /// The same of an archive, as if it were unpacked.
  package static func h1(archive: String) throws(PackageError) -> String {
    let listing = try ZipArchive.digests(of: archive).map { "\(Digest.hexadecimal($0.digest))  \($0.name)\n" }.joined()
    return "h1:" + Data(Digest.of(Array(listing.utf8))).base64EncodedString()
  }

  /// `zh:` of an archive: over its bytes.
  package static func zh(archive: String) throws(PackageError) -> String {
    "zh:" + (try hexadecimalDigest(file: archive))
  }

  /// All files below, by their names with slashes, sorted by bytes.
  static func files(in directory: String) throws(PackageError) -> [String] {
    var found: [String] = []
    var pending = [""]
    while let prefix = pending.popLast() {
      let names: [String]
      do { names = try FileManager.default.contentsOfDirectory(atPath: "\(directory)/\(prefix)") } catch {
        throw PackageError("cannot list the directory \(directory)/\(prefix)")
      }
      for name in names {
        var isDirectory: ObjCBool = false
        _ = FileManager.default.fileExists(atPath: "\(directory)/\(prefix)\(name)", isDirectory: &isDirectory)
        if isDirectory.boolValue { pending.append("\(prefix)\(name)/") } else { found.append(prefix + name) }
      }
      if found.count + pending.count > maximumFiles { throw PackageError("\(directory) has too many files in it") }
    }
    return found.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }

  /// A package has a handful; a mirror that points at a whole disk must not be hashed.
  static let maximumFiles = 10_000
}

/// Why a package cannot be read or installed; to follow a colon.
package struct PackageError: Error, Sendable, Hashable {
  package var message: String

  package init(_ message: String) { self.message = message }
}

/// SHA-256 of a file in hexadecimal.
func hexadecimalDigest(file path: String) throws(PackageError) -> String {
  guard let digest = Digest.ofFile(path) else { throw PackageError("cannot read \(path)") }
  return Digest.hexadecimal(digest)
}

/// Remembers the `h1:` of unpacked packages on disk, as long as no file of the package looks touched: hashing the 700 MB
/// of a large provider takes seconds.
package struct PackageHashCache: Sendable {
  private let directory: String?

  /// In `directory`, which is made when needed; nil remembers nothing.
  package init(directory: String?) { self.directory = directory }

  package func h1(directory package: String) throws(PackageError) -> String {
    let package = URL(fileURLWithPath: package).resolvingSymlinksInPath().path
    guard let directory else { return try PackageHash.h1(directory: package) }
    let before = try fingerprint(package)
    let entry = "\(directory)/\(Digest.hexadecimal(Digest.of(Array(package.utf8))))"
    if let data = FileManager.default.contents(atPath: entry) {
      let text = String(decoding: data, as: UTF8.self)
      if let newline = text.firstIndex(of: "\n"), text[text.index(after: newline)...] == before {
        return String(text[..<newline])
      }
    }
    let hash = try PackageHash.h1(directory: package)
    // Changed while it was read: true of neither version.
    guard try fingerprint(package) == before else { return hash }
    // A cache that cannot be written costs time and nothing else.
    try? FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true)
    try? Data((hash + "\n" + before).utf8).write(to: URL(fileURLWithPath: entry), options: .atomic)
    return hash
  }

  /// Name, size, times and identity of every file.
  private func fingerprint(_ package: String) throws(PackageError) -> String {
    var lines = ""
    for name in try PackageHash.files(in: package) {
      var status = stat()
      if stat("\(package)/\(name)", &status) != 0 { throw PackageError("cannot read \(package)/\(name)") }
      lines += "\(status.st_dev) \(status.st_ino) \(status.st_size) \(status.st_mtim.tv_sec).\(status.st_mtim.tv_nsec)"
      lines += " \(status.st_ctim.tv_sec).\(status.st_ctim.tv_nsec) \(name)\n"
    }
    return lines
  }
}
