import Model
import Parsing

/// OpenTofu's `language` block: with which versions of it a module goes together. The rest of the block is for later versions.
extension ModuleDecoder {
  private static let edition = "tofu2024"
  /// The first one that knows the block.
  private static let before = "1.11.0"

  mutating func decodeLanguage(_ block: Block) {
    var reader = BlockReader(block.body, missingRange: block.headerRange)
    defer { diagnostics += reader.diagnostics }
    reader.allow(attributes: ["edition", "experiments"], blocks: ["compatible_with"])
    if let edition = block.body.attribute("edition") { checkEdition(edition.expression, &reader) }
    if let experiments = block.body.attribute("experiments") { checkExperiments(experiments.expression, &reader) }
    var previous: VersionRequirement?
    for compatible in block.body.blocks("compatible_with") {
      // What it says of other software is theirs to read.
      guard let argument = compatible.body.attribute("opentofu") else { continue }
      var inner = BlockReader(compatible.body, missingRange: compatible.headerRange)
      let text = inner.string("opentofu")
      reader.report(inner.diagnostics)
      guard let text else { continue }
      if let previous {
        reader.report(
          Diagnostic(
            code: "config.duplicate-block", summary: "Duplicate compatible_with block",
            detail:
              "Each language block may have at most one compatible_with block referring to OpenTofu. The OpenTofu version "
              + "constraint was already declared at \(previous.argumentRange.place).", subject: compatible.headerRange))
        continue
      }
      let requirement = VersionRequirement(
        constraint: text.text, range: text.range, argumentRange: argument.range, isOpenTofu: true)
      previous = requirement
      module.requiredVersions.append(requirement)
      warnOfIneffective(requirement, &reader)
    }
  }

  private func warnOfIneffective(_ requirement: VersionRequirement, _ reader: inout BlockReader) {
    guard let constraints = try? VersionConstraints(requirement.constraint), let before = try? Version(Self.before),
      constraints.allowsProgram(before)
    else { return }
    reader.report(
      Diagnostic(
        .warning, code: "config.ineffective-version", summary: "Ineffective version constraint",
        detail:
          "The compatible_with block came with OpenTofu 1.12, so that a constraint in it should exclude earlier versions: "
          + "include \">= 1.12\". For a module that goes together with those, write required_version in a terraform block, in a "
          + "file whose name ends in .tofu.", subject: requirement.argumentRange))
  }

  private func checkEdition(_ expression: Expression, _ reader: inout BlockReader) {
    guard case .variable(let keyword) = expression.kind else {
      reader.report(
        Diagnostic(
          code: "config.language-edition", summary: "Invalid language edition",
          detail:
            "The \"edition\" argument expects a bare language edition keyword, of which there is \(Self.edition) only: it is "
            + "the default.", subject: expression.range))
      return
    }
    if keyword == Self.edition { return }
    reader.report(
      Diagnostic(
        code: "config.language-edition", summary: "Unsupported language edition",
        detail:
          "The language edition \(quoted(keyword)) is not known here: there is \(Self.edition) only, which is the default. This "
          + "module is for a newer version of the language, or for other software.", subject: expression.range))
  }

  private func checkExperiments(_ expression: Expression, _ reader: inout BlockReader) {
    guard case .tuple(let items) = expression.kind else {
      reader.report(
        Diagnostic(
          code: "config.wrong-type", summary: "Invalid expression",
          detail: "A static list expression is required for \"experiments\".", subject: reader.start(of: expression)))
      return
    }
    for item in items {
      if case .variable(let keyword) = item.kind {
        reader.report(
          Diagnostic(
            code: "config.experiments", summary: "Unknown experiment keyword",
            detail:
              "There is no current experiment with the keyword \(quoted(keyword)). What has left its experiment is part of the "
              + "language: remove the keyword.", subject: item.range))
      } else {
        reader.report(
          Diagnostic(
            code: "config.experiments", summary: "Invalid experiment keyword",
            detail: "Elements of \"experiments\" must all be keywords representing active experiments.",
            subject: item.range))
      }
    }
  }
}
