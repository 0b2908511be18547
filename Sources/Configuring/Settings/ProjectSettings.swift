package import Model
import Parsing

/// What `plumb.hcl` says beyond the configuration: of all such files from a stack up to the root of its repository.
package struct ProjectSettings: Sendable {
  package static let fileName = "plumb.hcl"

  /// What is quiet, the nearest file's rules first.
  package var ignores: [IgnoreRule] = []
  /// Controls that need not hold, the nearest file's first.
  package var exemptions: [Exemption] = []
  /// By which policies plans are judged; nil where no file has such a block.
  package var policy: PolicySettings?
  package var stack = StackSettings()

  package init() {}
}

/// What a `stack` block says; of several files, the nearest that says it.
package struct StackSettings: Sendable, Hashable {
  package var name: String?
  package var owner: String?
  package var environment: String?

  package init(name: String? = nil, owner: String? = nil, environment: String? = nil) {
    self.name = name
    self.owner = owner
    self.environment = environment
  }
}

/// Where settings are for a stack, and where a new rule goes.
package struct SettingsPlaces: Sendable, Hashable {
  /// Files that are there, the nearest first.
  package var files: [String]
  /// The nearest file that is there, or else the one to be made: at the repository's root, or beside a stack that is in none.
  package var writable: String

  /// `directory` is absolute. Outside of a repository only the stack's own directory counts.
  package init(stack directory: String, exists: (String) -> Bool) {
    var folders: [String] = []
    var current = directory == "/" ? "" : directory
    var isInRepository = false
    while true {
      folders.append(current)
      if exists("\(current)/.git") {
        isInRepository = true
        break
      }
      guard let slash = current.lastIndex(of: "/") else { break }
      current = String(current[..<slash])
    }
    if !isInRepository { folders = Array(folders.prefix(1)) }
    let places = folders.map { "\($0)/\(ProjectSettings.fileName)" }
    files = places.filter(exists)
    writable = files.first ?? places.last ?? ProjectSettings.fileName
  }
}

/// Reads settings files, the nearest first; what is wrong with them is told, and the rest of them counts.
package func readProjectSettings(
  _ files: [(name: String, text: [UInt8])]
) -> (settings: ProjectSettings, diagnostics: [Diagnostic]) {
  var reader = SettingsReader()
  for file in files { reader.read(file.text, name: file.name) }
  return (reader.settings, reader.diagnostics)
}

private struct SettingsReader {
  var settings = ProjectSettings()
  var diagnostics: [Diagnostic] = []

  /// Block types of which it is known what they will say.
  private static let later = ["budget", "price_book", "usage"]

  mutating func read(_ text: [UInt8], name: String) {
    let (body, problems) = parseFile(text, name: name)
    diagnostics += problems
    for attribute in body.attributes {
      diagnostics.append(
        Diagnostic(
          code: "settings.unsupported-argument", summary: "Unsupported argument",
          detail: "An argument named \(quoted(attribute.name)) is not expected here: settings stand in blocks.",
          subject: attribute.nameRange))
    }
    var stack: SourceRange?
    for block in body.blocks {
      switch block.type {
      case "ignore": readIgnore(block)
      case "exemption": readExemption(block)
      case "policy": readPolicy(block, file: name)
      case "stack":
        if let stack {
          report(
            "duplicate-block", "Duplicate stack block",
            "A stack block was already there at \(stack.place). A settings file has one at most.", block.headerRange)
          continue
        }
        stack = block.headerRange
        readStack(block)
      case let type where Self.later.contains(type):
        diagnostics.append(
          Diagnostic(
            .warning, code: "settings.not-supported-yet", summary: "Settings not supported yet",
            detail: "Blocks of type \(quoted(type)) are known, but have no effect in this version.",
            subject: block.typeRange))
      default:
        let near = suggestion(for: block.type, among: ["exemption", "ignore", "policy", "stack"] + Self.later)
        report(
          "unsupported-block", "Unsupported block type",
          "Blocks of type \(quoted(block.type)) are not expected here."
            + (near.map { " Did you mean \(quoted($0))?" } ?? ""),
          block.typeRange)
      }
    }
  }

  private mutating func report(_ code: String, _ summary: String, _ detail: String, _ subject: SourceRange) {
    diagnostics.append(Diagnostic(code: "settings.\(code)", summary: summary, detail: detail, subject: subject))
  }

  // MARK: stack

  private mutating func readStack(_ block: Block) {
    refuseLabels(of: block, beyond: 0)
    var reader = BlockReader(block.body, missingRange: block.headerRange)
    reader.allow(attributes: ["name", "owner", "environment"])
    let found = StackSettings(
      name: reader.string("name")?.text, owner: reader.string("owner")?.text,
      environment: reader.string("environment")?.text)
    diagnostics += reader.diagnostics
    settings.stack.name = settings.stack.name ?? found.name
    settings.stack.owner = settings.stack.owner ?? found.owner
    settings.stack.environment = settings.stack.environment ?? found.environment
  }

