import CZlib
import Foundation

/// Reads provider packages. Only what these archives use: stored and deflated files, no encryption, no links, no
/// 64-bit sizes; and nothing is ever written outside the given directory.
enum ZipArchive {
  /// A provider's package is a few files; its program may be large.
  static let maximumEntries = 10_000
  static let maximumUnpackedSize = 3 << 30

  static func unpack(_ archive: String, into directory: String) throws(PackageError) {
    let (data, entries) = try contents(of: archive)
    for entry in entries { try extract(entry, of: data, into: directory) }
  }

  /// SHA-256 of every file in an archive, sorted by their names' bytes.
  static func digests(of archive: String) throws(PackageError) -> [(name: String, digest: [UInt8])] {
    let (data, entries) = try contents(of: archive)
    var found: [(name: String, digest: [UInt8])] = []
    for entry in entries where !entry.isDirectory {
      let digest = RunningDigest()
      if let problem = try transfer(entry, of: data, to: { digest.add($0) }) {
        throw PackageError("cannot unpack \(entry.name): \(problem)")
      }
      found.append((entry.name, digest.finish()))
    }
    return found.sorted { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
  }

  private static func contents(of archive: String) throws(PackageError) -> (data: Data, entries: [Entry]) {
    guard let data = try? Data(contentsOf: URL(fileURLWithPath: archive), options: .alwaysMapped) else {
      throw PackageError("cannot read \(archive)")
    }
    let bytes = [UInt8](data.suffix(tailSize))
    let layout = try directoryLayout(tail: bytes, size: data.count)
    return (data, try entries(in: data, layout))
  }

  /// Takes the next piece of a file; answers what is wrong, if anything is.
  private typealias Sink = (UnsafeRawBufferPointer) -> String?

  private struct Entry {
    var name: String
    var isDirectory: Bool
    var isExecutable: Bool
    var isDeflated: Bool
    var checksum: UInt32
    var packedSize: Int
    var size: Int
    var offset: Int
  }

  /// The end record and the longest comment after it.
  private static let tailSize = 22 + 65_535

  private static func directoryLayout(tail: [UInt8], size: Int) throws(PackageError) -> (offset: Int, count: Int) {
    var place = tail.count - 22
    while place >= 0, !(integer(tail, place, 4) == 0x0605_4b50) { place -= 1 }
    if place < 0 { throw PackageError("the archive is damaged, or no zip file") }
    let count = integer(tail, place + 10, 2)
    let offset = integer(tail, place + 16, 4)
    if count == 0xffff || offset == 0xffff_ffff { throw PackageError("zip files of 64-bit size are not supported") }
    if offset > size || count > maximumEntries { throw PackageError("the archive's table of contents is damaged") }
    return (offset, count)
  }

  private static func entries(in data: Data, _ layout: (offset: Int, count: Int)) throws(PackageError) -> [Entry] {
    var entries: [Entry] = []
    var names: Set<String> = []
    var total = 0
    let table = [UInt8](data[(data.startIndex + layout.offset)...].prefix(maximumEntries * 512))
    var place = 0
    for _ in 0..<layout.count {
      guard place + 46 <= table.count, integer(table, place, 4) == 0x0201_4b50 else {
        throw PackageError("the archive's table of contents is damaged")
      }
      let nameSize = integer(table, place + 28, 2)
      let next = place + 46 + nameSize + integer(table, place + 30, 2) + integer(table, place + 32, 2)
      guard next <= table.count,
        let name = String(validating: table[(place + 46)..<(place + 46 + nameSize)], as: UTF8.self)
      else { throw PackageError("the archive's table of contents is damaged") }
      let method = integer(table, place + 10, 2)
      let mode = integer(table, place + 4, 2) >> 8 == 3 ? integer(table, place + 38, 4) >> 16 : 0
      if integer(table, place + 8, 2) & 1 != 0 { throw PackageError("\(name) in the archive is encrypted") }
      if method != 0 && method != 8 { throw PackageError("\(name) in the archive is packed by an unknown method") }
      if mode & 0o170000 == 0o120000 {
        throw PackageError("\(name) in the archive is a symbolic link, which is refused")
      }
      let entry = Entry(
        name: name, isDirectory: name.hasSuffix("/"), isExecutable: mode == 0 || mode & 0o111 != 0,
        isDeflated: method == 8, checksum: UInt32(integer(table, place + 16, 4)),
        packedSize: integer(table, place + 20, 4), size: integer(table, place + 24, 4),
        offset: integer(table, place + 42, 4))
      if !isSafe(name) || !names.insert(name).inserted {
        throw PackageError("the archive has a file with the unacceptable name \"\(name)\"")
      }
      total += entry.size
      if total > maximumUnpackedSize { throw PackageError("the archive unpacks to more than 3 GiB") }
      entries.append(entry)
      place = next
    }
    return entries
  }

  /// Stays inside the directory that it is unpacked into.
  private static func isSafe(_ name: String) -> Bool {
    if name.isEmpty || name.contains("\\") || name.contains("\0") { return false }
    let parts = name.split(separator: "/", omittingEmptySubsequences: false)
    let significant = parts.last == "" ? parts.dropLast() : parts[...]
    return !significant.isEmpty && significant.allSatisfy { !$0.isEmpty && $0 != "." && $0 != ".." }
  }

  private static func extract(_ entry: Entry, of data: Data, into directory: String) throws(PackageError) {
    let path = "\(directory)/\(entry.name)"
    let folder = entry.isDirectory ? path : String(path[..<(path.lastIndex(of: "/") ?? path.endIndex)])
    do { try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true) } catch {
      throw PackageError("cannot create the directory \(folder)")
    }
    if entry.isDirectory { return }
    let file = open(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, entry.isExecutable ? 0o755 : 0o644)
    if file < 0 { throw PackageError("cannot create \(path): \(String(cString: strerror(errno)))") }
    let outcome = Result { () throws(PackageError) in try transfer(entry, of: data) { writeAll($0, to: file) } }
    let isClosed = close(file) == 0
    if let problem = try outcome.get() { throw PackageError("cannot unpack \(entry.name): \(problem)") }
    if !isClosed { throw PackageError("cannot write \(path)") }
  }

