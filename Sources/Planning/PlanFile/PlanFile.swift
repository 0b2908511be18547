import CZlib
package import Model

/// Saved plans as files: a mark, a version, a checksum, and the plan, compressed.
///
/// Sensitive values stand in a saved plan as they are, for applying needs them: only the owner may read the file.
package enum PlanFile {
  /// Raised whenever the layout changes. A plan is meant to be applied soon, by the program that made it: other versions
  /// are refused rather than converted.
  package static let version = 4
  /// The permissions of a new file.
  package static let permissions: UInt16 = 0o600
  /// No estate comes near; a corrupt length must not fill the memory.
  package static let maximumSize = 1 << 30

  private static let mark = Array("PLUMBPLAN\n".utf8)
  /// After the mark: version (2 bytes), length before compression (8), checksum of the compressed bytes (4), big-endian.
  private static let headerSize = mark.count + 14

  package static func encode(_ saved: SavedPlan) -> [UInt8] {
    let plain = contents(saved)
    let compressed = compress(plain)
    return mark + bigEndian(UInt64(version), 2) + bigEndian(UInt64(plain.count), 8)
      + bigEndian(UInt64(checksum(compressed)), 4) + compressed
  }

  /// What stands in the file, compressed and behind a checksum.
  package static func contents(_ saved: SavedPlan) -> [UInt8] {
    var writer = BinaryWriter()
    writer.saved(saved)
    return writer.bytes
  }

  /// `path` is how the user named the file.
  package static func decode(_ bytes: [UInt8], path: String) throws(DiagnosticsError) -> SavedPlan {
    guard bytes.starts(with: mark) else { throw DiagnosticsError(foreign(bytes, path)) }
    func number(at offset: Int, _ count: Int) -> UInt64 {
      bytes[mark.count + offset..<mark.count + offset + count].reduce(0) { $0 << 8 | UInt64($1) }
    }
    guard bytes.count > headerSize else { throw DiagnosticsError(damaged(path, "it ends in its heading")) }
    let found = Int(number(at: 0, 2))
    guard found == version else { throw DiagnosticsError(otherVersion(found, path)) }
    let compressed = Array(bytes[headerSize...])
    guard number(at: 10, 4) == UInt64(checksum(compressed)) else {
      throw DiagnosticsError(damaged(path, "its checksum does not match its contents"))
    }
    let size = number(at: 2, 8)
    guard size <= UInt64(maximumSize), let plain = decompress(compressed, size: Int(size)) else {
      throw DiagnosticsError(damaged(path, "it cannot be decompressed"))
    }
    return try decode(contents: plain, path: path)
  }

  package static func decode(contents: [UInt8], path: String) throws(DiagnosticsError) -> SavedPlan {
    var reader = BinaryReader(contents)
    do throws(BinaryReadingError) {
      let saved = try reader.saved()
      guard reader.isAtEnd else { throw reader.error("something follows after the end") }
      return saved
    } catch {
      throw DiagnosticsError(damaged(path, "\(error.message) at byte \(error.offset) of the plan"))
    }
  }

  /// Whether the bytes are a plan of ours, of whatever version.
  package static func isPlan(_ bytes: some Sequence<UInt8>) -> Bool { bytes.starts(with: mark) }
}

extension PlanFile {
  private static func bigEndian(_ value: UInt64, _ count: Int) -> [UInt8] {
    (0..<count).reversed().map { UInt8(truncatingIfNeeded: value >> (8 * UInt64($0))) }
  }

  private static func checksum(_ bytes: [UInt8]) -> UInt32 {
    bytes.withUnsafeBufferPointer { UInt32(truncatingIfNeeded: crc32_z(0, $0.baseAddress, $0.count)) }
  }

  private static func compress(_ bytes: [UInt8]) -> [UInt8] {
    var length = compressBound(UInt(bytes.count))
    var output = [UInt8](repeating: 0, count: Int(length))
    let status = compress2(&output, &length, bytes, UInt(bytes.count), Z_BEST_SPEED)
    precondition(status == Z_OK, "compressing into a large enough buffer cannot fail")
    return Array(output.prefix(Int(length)))
  }

  private static func decompress(_ bytes: [UInt8], size: Int) -> [UInt8]? {
    // zlib makes at most about a thousand bytes of one: a length beyond that is a lie.
    guard size / 1100 <= bytes.count else { return nil }
    var output = [UInt8](repeating: 0, count: max(size, 1))
    var length = UInt(size)
    guard uncompress(&output, &length, bytes, UInt(bytes.count)) == Z_OK, Int(length) == size else { return nil }
    return Array(output.prefix(size))
  }
}

extension PlanFile {
  private static let remedy = "Make a new plan with `plumb plan -out=FILE` and apply that."

  private static func foreign(_ bytes: [UInt8], _ path: String) -> Diagnostic {
    // Terraform's and OpenTofu's plans are zip archives.
    if bytes.starts(with: [0x50, 0x4B, 0x03, 0x04]) {
      return Diagnostic(
        code: "plan-file.foreign", summary: "Plan file of another program",
        detail: """
          The file \(quoted(path)) looks like a plan that Terraform or OpenTofu made. Plans can only be applied by the \
          program that made them, while states can be used by both. \(remedy)
          """)
    }
    let isEmpty = bytes.isEmpty ? "The file \(quoted(path)) is empty." : "The file \(quoted(path)) is no saved plan."
    return Diagnostic(
      code: "plan-file.invalid", summary: "Not a plan file",
      detail: "\(isEmpty) If you meant to name a directory, use -chdir. \(remedy)")
  }

  private static func otherVersion(_ found: Int, _ path: String) -> Diagnostic {
    let made = found > version ? "a newer" : "an older"
    return Diagnostic(
      code: "plan-file.version", summary: "Plan file of another version",
      detail: """
        The plan in \(quoted(path)) was made by \(made) version of Plumb: it has format \(found), and this version reads \
        format \(version). \(found > version ? "Upgrade Plumb, or make" : "Make") a new plan with \
        `plumb plan -out=FILE` and apply that.
        """)
  }

  private static func damaged(_ path: String, _ how: String) -> Diagnostic {
    Diagnostic(
      code: "plan-file.damaged", summary: "Damaged plan file",
      detail: """
        The plan in \(quoted(path)) cannot be read: \(how). Perhaps it was cut short or changed while it was copied. \
        Nothing was applied. \(remedy)
        """)
  }
}
