package import Model

/// A plan as people read it: what was found changed, what will be done to which object, what becomes of the outputs.
package func renderPlan(
  _ plan: Plan, schemas: (ResourceName, ProviderAddress) -> Schema?, options: RenderingOptions = RenderingOptions()
) -> String {
  PlanText(plan: plan, schemas: schemas, options: options).text()
}

private struct PlanText {
  let plan: Plan
  let options: RenderingOptions
  /// Without those of which nothing is shown.
  private let changes: [ShownChange]
  private let drift: [ShownChange]
  private let outputs: [(name: String, node: DiffNode)]

  private struct ShownChange {
    var change: ResourceChange
    var node: DiffNode
    var isMoved: Bool { change.isMoved }
    var isImported: Bool { change.importedID != nil }
  }

  init(plan: Plan, schemas: SchemaLookup, options: RenderingOptions) {
    self.plan = plan
    self.options = options
    func shown(_ change: ResourceChange, relevant: PathMatcher?) -> ShownChange {
      // Without its schema an object is shown by its value alone.
      let schema = schemas(change.address.resource, change.provider.provider)?.block
      let before = schema?.markingSensitive(change.before) ?? change.before
      let after = schema?.markingSensitive(change.after) ?? change.after
      // What is only forgotten stays as it is.
      let part = PartChange(
        ChangeValues(before: before, after: change.action == .forget ? before : after),
        replacing: change.requiresReplace, relevant: relevant)
      let node = schema.map { BlockDiffBuilder.block(part, $0) } ?? JSONDiffBuilder.node(part)
      return ShownChange(change: change, node: node)
    }
    changes = plan.changes
      .filter { $0.action != .noOp || $0.isMoved || $0.importedID != nil }
      .map { shown($0, relevant: nil) }
    drift = plan.drift.compactMap { change in
      if plan.mode == .refreshOnly { return shown(change, relevant: nil) }
      let paths = plan.relevantAttributes.filter { $0.resource == change.address }.map(\.path)
      return paths.isEmpty ? nil : shown(change, relevant: PathMatcher(paths, coversDescendants: true))
    }
    outputs = plan.outputChanges.sorted { $0.name < $1.name }.map { change in
      (change.name, JSONDiffBuilder.node(PartChange(ChangeValues(change), replacing: [], relevant: nil)))
    }
  }

  func text() -> String {
    let driftText = driftSection()
    let hasDrift = !driftText.isEmpty
    let visible = changes.filter { $0.change.action != .delete || $0.change.address.resource.mode == .managed }
    let outputText = outputSection()
    var text = driftText
    if visible.isEmpty, outputText.isEmpty {
      let (message, isFinal) = nothingToDo(hasDrift: hasDrift)
      text += message
      if isFinal { return text }
    }
    if hasDrift { text += options.horizontalRule }
    let counted = visible.filter { $0.change.action != .noOp }
    if !counted.isEmpty { text += legend(counted.map(\.change.action)) }
    if !visible.isEmpty {
      text +=
        plan.isErrored ? options.wording.actionsBeforeError : options.wording.actions
      for shown in visible { text += "\n" + changeText(shown, cause: .proposed) + "\n" }
      let summary = ChangeSummary(visible.map(\.change))
      text += options.palette("\n", .bold, "Plan:", .reset, " \(summary)\n")
    }
    if !outputText.isEmpty {
      text += "\nChanges to Outputs:\n\(outputText)\n"
      if counted.isEmpty {
        text += options.wrap(options.wording.outputsOnly) + "\n"
      }
    }
    return text
  }

  private func legend(_ actions: [Action]) -> String {
    let order: [Action] = [
      .create, .update, .delete, .replace(.deleteThenCreate), .replace(.createThenDelete),
      .replace(.forgetThenCreate), .read,
    ]
    let lines = order.filter(actions.contains).compactMap { $0.legend(options.palette) }
    let introduction = options.wrap(options.wording.legend)
    return ([introduction] + lines).map { $0 + "\n" }.joined()
  }

  private func changeText(_ shown: ShownChange, cause: ChangeHeading.Cause) -> String {
    let change = shown.change
    let heading = ChangeHeading(change: change, cause: cause, product: options.product)
    let printer = options.printer
    let name = change.address.resource
    return options.palette(heading.pieces()) + change.action.symbol(options.palette)
      + " \(name.blockHeader) " + printer.text(shown.node, indent: 0)
  }

