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
    for nested in block.body.blocks("data") {
      reader.report(
        Diagnostic(
          code: "config.not-supported", summary: "Block type not supported yet",
          detail:
            "Plumb does not read data inside of check blocks yet, and does not leave it out silently. Put the data block beside "
            + "the check block: an error while reading it then stops the plan.", subject: nested.headerRange))
    }
    let assertions = reader.conditions("assert")
    // One that refers to nothing asserts nothing.
    if assertions.allSatisfy({ $0.condition.references.isEmpty }) {
      reader.report(
        Diagnostic(
          code: "config.empty-check", summary: "Zero assert blocks",
          detail: "Check blocks must have at least one assert block.", subject: block.headerRange))
    }
    module.checks[name] = CheckBlock(name: name, assertions: assertions, range: block.headerRange)
  }
}
