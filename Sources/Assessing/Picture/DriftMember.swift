import Configuring
import Model

/// A resource with how each of its instances fares.
struct DriftMember {
  struct Instance {
    var address: ResourceInstanceAddress
    var status: DriftStatus
    /// Without those for information only.
    var findings: [Finding]
  }

  var address: ConfigResourceAddress
  var instances: [Instance]
  var status: DriftStatus

  /// Those of the configuration, and those that only a state knows any more; by module, type and name.
  static func all(in input: DriftPictureInput) -> [DriftMember] {
    var findings: [ResourceInstanceAddress: [Finding]] = [:]
    for finding in input.findings {
      if case .instance(let address) = finding.subject { findings[address, default: []].append(finding) }
    }
    let seen = (input.looked ?? []).union(findings.keys)
    let instances = Dictionary(grouping: seen, by: \.config)
    return Set(input.graph.resources).union(instances.keys).sorted().map { address in
      let own = (instances[address] ?? []).sorted().map { instance in
        let found = (findings[instance] ?? []).filter { $0.standing.status != .asDeclared }
        let status = found.map(\.status).min() ?? (input.looked?.contains(instance) == true ? .asDeclared : .unseen)
        return Instance(address: instance, status: status, findings: found.sorted { $0.status < $1.status })
      }
      let rest: DriftStatus =
        address.resource.mode != .managed ? .readOnly : input.looked == nil ? .unseen : .asDeclared
      return DriftMember(address: address, instances: own, status: own.map(\.status).min() ?? rest)
    }
  }
}

extension Finding {
  var status: DriftStatus { standing == .actionable && kind == "drift.missing" ? .missing : standing.status }
}

extension Finding.Standing {
  var status: DriftStatus {
    switch self {
    case .actionable: .changed
    case .accepted: .accepted
    case .pending: .pending
    case .informational: .asDeclared
    }
  }
}

extension DriftMember.Instance {
  /// What tells it from the others of its resource: the keys of its modules, and its own.
  var keys: String {
    let modules = address.module.steps.filter { $0.key != nil }.map { "\($0.name)\($0.key?.description ?? "")" }
    return (modules + [address.key?.description].compactMap { $0 }).joined(separator: " ")
  }

  /// `["orders"] changed: tags["Owner"], timeout`.
  var line: DriftPicture.Line {
    var words = status.words
    let parts = Set(findings.filter { $0.status == status }.map(\.part)).subtracting([""]).sorted()
    if status == .changed || status == .accepted, !parts.isEmpty {
      words +=
        ": "
        + parts.prefix(Self.partsShown).map { pictureText($0, limit: Self.longestPart) }
        .joined(separator: ", ")
      if parts.count > Self.partsShown { words += " and \(parts.count - Self.partsShown) more" }
    }
    return DriftPicture.Line(
      status: status, text: keys.isEmpty ? words : "\(pictureText(keys, limit: Self.longestPart)) \(words)")
  }

  var tooltip: [String] {
    findings.map { "\($0.status.words): \($0.subject.text): \($0.summary)" + ($0.range.map { " (\($0.place))" } ?? "") }
  }

  private static let partsShown = 2
  private static let longestPart = 40
}

extension SourceRange {
  fileprivate var place: String { "\(file):\(start.line)" }
}

/// On one line, no longer than that, and without what a drawing program could not take.
func pictureText(_ text: String, limit: Int) -> String {
  let seen = text.unicodeScalars.map { scalar in
    switch scalar.properties.generalCategory {
    case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator, .paragraphSeparator: " " as Character
    default: Character(scalar)
    }
  }
  return seen.count > limit ? String(seen.prefix(limit - 1)) + "…" : String(seen)
}
