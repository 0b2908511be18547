import Model

/// The content of a journal, encrypted: what is noted at a time is one line, an encrypted payload of its own. A line that
/// is not whole was never promised to anybody.
struct SealedLines {
  private let sealer: Sealer?
  private let path: String

  init(_ sealer: Sealer?, path: String) {
    self.sealer = sealer
    self.path = path
  }

  /// How an encrypted line begins; those in the open begin with a checksum.
  private static let mark = UInt8(ascii: "{")
  private static let lineEnd = UInt8(ascii: "\n")

  func sealed(_ bytes: [UInt8]) async throws(StorageError) -> [UInt8] {
    guard let sealer else { return bytes }
    do throws(EncryptionError) {
      let sealed = try await sealer.seal(bytes)
      return sealed.first == Self.mark ? sealed + [Self.lineEnd] : sealed
    } catch { throw .invalid([error.diagnostic]) }
  }

  func opened(_ bytes: [UInt8]) async throws(StorageError) -> [UInt8] {
    // Written before there was any encryption, or never begun.
    guard bytes.first == Self.mark else { return bytes }
    guard let sealer else {
      throw .invalid([
        EncryptionError(
          "Encrypted journal",
          "The journal of an interrupted run, \(path), is encrypted, and the configuration has no encryption. Put the "
            + "encryption block back that the run had, with TF_ENCRYPTION if need be."
        ).diagnostic
      ])
    }
    var opened: [UInt8] = []
    var start = 0
    while let end = bytes[start...].firstIndex(of: Self.lineEnd) {
      let line = Array(bytes[start..<end])
      start = end + 1
      guard (try? JSON.read(line)) != nil else { break }
      do throws(EncryptionError) { opened += try await sealer.open(line) } catch { throw .invalid([error.diagnostic]) }
    }
    return opened
  }
}
