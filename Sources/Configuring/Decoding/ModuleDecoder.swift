import Model
import Parsing

/// Decodes the files of one module: what each top-level block declares, checked for form.
struct ModuleDecoder {
  var module: Module
  var diagnostics: [Diagnostic] = []
  var requiredProvidersRange: SourceRange?
  var backendRange: SourceRange?
  /// Of blocks without `for_each`, by their target.
  var importedAddresses: [String: SourceRange] = [:]
  /// Data sources inside of check blocks, with the names of these.
  var scopedData: [(check: String, block: Block)] = []

  init(path: ModulePath, directory: String) { module = Module(path: path, directory: directory) }

  static let topLevel = [
    "terraform", "provider", "variable", "locals", "output", "module", "resource", "data", "moved", "import", "check",
    "removed", "ephemeral", "language",
  ]

  /// What labels are called when they are no names, where that is more than the type of the block and their own.
  private static let labelNames = [
    "module name": "module instance name", "data type": "data source name", "data name": "data resource name",
    "resource type": "resource type name", "ephemeral type": "ephemeral resource type",
    "ephemeral name": "ephemeral resource name", "check name": "check block name",
  ]

  mutating func decode(file body: Body) {
    for attribute in body.attributes {
      report(
        Diagnostic(
          code: "config.unsupported-argument", summary: "Unsupported argument",
          detail: "An argument named \(quoted(attribute.name)) is not expected here.", subject: attribute.nameRange))
    }
    module.files.append(body)
    module.resources.reserveCapacity(module.resources.count + body.blocks.count)
    module.calledProviderFunctions.formUnion(body.calledFunctions.compactMap(ProviderFunctionName.init))
    for block in body.blocks { decode(block) }
  }

  mutating func decode(_ block: Block) {
    switch block.type {
    case "terraform": labels(block, []) { decoder, _ in decoder.decodeTerraform(block) }
    case "language": labels(block, []) { decoder, _ in decoder.decodeLanguage(block) }
    case "provider": labels(block, ["name"]) { decoder, names in decoder.decodeProvider(block, names[0]) }
    case "variable": labels(block, ["name"]) { decoder, names in decoder.decodeVariable(block, names[0]) }
    case "locals": labels(block, []) { decoder, _ in decoder.decodeLocals(block) }
    case "output": labels(block, ["name"]) { decoder, names in decoder.decodeOutput(block, names[0]) }
    case "module": labels(block, ["name"]) { decoder, names in decoder.decodeCall(block, names[0]) }
    case "resource":
      labels(block, ["type", "name"]) { $0.decodeResource(block, .managed, type: $1[0], name: $1[1]) }
    case "data": labels(block, ["type", "name"]) { $0.decodeResource(block, .data, type: $1[0], name: $1[1]) }
    case "moved": labels(block, []) { decoder, _ in decoder.decodeMoved(block) }
    case "removed": labels(block, []) { decoder, _ in decoder.decodeRemoved(block) }
    case "ephemeral":
      labels(block, ["type", "name"]) { $0.decodeResource(block, .ephemeral, type: $1[0], name: $1[1]) }
    case "import": labels(block, []) { decoder, _ in decoder.decodeImport(block) }
    case "check": labels(block, ["name"]) { decoder, names in decoder.decodeCheck(block, names[0]) }
    default:
      var detail = "Blocks of type \(quoted(block.type)) are not expected here."
      if block.type == "list" {
        detail += " They belong in query files, whose names end in .tfquery.hcl."
      } else if let near = suggestion(for: block.type, among: Self.topLevel) {
        detail += " Did you mean \(quoted(near))?"
      }
      report(
        Diagnostic(
          code: "config.unsupported-block", summary: "Unsupported block type", detail: detail, subject: block.typeRange)
      )
    }
  }

  mutating func report(_ diagnostic: Diagnostic) { diagnostics.append(diagnostic) }

  /// Calls `body` when the block has exactly these labels, and reports which of them are no names.
  mutating func labels(
    _ block: Block, _ names: [String], _ body: (inout ModuleDecoder, [String]) -> Void
  ) {
    if block.labels.count < names.count {
      let missing = names[block.labels.count]
      report(
        Diagnostic(
          code: "config.missing-label", summary: "Missing \(missing) for \(block.type)",
          detail: "All \(block.type) blocks must have \(names.count) \(names.count == 1 ? "label" : "labels") "
            + "(\(names.joined(separator: ", "))).",
          subject: block.openBraceRange, context: block.headerRange.union(block.openBraceRange)))
      return
    }
    if block.labels.count > names.count {
      let wanted =
        names.isEmpty
        ? "No labels are expected for \(block.type) blocks. Write \(block.type) { ... }, and remove this one."
        : "Only \(names.count) \(names.count == 1 ? "label" : "labels") (\(names.joined(separator: ", "))) "
          + "\(names.count == 1 ? "is" : "are") expected for \(block.type) blocks. Remove this one."
      report(
        Diagnostic(
          code: "config.extra-label", summary: "Extraneous label for \(block.type)", detail: wanted,
          subject: block.labels[names.count].range, context: block.headerRange.union(block.openBraceRange)))
      return
    }
    for (label, name) in zip(block.labels, names) where !label.text.isIdentifier && block.type != "provider" {
      report(
        Diagnostic(
          code: "config.invalid-name",
          summary: "Invalid \(Self.labelNames["\(block.type) \(name)"] ?? "\(block.type) \(name)")",
          detail:
            "A name must start with a letter or underscore and may contain only letters, digits, underscores, and "
            + "dashes.", subject: label.range))
    }
    body(&self, block.labels.map(\.text))
  }

  /// Reports a second declaration of one name; the first one stays.
  mutating func isNew(
    _ previous: SourceRange?, _ kind: String, summary: String, name: String, at range: SourceRange
  ) -> Bool {
    guard let previous else { return true }
    report(
      Diagnostic(
        code: "config.duplicate", summary: summary,
        detail:
          "\(kind) named \(quoted(name)) was already declared at \(previous.place). Names must be unique within a "
          + "module: rename one of the two, or remove it.", subject: range))
    return false
  }
}
