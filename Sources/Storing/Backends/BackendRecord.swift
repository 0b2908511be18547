package import Model

/// How the backend of a working directory was configured, as `init` leaves it for all other commands: the file
/// `.terraform/terraform.tfstate`, in Terraform's own form, so that either can go on where the other was.
package struct BackendRecord: Sendable, Equatable {
  package var type: String
  /// Every argument of the type's schema by name; null for those left out. Without what came from the environment.
  package var configuration: JSON
  /// Of the backend block as it stood in the configuration, without what was given beside it (`backendHash`).
  package var hash: Int

  package init(type: String, configuration: JSON, hash: Int) {
    self.type = type
    self.configuration = configuration
    self.hash = hash
  }

  private static let version = 3

  /// Nil when the file records no backend.
  package static func decode(_ bytes: [UInt8], path: String) throws(DiagnosticsError) -> BackendRecord? {
    if bytes.isEmpty { return nil }
    func unreadable(_ reason: String) -> DiagnosticsError {
      DiagnosticsError(
        Diagnostic(
          code: "backend.unreadable-record", summary: "Error reading the record of the backend",
          detail:
            "The file \(path), which records how the backend was configured, cannot be read: \(reason). Remove it "
            + "and run \"plumb init\"."))
    }
    let json: JSON
    do {
      json = try JSON.read(bytes)
    } catch {
      throw unreadable("\(error.message), at line \(error.line), column \(error.column)")
    }
    guard json["version"]?.int == version else { throw unreadable("its version is not \(version)") }
    guard let backend = json["backend"], backend != .null else { return nil }
    guard let type = backend["type"]?.string, let hash = backend["hash"]?.int else {
      throw unreadable("it lacks the backend's type or hash")
    }
    return BackendRecord(type: type, configuration: backend["config"] ?? .null, hash: hash)
  }

  /// The file where there was a backend, and is none any more.
  package static let none = JSON.record([
    ("version", .integer(version)), ("terraform_version", .string(StateFile.terraformVersion)),
  ]).written(.indented)

  /// The whole file, as Terraform writes it.
  package func encoded() -> [UInt8] {
    JSON.record([
      ("version", .integer(Self.version)), ("terraform_version", .string(StateFile.terraformVersion)),
      (
        "backend",
        .record([("type", .string(type)), ("config", configuration), ("hash", .integer(hash))])
      ),
    ]).written(.indented, escapesHTML: true)
  }
}

/// Terraform's hash of a backend block, by which it sees that the block has changed: a checksum of its type and arguments.
package func backendHash(type: String, _ values: Value) -> Int {
  var text = ""
  appendHashText(.tuple([.string(type), values]), to: &text)
  return Int(checksum(text))
}

private func appendHashText(_ value: Value, to text: inout String) {
  switch value {
  case .marked(let value, _): appendHashText(value, to: &text)
  case .unknown: text += "?"
  case .null: text += "~"
  case .bool(let bool): text += bool ? "T" : "F"
  case .number(let number): text += number.general(significantDigits: 10)
  case .string(let string): text += quotedText(string)
  case .list(_, let elements), .set(_, let elements):
    text += "["
    for element in elements {
      appendHashText(element, to: &text)
      text += ";"
    }
    text += "]"
  case .map(_, let pairs):
    text += "{"
    for (key, element) in pairs.pairs {
      appendHashText(.string(key), to: &text)
      text += ":"
      appendHashText(element, to: &text)
      text += ";"
    }
    text += "}"
  case .tuple(let elements):
    text += "<"
    for element in elements {
      appendHashText(element, to: &text)
      text += ";"
    }
    text += ">"
  case .object(let pairs):
    text += "<"
    for element in pairs.values {
      appendHashText(element, to: &text)
      text += ";"
    }
    text += ">"
  }
}

/// CRC-32 as IEEE 802.3 has it.
private func checksum(_ text: String) -> UInt32 {
  var sum = UInt32.max
  for byte in text.utf8 {
    sum ^= UInt32(byte)
    for _ in 0..<8 { sum = (sum >> 1) ^ (sum & 1 == 1 ? 0xEDB8_8320 : 0) }
  }
  return ~sum
}
