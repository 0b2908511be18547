import Model

/// What is encrypted with all that is needed to decrypt it, but for the key: OpenTofu's format, a JSON object.
struct EncryptedPayload: Sendable, Equatable {
  static let version = "v0"

  /// Of a state, so that it can be told from another without the key.
  var serial: Int?
  var lineage: String?
  /// What each key provider has to remember, in JSON.
  var metadata: [String: [UInt8]]
  var data: [UInt8]

  var bytes: [UInt8] {
    func base64(_ bytes: [UInt8]) -> JSON { .string(String(decoding: Base64.encode(bytes), as: UTF8.self)) }
    return JSON.record([
      ("serial", serial.map(JSON.integer)), ("lineage", lineage.map(JSON.string)),
      ("meta", .sortedObject(metadata.mapValues(base64))), ("encrypted_data", base64(data)),
      ("encryption_version", .string(Self.version)),
    ]).written()
  }

  init(serial: Int?, lineage: String?, metadata: [String: [UInt8]], data: [UInt8]) {
    self.serial = serial
    self.lineage = lineage
    self.metadata = metadata
    self.data = data
  }

  /// Nil when this is no encrypted payload at all; throws when it is one that cannot be understood.
  init?(_ bytes: [UInt8]) throws(EncryptionError) {
    // A state in the open may be large: it is known by its beginning.
    if Self.beginsWithVersion(bytes) { return nil }
    guard let json = try? JSON.read(bytes), let version = json["encryption_version"]?.string, !version.isEmpty else {
      return nil
    }
    guard version == Self.version else {
      throw EncryptionError(
        "Unsupported encryption",
        "What is stored is encrypted in version \(version) of the format, and only "
          + "\(Self.version) is known.")
    }
    guard let text = json["encrypted_data"]?.string, let data = Base64.decode(text) else {
      throw EncryptionError("Encrypted data damaged", "What is stored is encrypted, but its data cannot be read.")
    }
    var metadata: [String: [UInt8]] = [:]
    for member in json["meta"]?.members ?? [] {
      guard let text = member.value.string, let bytes = Base64.decode(text) else {
        throw EncryptionError(
          "Encrypted data damaged", "What is stored is encrypted, but the metadata of \(member.name) cannot be read.")
      }
      metadata[member.name] = bytes
    }
    self.init(serial: json["serial"]?.int, lineage: json["lineage"]?.string, metadata: metadata, data: data)
  }

  private static func beginsWithVersion(_ bytes: [UInt8]) -> Bool {
    bytes.withUnsafeBufferPointer { text in
      var scanner = JSONScanner(text)
      var isFirst = true
      guard (try? scanner.beginObject()) != nil, let name = try? scanner.nextMember(&isFirst) else { return false }
      return name == "version"
    }
  }
}
