package import Model

extension FindingsRecord {
  package static let formatVersion = "1.1"
  /// A longer file is no record of ours: two hundred stacks with a hundred findings each come to a tenth of it.
  package static let maximumSize = 64 << 20

  package var json: JSON {
    .record([
      ("format_version", .string(Self.formatVersion)), ("time", .string(time.iso8601)),
      ("findings", .array(entries.map(\.recordJSON))),
    ])
  }

  /// Why a record cannot be used, in a few words.
  package struct Unreadable: Error, Sendable, Hashable {
    package var reason: String
  }

  /// Members that are not known are left aside, for a later version may have added them.
  package static func read(_ bytes: [UInt8]) throws(Unreadable) -> FindingsRecord {
    let json: JSON
    do throws(JSONError) { json = try JSON.read(bytes) } catch {
      throw Unreadable(reason: "it is no JSON: \(error.message), in line \(error.line)")
    }
    guard let version = json["format_version"]?.string else { throw Unreadable(reason: "it names no version") }
    guard version.split(separator: ".").first == "1" else {
      throw Unreadable(reason: "it is of version \(onOneLine(version, limit: 40)), and \(formatVersion) is known here")
    }
    guard let time = json["time"]?.string.flatMap({ UTCTime(iso8601: $0) }), let findings = json["findings"]?.array
    else { throw Unreadable(reason: "its time or its list of findings is missing") }
    var entries: [Entry] = []
    for (index, finding) in findings.enumerated() {
      guard let entry = Entry(finding) else {
        throw Unreadable(reason: "its finding number \(index + 1) is incomplete")
      }
      entries.append(entry)
    }
    return FindingsRecord(time: time, entries: entries)
  }
}

extension FindingsRecord.Entry {
  fileprivate init?(_ json: JSON) {
    guard let stack = json["stack"]?.string, let id = json["id"]?.string, let kind = json["kind"]?.string,
      let subject = json["subject"]?.string, let summary = json["summary"]?.string,
      let severity = Finding.Severity.allCases.first(where: { $0.name == json["severity"]?.string }),
      let standing = json["standing"]?.string.flatMap(StandingGroup.init(rawValue:)),
      let first = json["first_seen"]?.string.flatMap({ UTCTime(iso8601: $0) }),
      let last = json["last_seen"]?.string.flatMap({ UTCTime(iso8601: $0) })
    else { return nil }
    var scope: ObservedScope?
    if let place = json["scope"] {
      guard let type = place["type"]?.string, let account = place["account"]?.string,
        let region = place["region"]?.string
      else { return nil }
      scope = ObservedScope(type: type, account: account, region: region)
    }
    var memory: FindingMemory?
    if let kept = json["memory"] {
      guard let read = FindingMemory(kept) else { return nil }
      memory = read
    }
    self.init(
      key: FindingKey(stack: stack, id: id), kind: kind, subject: subject, scope: scope, summary: summary,
      severity: severity, standing: standing, firstSeen: first, lastSeen: last, memory: memory)
  }

  /// With what reports do not show.
  fileprivate var recordJSON: JSON {
    guard case .object(let members) = json, let memory else { return json }
    return .object(members + [JSON.Member("memory", memory.json)])
  }
}

extension FindingMemory {
  fileprivate var json: JSON {
    .record([
      ("address", .string("\(address)")), ("path", .array(path.map(Self.json(of:)))), ("digest", .string(digest)),
      ("text", text.map { .string($0) }),
      ("elements", elements.isEmpty ? nil : .sortedObject(elements.mapValues { .bool($0) })),
    ])
  }

  /// A name is a text, an index a number, a key an object.
  private static func json(of step: PathStep) -> JSON {
    switch step {
    case .attribute(let name): .string(name)
    case .index(let key):
      key.numberValue?.int.map { .integer($0) } ?? .record([("key", .string(key.stringValue ?? ""))])
    }
  }

  fileprivate init?(_ json: JSON) {
    guard let address = json["address"]?.string.flatMap({ try? ResourceInstanceAddress(parsing: $0) }),
      let steps = json["path"]?.array, let digest = json["digest"]?.string
    else { return nil }
    var path: ValuePath = []
    for step in steps {
      if let name = step.string {
        path.append(.attribute(name))
      } else if let index = step.int {
        path.append(.index(.integer(index)))
      } else if let key = step["key"]?.string {
        path.append(.index(.string(key)))
      } else {
        return nil
      }
    }
    var elements: [String: Bool] = [:]
    for member in json["elements"]?.members ?? [] {
      guard case .bool(let wasAdded) = member.value else { return nil }
      elements[member.name] = wasAdded
    }
    self.init(address: address, path: path, digest: digest, text: json["text"]?.string, elements: elements)
  }
}
