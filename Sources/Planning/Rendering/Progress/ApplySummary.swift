package import Model

/// What an apply did, counted by the objects made, changed, destroyed and forgotten.
package struct ApplySummary: Sendable, Hashable {
  package var added: Int
  package var changed: Int
  package var destroyed: Int
  package var imported: Int
  /// Whether the command was to destroy everything; a plan to destroy may be applied by other commands too.
  package var isDestroy: Bool

  package init(added: Int = 0, changed: Int = 0, destroyed: Int = 0, imported: Int = 0, isDestroy: Bool = false) {
    self.added = added
    self.changed = changed
    self.destroyed = destroyed
    self.imported = imported
    self.isDestroy = isDestroy
  }

  var sentence: String {
    isDestroy
      ? "Destroy complete! Resources: \(destroyed) destroyed."
      : "Apply complete! Resources: \(imported > 0 ? "\(imported) imported, " : "")\(added) added, \(changed) changed, \(destroyed) destroyed."
  }

  package func text(_ palette: Palette) -> String {
    palette(.reset, .bold, .green, "\n\(sentence)\n")
  }
}

/// The outputs below the summary of an apply; empty when there are none.
package func renderOutputsSection(_ outputs: [String: OutputValue], _ palette: Palette) -> String {
  if outputs.isEmpty { return "" }
  return palette(.reset, .bold, .green, "\nOutputs:\n\n") + outputsText(outputs) + "\n"
}