  private mutating func refuseLabels(of block: Block, beyond count: Int) {
    guard block.labels.count > count else { return }
    report(
      "extraneous-label", "Extraneous label for \(block.type)",
      count == 0
        ? "No labels are expected for \(block.type) blocks."
        : "Only \(count) label is expected for \(block.type) blocks.", block.labels[count].range)
  }

  // MARK: ignore

  private static let disciplines = ["drift"]

  private mutating func readIgnore(_ block: Block) {
    refuseLabels(of: block, beyond: 1)
    guard let label = block.labels.first else {
      report(
        "missing-label", "Missing label for ignore",
        "An ignore block has a label that says what is ignored: ignore \"drift\" { ... }.", block.headerRange)
      return
    }
    guard Self.disciplines.contains(label.text) else {
      let near = suggestion(for: label.text, among: Self.disciplines).map { " Did you mean \(quoted($0))?" }
      report(
        "unknown-label", "Unsupported kind of ignore block",
        "There is nothing of the kind \(quoted(label.text)) to ignore.\(near ?? " Use \"drift\".")", label.range)
      return
    }
    var reader = BlockReader(block.body, missingRange: block.headerRange)
    reader.allow(attributes: ["address", "object", "attributes", "reason", "owner", "expires"])
    var rule = IgnoreRule(
      discipline: label.text, scope: .object(Glob("")), reason: required("reason", &reader),
      owner: required("owner", &reader), range: block.headerRange)
    let scope = scope(block, &reader)
    rule.attributes = attributes(block, &reader)
    rule.expires = expiry(&reader)
    diagnostics += reader.diagnostics
    guard !reader.diagnostics.hasErrors, let scope else { return }
    rule.scope = scope
    settings.ignores.append(rule)
  }

  /// The last day on which something holds.
  private func expiry(_ reader: inout BlockReader) -> String? {
    guard let (text, range) = reader.string("expires") else { return nil }
    if Self.isDay(text) { return text }
    reader.report(
      Diagnostic(
        code: "settings.invalid-date", summary: "Invalid date",
        detail: "\(quoted(text)) is not a day of the calendar. Write the last day on which the rule holds as "
          + "year, month and day: \"2026-12-31\".", subject: range))
    return nil
  }

  // MARK: policy

  /// The nearest file's block counts.
  private mutating func readPolicy(_ block: Block, file: String) {
    refuseLabels(of: block, beyond: 0)
    var reader = BlockReader(block.body, missingRange: block.headerRange)
    reader.allow(attributes: ["paths", "controls", "severity", "enforcement_level", "inputs"])
    var policy = PolicySettings()
    let folder = file.lastIndex(of: "/").map { String(file[..<$0]) } ?? "."
    if let paths = texts("paths", block, &reader) {
      policy.paths = paths.map { $0.hasPrefix("/") ? $0 : folder == "." ? $0 : "\(folder)/\($0)" }
    }
    if let controls = texts("controls", block, &reader) { policy.controls = controls.map { Glob($0) } }
    if let (text, range) = reader.string("severity") {
      policy.severity = Finding.Severity.allCases.first { $0.name == text }
      if policy.severity == nil {
        reader.report(
          Diagnostic(
            code: "settings.invalid-severity", summary: "Invalid severity",
            detail: "The severity \(quoted(text)) is none of critical, high, medium, low and info.", subject: range))
      }
    }
    if let (text, range) = reader.string("enforcement_level") {
      if let level = PolicyEnforcement(rawValue: text) {
        policy.enforcement = level
      } else {
        let known = PolicyEnforcement.allCases.map { quoted($0.rawValue) }.joined(separator: ", ")
        reader.report(
          Diagnostic(
            code: "settings.invalid-enforcement", summary: "Invalid enforcement level",
            detail: "The enforcement level \(quoted(text)) is none of \(known).", subject: range))
      }
    }
    if let attribute = block.body.attribute("inputs"), let value = reader.constant(attribute.expression) {
      if let members = value.keyedValues {
        policy.inputs = Dictionary(members.pairs.map { ($0, $1) }) { $1 }
      } else {
        reader.report(
          Diagnostic(
            code: "config.wrong-type", summary: "Unsuitable value type",
            detail: "Unsuitable value: inputs are an object of names and values.", subject: attribute.expression.range))
      }
    }
    diagnostics += reader.diagnostics
    if settings.policy == nil { settings.policy = policy }
  }

