import Configuring
import Model

/// Which findings are meant: all that are actionable, or those of what is named.
struct FindingSelection: Sendable {
  let patterns: [AddressPattern]
  /// What nobody declares, as rules name it: `TYPE ID`, or `TYPE NAME`.
  let objects: [Glob]

  init(_ flags: FlagValues) throws(UsageError) {
    var patterns: [AddressPattern] = []
    var objects: [Glob] = []
    for text in flags.strings("target") {
      // No address has a blank outside of a key.
      if let blank = text.firstIndex(of: " "), !text[..<blank].contains("[") {
        objects.append(Glob(text))
        continue
      }
      do throws(PatternError) { patterns.append(try AddressPattern(text)) } catch {
        throw UsageError(summary: "Invalid -target", detail: error.message)
      }
    }
    if !objects.isEmpty, !flags.bool(Flag.unmanaged.name) {
      throw UsageError(
        summary: "Invalid -target",
        detail:
          "\(quoted(objects[0].text)) names what no stack declares by its type and identifier. Only -unmanaged looks for that."
      )
    }
    (self.patterns, self.objects) = (patterns, objects)
  }

  /// Nothing is named, so that everything is meant.
  private var isEverything: Bool { patterns.isEmpty && objects.isEmpty }

  func instances(of findings: [Finding]) -> [ResourceInstanceAddress] {
    var found: Set<ResourceInstanceAddress> = []
    for finding in findings where includes(finding) {
      if case .instance(let address) = finding.subject { found.insert(address) }
    }
    return found.sorted()
  }

  func includes(_ finding: Finding) -> Bool {
    guard finding.isActionable else { return false }
    switch finding.subject {
    case .instance(let address): return isEverything || patterns.contains { $0.matches(address) }
    case .object(let object):
      return isEverything || objects.contains { $0.names(object) }
    case .stack: return false
    }
  }

  /// So many objects that nobody has named are taken for meant.
  static let mostUnnamed = 10

  /// The objects that are meant. Without a target a whole account would be: then somebody must say what.
  func objects(of findings: [Finding]) throws(UsageError) -> [ObservedObject] {
    let found = findings.filter(includes).compactMap(\.object)
    for glob in objects where !findings.contains(where: { $0.object.map(glob.names) == true }) {
      throw UsageError(
        summary: "No such object",
        detail:
          "Nothing that no stack declares is called \(quoted(glob.text)). A target is the type and the identifier, as the report "
          + "shows them, or the name: 'aws_sqs_queue mails-*'.")
    }
    guard isEverything, found.count > Self.mostUnnamed else { return found }
    let counts = Dictionary(grouping: found) { $0.scope.type }.map { ($0.key, $0.value.count) }
      .sorted { ($1.1, $0.0) < ($0.1, $1.0) }
    let listed = counts.prefix(10).map { "  \($0.0): \($0.1)" } + (counts.count > 10 ? ["  and more types"] : [])
    throw UsageError(
      summary: "Too many objects",
      detail:
        "Nobody declares \(found.count) objects, and more than \(Self.mostUnnamed) are settled only when they are named, such as "
        + "-target='\(counts[0].0) *' or by their type and identifier:\n\n" + listed.joined(separator: "\n"))
  }
}

extension Glob {
  /// By type and identifier; by type and name, or the last part of an identifier that is a path or an ARN.
  fileprivate func names(_ object: ObservedObject) -> Bool {
    let last = object.importID.split { $0 == "/" || $0 == ":" }.last.map(String.init)
    return [object.importID, object.name, last].contains { $0.map { matches("\(object.scope.type) \($0)") } == true }
  }
}

extension Finding {
  fileprivate var object: ObservedObject? {
    if case .object(let object) = subject { return object }
    return nil
  }
}
