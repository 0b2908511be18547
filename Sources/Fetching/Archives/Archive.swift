import CArchive
import Foundation
import Glibc
import Model

/// Unpacks archives of modules by libarchive: zip, and tar however compressed. Nothing is ever written outside of the given
/// directory, no link leads out of it, and no archive can fill the disk.
struct Archive {
  struct Limits: Sendable {
    /// Modules are text; the largest published packages have some thousand files.
    var entries = 200_000
    var bytes = 4 << 30
  }

  private let root: String
  private let limits: Limits
  private var count = 0
  private var written = 0
  /// Made last, so that nothing is written through them.
  private var links: [(path: String, target: String, isHard: Bool)] = []

  private init(root: String, limits: Limits) {
    self.root = root
    self.limits = limits
  }

  /// `directory` must exist. What was unpacked before something went wrong stays there.
  static func unpack(_ path: String, into directory: String, limits: Limits = Limits()) throws(FetchError) {
    var archive = Archive(root: directory, limits: limits)
    try archive.unpack(path)
  }

  private mutating func unpack(_ path: String) throws(FetchError) {
    guard let reader = archive_read_new() else { throw FetchError("libarchive cannot be started") }
    defer { archive_read_free(reader) }
    archive_read_support_filter_gzip(reader)
    archive_read_support_filter_bzip2(reader)
    archive_read_support_filter_xz(reader)
    archive_read_support_filter_zstd(reader)
    archive_read_support_format_tar(reader)
    archive_read_support_format_zip(reader)
    guard archive_read_open_filename(reader, path, 1 << 16) == ARCHIVE_OK else { throw unreadable(reader) }
    while true {
      var entry: OpaquePointer?
      let status = archive_read_next_header(reader, &entry)
      if status == ARCHIVE_EOF { break }
      guard status == ARCHIVE_OK || status == ARCHIVE_WARN, let entry else { throw unreadable(reader) }
      count += 1
      if count > limits.entries { throw FetchError("the archive has more than \(limits.entries) entries") }
      try extract(entry, from: reader)
    }
    if count == 0 { throw FetchError("the archive is empty, or no archive that is understood (zip or tar)") }
    try makeLinks()
  }

  private mutating func extract(_ entry: OpaquePointer, from reader: OpaquePointer) throws(FetchError) {
    guard let raw = archive_entry_pathname(entry) else { throw FetchError("the archive has a file without a name") }
    let name = String(cString: raw)
    guard let inner = Self.inside(name, from: []) else {
      throw FetchError("the archive has a file with the unacceptable name \(quoted(name))")
    }
    if inner.isEmpty { return }
    let path = "\(root)/\(inner.joined(separator: "/"))"
    if let target = archive_entry_hardlink(entry) {
      links.append((path, String(cString: target), true))
      return
    }
    switch mode_t(archive_entry_filetype(entry)) {
    case S_IFDIR: try makeDirectory(path)
    case S_IFREG:
      try makeDirectory(String(path[..<(path.lastIndex(of: "/") ?? path.endIndex)]))
      try write(name, to: path, mode: mode_t(archive_entry_perm(entry)) & 0o111 != 0 ? 0o755 : 0o644, from: reader)
    case S_IFLNK:
      let target = archive_entry_symlink(entry).map { String(cString: $0) } ?? ""
      guard !target.isEmpty, Self.inside(target, from: inner.dropLast()) != nil else {
        throw FetchError("the archive's link \(quoted(name)) leads out of it, to \(quoted(target))")
      }
      links.append((path, target, false))
    default: throw FetchError("\(quoted(name)) in the archive is neither file, folder nor link")
    }
  }

  /// The names on the way from the root to a path seen from a folder; nil for what leads outside.
  private static func inside(_ path: String, from folder: some Sequence<String>) -> [String]? {
    if path.hasPrefix("/") || path.contains("\\") || path.contains("\0") { return nil }
    var names = Array(folder)
    for part in path.split(separator: "/") where part != "." {
      if part != ".." {
        names.append(String(part))
      } else if names.popLast() == nil {
        return nil
      }
    }
    return names
  }

  private func makeDirectory(_ path: String) throws(FetchError) {
    do { try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true) } catch {
      throw FetchError("cannot create the directory \(path)")
    }
  }

  private mutating func write(
    _ name: String, to path: String, mode: mode_t, from reader: OpaquePointer
  ) throws(FetchError) {
    // The last of several entries of one name counts, as with tar itself.
    unlink(path)
    let file = open(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, mode)
    if file < 0 { throw FetchError("cannot create \(path): \(String(cString: strerror(errno)))") }
    defer { close(file) }
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let size = archive_read_data(reader, &buffer, buffer.count)
      if size == 0 { return }
      if size < 0 { throw unreadable(reader) }
      written += size
      if written > limits.bytes { throw FetchError("the archive unpacks to more than \(limits.bytes >> 20) MiB") }
      var rest = buffer[..<size]
      while !rest.isEmpty {
        let count = rest.withUnsafeBytes { Glibc.write(file, $0.baseAddress, $0.count) }
        if count < 0 && errno == EINTR { continue }
        if count < 0 { throw FetchError("cannot write \(path): \(String(cString: strerror(errno)))") }
        rest = rest.dropFirst(count)
      }
    }
  }

  private func makeLinks() throws(FetchError) {
    for (path, target, isHard) in links where isHard {
      guard let inner = Self.inside(target, from: []) else {
        throw FetchError("the archive's link \(path) leads out of it, to \(quoted(target))")
      }
      try makeDirectory(String(path[..<(path.lastIndex(of: "/") ?? path.endIndex)]))
      unlink(path)
      if link("\(root)/\(inner.joined(separator: "/"))", path) != 0 {
        throw FetchError("cannot create \(path): \(String(cString: strerror(errno)))")
      }
    }
    for (path, target, isHard) in links where !isHard {
      try makeDirectory(String(path[..<(path.lastIndex(of: "/") ?? path.endIndex)]))
      unlink(path)
      if symlink(target, path) != 0 { throw FetchError("cannot create \(path): \(String(cString: strerror(errno)))") }
    }
    // Several links together can lead where none of them leads alone.
    guard let home = Self.real(root) else { throw FetchError("cannot find \(root)") }
    for (path, target, isHard) in links where !isHard {
      guard let place = Self.real(path), place != home, !place.hasPrefix(home + "/") else { continue }
      unlink(path)
      throw FetchError("the archive's link \(path) leads out of it, to \(quoted(target))")
    }
  }

  private static func real(_ path: String) -> String? {
    guard let raw = realpath(path, nil) else { return nil }
    defer { free(raw) }
    return String(cString: raw)
  }

  private func unreadable(_ reader: OpaquePointer) -> FetchError {
    let reason = archive_error_string(reader).map { String(cString: $0) } ?? "unknown format"
    return FetchError("the archive cannot be read: \(reason)")
  }
}

extension Archive {
  /// What names of archives end with, longest first.
  private static let endings = [
    "tar.bz2", "tar.zst", "tar.gz", "tar.xz", "tbz2", "tzst", "tgz", "txz", "tar", "zip",
  ]

  static func isKnown(_ kind: String) -> Bool { endings.contains(kind) }

  /// Whether a path is that of an archive.
  static func isNamed(_ path: String) -> Bool { endings.contains { path.hasSuffix(".\($0)") } }
}