  private static func transfer(_ entry: Entry, of data: Data, to sink: Sink) throws(PackageError) -> String? {
    let header = [UInt8](data.dropFirst(entry.offset).prefix(30))
    guard header.count == 30, integer(header, 0, 4) == 0x0403_4b50 else { throw PackageError("the archive is damaged") }
    let start = entry.offset + 30 + integer(header, 26, 2) + integer(header, 28, 2)
    guard start + entry.packedSize <= data.count else { throw PackageError("the archive is cut off") }
    return data.withUnsafeBytes { whole -> String? in
      let packed = UnsafeRawBufferPointer(rebasing: whole[start..<(start + entry.packedSize)])
      return entry.isDeflated ? inflate(packed, entry, to: sink) : store(packed, entry, to: sink)
    }
  }

  private static func store(_ bytes: UnsafeRawBufferPointer, _ entry: Entry, to sink: Sink) -> String? {
    guard bytes.count == entry.size else { return "its size is not the one promised" }
    guard checksum(0, bytes) == UInt(entry.checksum) else { return "its checksum is wrong" }
    return sink(bytes)
  }

  private static func inflate(_ bytes: UnsafeRawBufferPointer, _ entry: Entry, to sink: Sink) -> String? {
    var stream = z_stream()
    // Raw deflate: the sizes and checksums are the archive's own.
    guard inflateInit2_(&stream, -15, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)) == Z_OK else { return "zlib" }
    defer { inflateEnd(&stream) }
    let output = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 20, alignment: 16)
    defer { output.deallocate() }
    // zlib never writes to its input.
    stream.next_in = UnsafeMutablePointer(mutating: bytes.baseAddress?.assumingMemoryBound(to: UInt8.self))
    stream.avail_in = UInt32(bytes.count)
    var sum: UInt = 0
    var written = 0
    while true {
      stream.next_out = output.baseAddress?.assumingMemoryBound(to: UInt8.self)
      stream.avail_out = UInt32(output.count)
      let result = CZlib.inflate(&stream, Z_NO_FLUSH)
      guard result == Z_OK || result == Z_STREAM_END else { return "its data are damaged" }
      let piece = UnsafeRawBufferPointer(rebasing: output[..<(output.count - Int(stream.avail_out))])
      written += piece.count
      if written > entry.size { return "it is larger than promised" }
      sum = checksum(sum, piece)
      if let problem = sink(piece) { return problem }
      if result == Z_STREAM_END { break }
      if stream.avail_in == 0 && piece.isEmpty { return "its data are cut off" }
    }
    return written == entry.size && sum == UInt(entry.checksum) ? nil : "its checksum is wrong"
  }

  private static func checksum(_ sum: UInt, _ bytes: UnsafeRawBufferPointer) -> UInt {
    UInt(crc32_z(sum, bytes.baseAddress?.assumingMemoryBound(to: UInt8.self), bytes.count))
  }

  private static func writeAll(_ bytes: UnsafeRawBufferPointer, to file: Int32) -> String? {
    var rest = bytes
    while !rest.isEmpty {
      let count = write(file, rest.baseAddress, rest.count)
      if count < 0 && errno == EINTR { continue }
      if count < 0 { return String(cString: strerror(errno)) }
      rest = UnsafeRawBufferPointer(rebasing: rest.dropFirst(count))
    }
    return nil
  }

  /// Little-endian, of up to four bytes; -1 beyond the end.
  private static func integer(_ bytes: [UInt8], _ place: Int, _ size: Int) -> Int {
    guard place >= 0, place + size <= bytes.count else { return -1 }
    return (0..<size).reduce(0) { $0 | Int(bytes[place + $1]) << (8 * $1) }
  }
}
