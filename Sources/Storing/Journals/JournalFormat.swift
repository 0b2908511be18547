package import Model

/// A journal's bytes: a line for its base, then one an entry. Each line is a checksum and a JSON value. Reading ends at
/// the first line that is not whole: what follows it was never promised to anybody.
package struct JournalFile: Sendable, Equatable {
  package static let version = 1

  package var base: JournalBase
  package var entries: [JournalEntry]

  package var records: [JournalRecord] {
    entries.compactMap { if case .became(let record) = $0 { record } else { nil } }
  }

  /// Creations of which no outcome is noted: the run ended while a provider was at them, or before it told of them.
  package var unfinished: [ResourceInstanceAddress] {
    var open: Set<ResourceInstanceAddress> = []
    var unknown: Set<ResourceInstanceAddress> = []
    for entry in entries {
      switch entry {
      case .creating(let address): open.insert(address)
      case .became(let record): open.remove(record.address)
      case .unknown(let address): unknown.insert(address)
      }
    }
    return open.union(unknown).sorted()
  }

  /// Nil when not even the base is whole.
  package init?(_ bytes: [UInt8]) {
    var base: JournalBase?
    entries = []
    for line in Self.wholeLines(bytes) {
      if base == nil {
        guard let found = JournalBase(journalLine: line) else { return nil }
        base = found
      } else if let entry = JournalEntry(journalLine: line) {
        entries.append(entry)
      } else {
        break
      }
    }
    guard let base else { return nil }
    self.base = base
  }

  package static func bytes(_ base: JournalBase, _ entries: [JournalEntry]) -> [UInt8] {
    base.journalLine + bytes(of: entries)
  }

  package static func bytes(of entries: [JournalEntry]) -> [UInt8] { entries.flatMap(\.journalLine) }

  /// Whether the first line at least is as somebody wrote it.
  static func isWhole(_ bytes: [UInt8]) -> Bool { !wholeLines(bytes).isEmpty }

  /// The JSON of each line whose checksum is right, up to the first one whose is not.
  private static func wholeLines(_ bytes: [UInt8]) -> [[UInt8]] {
    var lines: [[UInt8]] = []
    var start = 0
    while let end = bytes[start...].firstIndex(of: UInt8(ascii: "\n")) {
      let line = bytes[start..<end]
      let body = Array(line.dropFirst(checksumLength + 1))
      guard line.count > checksumLength, line[start + checksumLength] == UInt8(ascii: " "),
        line.prefix(checksumLength).elementsEqual(checksum(body))
      else { break }
      lines.append(body)
      start = end + 1
    }
    return lines
  }

  package static func line(_ json: [UInt8]) -> [UInt8] {
    checksum(json) + [UInt8(ascii: " ")] + json + [UInt8(ascii: "\n")]
  }

  private static let checksumLength = 16

  /// FNV-1a over 64 bits, in hexadecimal: against torn and damaged lines, not against intent.
  private static func checksum(_ bytes: [UInt8]) -> [UInt8] {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for byte in bytes { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
    let digits = String(hash, radix: 16)
    return Array((String(repeating: "0", count: checksumLength - digits.count) + digits).utf8)
  }
}

extension JournalBase {
  var journalLine: [UInt8] {
    JournalFile.line(
      JSON.record([
        ("journal", .integer(JournalFile.version)), ("lineage", .string(lineage)), ("serial", serial.map(JSON.integer)),
        ("terraform_version", .string(terraformVersion)),
      ]).written())
  }

  init?(journalLine line: [UInt8]) {
    guard let json = try? JSON.read(line), json["journal"]?.int == JournalFile.version,
      let lineage = json["lineage"]?.string, let version = json["terraform_version"]?.string
    else { return nil }
    self.init(lineage: lineage, serial: json["serial"]?.int, terraformVersion: version)
  }
}

extension JournalEntry {
  var journalLine: [UInt8] {
    switch self {
    case .became(let record): record.journalLine
    case .creating(let address): JournalFile.line(JSON.record([("creating", .string("\(address)"))]).written())
    case .unknown(let address): JournalFile.line(JSON.record([("unknown", .string("\(address)"))]).written())
    }
  }

  init?(journalLine line: [UInt8]) {
    if let record = JournalRecord(journalLine: line) {
      self = .became(record)
      return
    }
    guard let json = try? JSON.read(line) else { return nil }
    if let text = json["creating"]?.string, let address = try? ResourceInstanceAddress(parsing: text) {
      self = .creating(address)
    } else if let text = json["unknown"]?.string, let address = try? ResourceInstanceAddress(parsing: text) {
      self = .unknown(address)
    } else {
      return nil
    }
  }
}

extension JournalRecord {
  var journalLine: [UInt8] {
    var output = Array("{\"address\":".utf8)
    JSON.writeString(address.description, to: &output)
    output += Array(",\"provider\":".utf8)
    JSON.writeString(provider.description, to: &output)
    output += Array(",\"instances\":".utf8)
    output += StateFile.encodeInstances([address.key: instance])
    output.append(UInt8(ascii: "}"))
    return JournalFile.line(output)
  }

  init?(journalLine line: [UInt8]) {
    let decoded: JournalRecord? = try? line.withUnsafeBufferPointer { text in
      var decoder = StateDecoder(text)
      try decoder.scanner.beginObject()
      var isFirst = true
      var address: ResourceInstanceAddress?
      var provider: ProviderConfigAddress?
      var instance = ResourceInstanceState()
      while let name = try decoder.scanner.nextMember(&isFirst) {
        switch name {
        case "address": address = try ResourceInstanceAddress(parsing: try decoder.string(name))
        case "provider": provider = try ProviderConfigAddress(parsing: try decoder.string(name))
        case "instances":
          try decoder.scanner.beginArray()
          var isFirst = true
          while try decoder.scanner.nextElement(&isFirst) {
            let decoded = try decoder.instance()
            guard let address else { return nil }
            let object = try decoded.record(of: address.containing)
            if decoded.deposed.isEmpty { instance.current = object } else { instance.deposed[decoded.deposed] = object }
          }
        default: try decoder.scanner.skipValue()
        }
      }
      try decoder.scanner.finish()
      guard let address, let provider else { return nil }
      instance.providerKey = provider.key
      return JournalRecord(address: address, provider: provider, instance: instance)
    }
    guard let decoded else { return nil }
    self = decoded
  }
}
