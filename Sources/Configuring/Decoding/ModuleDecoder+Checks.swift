import Model
import Parsing

/// `check` blocks.
extension ModuleDecoder {
  mutating func decodeCheck(_ block: Block, _ name: String) {
    if let previous = module.checks[name] {
      report(
        Diagnostic(
          code: "config.duplicate", summary: "Duplicate check \(quoted(name)) configuration",
          detail:
            "A check block named \(quoted(name)) was already declared at \(previous.range.place). Check blocks must "
            + "have unique names within each module.", subject: block.headerRange))
      return
    }
    var reader = BlockReader(block.body, missingRange: block.headerRange)
    defer { diagnostics += reader.diagnostics }
    reader.allow(attributes: [], blocks: ["data", "assert"])
    checkData(block.body.blocks("data"), of: name, &reader)
    let assertions = reader.conditions("assert")
    // One that refers to nothing asserts nothing.
    if !assertions.contains(where: \.condition.isUnread), assertions.allSatisfy({ $0.condition.references.isEmpty }) {
      reader.report(
        Diagnostic(
          code: "config.empty-check", summary: "Zero assert blocks",
          detail: "Check blocks must have at least one assert block, with a condition and an error_message.",
          subject: block.headerRange))
    }
    module.checks[name] = CheckBlock(name: name, assertions: assertions, range: block.headerRange)
  }

  /// The one data source that only this check may refer to.
  private mutating func checkData(_ blocks: [Block], of check: String, _ reader: inout BlockReader) {
    for extra in blocks.dropFirst() {
      reader.report(
        Diagnostic(
          code: "config.duplicate-block", summary: "Multiple data resource blocks",
          detail:
            "This check block already has a data resource defined at \(blocks[0].headerRange.place). Put each further "
            + "one into a check block of its own.", subject: extra.headerRange))
    }
    guard let block = blocks.first else { return }
    for attribute in block.body.attributes where ["count", "for_each"].contains(attribute.name) {
      reader.report(
        Diagnostic(
          code: "config.invalid-check-data", summary: "Invalid \(quoted(attribute.name)) attribute",
          detail: "The \"count\" and \"for_each\" meta-arguments are not supported within nested data blocks.",
          subject: attribute.nameRange))
    }
    for nested in block.body.blocks("lifecycle") {
      reader.report(
        Diagnostic(
          code: "config.invalid-check-data", summary: "Invalid lifecycle block",
          detail:
            "Nested data blocks do not support \"lifecycle\" blocks as the lifecycle is managed by the containing block.",
          subject: nested.typeRange))
    }
    var plain = block
    plain.body = block.body.without(attributes: ["count", "for_each"], blocks: ["lifecycle"])
    scopedData.append((check, plain))
  }

  /// Declares what was found in check blocks, once all else of the module is declared: it is there that a name is taken.
  mutating func declareScopedData() {
    for (check, block) in scopedData {
      labels(block, ["type", "name"]) { decoder, names in
        decoder.decodeResource(block, .data, type: names[0], name: names[1], check: check)
      }
    }
    scopedData = []
  }
}