  private func outputSection() -> String {
    let changed = outputs.filter { $0.node.action != .none }
    // Names are aligned with those of outputs that do not change, too.
    let width = outputs.map { attributeKey($0.name).utf8.count }.max() ?? 0
    let lines = changed.map { output in
      options.printer.symbol(output.node.action) + padded(attributeKey(output.name), to: width) + " = "
        + options.printer.text(output.node, indent: 0)
    }
    return lines.joined(separator: "\n")
  }

  private var isEmpty: Bool {
    !changes.contains { $0.node.action != .none || $0.isMoved || $0.isImported }
      && !outputs.contains { $0.node.action != .none }
  }

  private func driftSection() -> String {
    let visible = plan.mode == .refreshOnly ? drift : drift.filter { $0.node.action != .none }
    if visible.isEmpty || (isEmpty && plan.mode != .refreshOnly) { return "" }
    let product = options.product
    var text = options.palette(
      "\n", .bold, .cyan, "Note:", .reset, .bold, " Objects have changed outside of \(product)\n")
    text += "\n"
    text += options.wrap(options.wording.drift)
    for shown in visible where shown.change.action != .noOp || shown.isMoved {
      text += "\n" + changeText(shown, cause: .drift) + "\n"
    }
    text += options.wrap(
      plan.mode == .refreshOnly ? options.wording.driftInRefresh : options.wording.driftBeforeChanges)
    return text + "\n"
  }

  /// What to say when there is nothing to do, and whether that is all.
  private func nothingToDo(hasDrift: Bool) -> (String, isFinal: Bool) {
    let product = options.product
    func headline(_ words: String, _ rest: String, _ colour: Palette.Piece = .green) -> String {
      options.palette("\n", .reset, .bold, colour, "\(words)", .reset, .bold, " \(rest)", .reset, "\n\n")
    }
    let rule = hasDrift ? options.horizontalRule : ""
    if plan.isErrored {
      let text = headline(
        "Planning failed.", "\(product) encountered an error while generating this plan.", .red)
      return (rule + text, false)
    }
    let wording = options.wording
    switch plan.mode {
    case .refreshOnly:
      if hasDrift { return ("", true) }
      let text = headline("No changes.", "Your infrastructure still matches the configuration.")
      return (text + options.wrap(wording.stillMatches) + "\n", false)
    case .destroy:
      let text = headline("No changes.", "No objects need to be destroyed.")
      return (rule + text + options.wrap(wording.nothingToDestroy) + "\n", false)
    case .normal:
      let text = headline("No changes.", "Your infrastructure matches the configuration.")
      if hasDrift { return (rule + text + options.wrap(wording.matchesDrift) + "\n", true) }
      return (text + options.wrap(wording.matches) + "\n", false)
    }
  }
}

extension ResourceChange {
  fileprivate var isMoved: Bool { previousAddress.map { $0 != address } ?? false }
}

/// How many objects a plan makes, changes and destroys.
package struct ChangeSummary: Sendable, Hashable, CustomStringConvertible {
  package var add = 0
  package var change = 0
  package var destroy = 0
  package var forget = 0
  package var imported = 0

  package init(_ changes: some Sequence<ResourceChange>) {
    self.init(changes.map(\.action))
    imported = changes.count { $0.importedID != nil }
  }

  package init(_ actions: some Sequence<Action>) {
    for action in actions {
      switch action {
      case .create: add += 1
      case .update: change += 1
      case .delete: destroy += 1
      case .replace(.forgetThenCreate):
        add += 1
        forget += 1
      case .replace:
        add += 1
        destroy += 1
      case .forget: forget += 1
      case .read, .noOp: break
      }
    }
  }

  package var description: String {
    (imported > 0 ? "\(imported) to import, " : "") + "\(add) to add, \(change) to change, \(destroy) to destroy."
  }
}

extension ResourceName {
  /// `resource "aws_vpc" "main"`, as in the configuration.
  var blockHeader: String {
    "\(mode == .managed ? "resource" : "data") \(printable(type)) \(printable(name))"
  }
}

extension ChangeValues {
  /// An output's change: sensitive as a whole where the output is declared so.
  package init(_ change: OutputChange) {
    self.init(before: change.before, after: change.after)
    let marks = change.before.deepMarks.union(change.after.deepMarks)
    let isSensitive = change.isSensitive || marks.contains(.sensitive)
    beforeSensitive = .bool(isSensitive)
    afterSensitive = .bool(isSensitive)
  }
}