  private func texts(_ name: String, _ block: Block, _ reader: inout BlockReader) -> [String]? {
    guard let attribute = block.body.attribute(name), let value = reader.constant(attribute.expression) else {
      return nil
    }
    let texts = value.elements?.map(\.stringValue) ?? [nil]
    if texts.contains(nil) {
      reader.report(
        Diagnostic(
          code: "config.wrong-type", summary: "Unsuitable value type",
          detail: "Unsuitable value: a list of texts is required for \(quoted(name)).",
          subject: attribute.expression.range))
    }
    return texts.compactMap { $0 }
  }

  // MARK: exemption

  private mutating func readExemption(_ block: Block) {
    refuseLabels(of: block, beyond: 1)
    guard let label = block.labels.first else {
      report(
        "missing-label", "Missing label for exemption",
        "An exemption block has a label that names a control: exemption \"rds-not-public\" { ... }.", block.headerRange)
      return
    }
    var reader = BlockReader(block.body, missingRange: block.headerRange)
    reader.allow(attributes: ["address", "condition", "reason", "owner", "expires"])
    var exemption = Exemption(
      control: Glob(label.text), condition: block.body.attribute("condition")?.expression,
      reason: required("reason", &reader), owner: required("owner", &reader), expires: expiry(&reader),
      range: block.headerRange)
    if let (text, range) = reader.string("address") { exemption.address = pattern(text, range, &reader) }
    diagnostics += reader.diagnostics
    if !reader.diagnostics.hasErrors { settings.exemptions.append(exemption) }
  }

  private func pattern(_ text: String, _ range: SourceRange, _ reader: inout BlockReader) -> AddressPattern? {
    do throws(PatternError) {
      return try AddressPattern(text)
    } catch {
      reader.report(
        Diagnostic(
          code: "settings.invalid-address", summary: "Invalid address pattern",
          detail: "\(error.message) Write an address, with \"*\" where anything may stand: "
            + "\"module.*.aws_instance.web\", \"**.aws_instance.*\".", subject: range))
      return nil
    }
  }

  private func required(_ name: String, _ reader: inout BlockReader) -> String {
    guard reader.required(name) != nil, let (text, range) = reader.string(name) else { return "" }
    if text.allSatisfy(\.isWhitespace) {
      reader.report(
        Diagnostic(
          code: "settings.empty", summary: "Empty \(name)",
          detail: "Whoever reads the rule later wants to know: the \(name) of a rule must not be empty.", subject: range
        ))
    }
    return text
  }

  private func scope(_ block: Block, _ reader: inout BlockReader) -> IgnoreRule.Scope? {
    let (address, object) = (block.body.attribute("address"), block.body.attribute("object"))
    guard (address == nil) != (object == nil) else {
      reader.report(
        Diagnostic(
          code: "settings.invalid-scope", summary: "Invalid scope of an ignore block",
          detail: "A rule says what it is about by either \"address\" (of what the configuration declares, e.g. "
            + "\"aws_instance.web\") or \"object\" (of what nothing declares, e.g. \"aws_vpc vpc-123\").",
          subject: object?.nameRange ?? block.headerRange))
      return nil
    }
    if object != nil { return reader.string("object").map { .object(Glob($0.text)) } }
    guard let (text, range) = reader.string("address") else { return nil }
    return pattern(text, range, &reader).map { .address($0) }
  }

  private func attributes(_ block: Block, _ reader: inout BlockReader) -> [AttributePattern] {
    guard let attribute = block.body.attribute("attributes") else { return [] }
    guard let value = reader.constant(attribute.expression) else { return [] }
    let texts = value.elements?.map(\.stringValue) ?? [nil]
    if texts.isEmpty || texts.contains(nil) {
      reader.report(
        Diagnostic(
          code: "config.wrong-type", summary: "Unsuitable value type",
          detail:
            "Unsuitable value: a list of one or more texts is required for \"attributes\". Leave it out to ignore all "
            + "attributes.", subject: attribute.expression.range))
    }
    return texts.compactMap { text in
      guard let text else { return nil }
      do throws(PatternError) {
        return try AttributePattern(text)
      } catch {
        reader.report(
          Diagnostic(
            code: "settings.invalid-attribute", summary: "Invalid attribute pattern",
            detail:
              "\(quoted(text)) does not name an attribute: \(error.message) Write a path, with \"*\" where anything "
              + "may stand: \"tags[\\\"Owner\\\"]\", \"ingress[*].cidr_blocks\".", subject: attribute.expression.range))
        return nil
      }
    }
  }

  private static func isDay(_ text: String) -> Bool {
    guard text.utf8.count == 10, let time = UTCTime(iso8601: text + "T00:00:00Z") else { return false }
    // The 31st of a shorter month would come out as another day.
    return time.iso8601.hasPrefix(text)
  }
}
