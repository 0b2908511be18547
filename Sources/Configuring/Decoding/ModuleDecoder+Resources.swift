import Model
import Parsing

/// `resource` and `data` blocks with what they say of themselves: repetition, provider, life cycle.
extension ModuleDecoder {
  func repetition(_ reader: inout BlockReader, kind: String) -> (count: Expression?, forEach: Expression?) {
    let count = reader.body.attribute("count")
    let forEach = reader.body.attribute("for_each")
    // Where an override file brings one of them, it is as if `count` alone were there.
    if let count, let forEach, count.range.file != forEach.range.file { return (count.expression, nil) }
    if count != nil, let forEach {
      reader.report(
        Diagnostic(
          code: "config.invalid-combination", summary: "Invalid combination of \"count\" and \"for_each\"",
          detail:
            "The \"count\" and \"for_each\" meta-arguments are mutually-exclusive, only one should be used to be explicit "
            + "about the number of \(kind)s to be created.", subject: forEach.nameRange))
    }
    return (count?.expression, forEach?.expression)
  }

  /// `check` names the check block around a data source, if there is one.
  mutating func decodeResource(
    _ block: Block, _ mode: ResourceMode, type: String, name: String, check: String? = nil
  ) {
    let resourceName = ResourceName(mode: mode, type: type, name: name)
    if let previous = module.resources[resourceName] {
      report(
        Diagnostic(
          code: "config.duplicate",
          summary: "Duplicate \(mode == .managed ? "resource" : mode.rawValue) \(quoted(type)) configuration",
          detail:
            "A \(type) \(mode == .managed ? "resource" : "\(mode.rawValue) resource") named \(quoted(name)) was already declared at "
            + "\(previous.range.place). Resource names must be unique per type in each module"
            + (check == nil ? "." : ", including within check blocks."),
          subject: block.headerRange))
      return
    }
    var reader = BlockReader(block.body, missingRange: block.headerRange)
    defer { diagnostics += reader.diagnostics }
    let repetition = repetition(&reader, kind: "resource")
    var provider: ProviderReference?
    if let attribute = block.body.attribute("provider") {
      provider = providerInstanceReference(attribute.expression, &reader)
    }
    var lifecycle = Lifecycle()
    if let lifecycleBlock = reader.single("lifecycle") {
      lifecycle = decodeLifecycle(lifecycleBlock, mode: mode, &reader)
    }
    checkEnabled(lifecycle.enabled, repetition, &reader)
    for nested in block.body.blocks("locals") {
      reader.report(
        Diagnostic(
          code: "config.reserved-name", summary: "Reserved block type name in resource block",
          detail: "The block type name \"locals\" is reserved for a later version of the language. Local values are "
            + "declared in a block of their own, outside of the resource.", subject: nested.typeRange))
    }
    let provisioning: Set<String> = mode != .managed ? [] : ["provisioner", "connection"]
    let provisioners = mode == .managed ? decodeProvisioners(block, &reader) : []
    module.resources[resourceName] = Resource(
      name: resourceName, count: repetition.count, forEach: repetition.forEach,
      dependsOn: reader.traversals("depends_on"), provider: provider, lifecycle: lifecycle, provisioners: provisioners,
      body: block.body.without(
        attributes: ["count", "for_each", "depends_on", "provider"], blocks: provisioning.union(["lifecycle"])),
      range: block.headerRange, typeRange: block.labels[0].range, check: check)
  }

  func checkEnabled(
    _ enabled: Expression?, _ repetition: (count: Expression?, forEach: Expression?), _ reader: inout BlockReader
  ) {
    guard let enabled, repetition.count != nil || repetition.forEach != nil else { return }
    reader.report(
      Diagnostic(
        code: "config.invalid-combination",
        summary: "Invalid combination of \"enabled\", \"count\" and \"for_each\"",
        detail: "These are mutually-exclusive: \"enabled\" decides about one object, the others about many.",
        subject: enabled.range))
  }

  func decodeLifecycle(_ block: Block, mode: ResourceMode, _ outer: inout BlockReader) -> Lifecycle {
    var reader = BlockReader(block.body, missingRange: block.headerRange)
    defer { outer.report(reader.diagnostics) }
    var lifecycle = Lifecycle()
    let managedOnly = [
      "create_before_destroy", "prevent_destroy", "ignore_changes", "replace_triggered_by", "destroy",
    ]
    reader.allow(attributes: managedOnly + ["enabled"], blocks: ["precondition", "postcondition"])
    if mode != .managed {
      for attribute in block.body.attributes where managedOnly.contains(attribute.name) {
        reader.report(
          Diagnostic(
            code: "config.invalid-lifecycle", summary: "Invalid \(mode.rawValue) resource lifecycle argument",
            detail:
              "The lifecycle argument \(quoted(attribute.name)) is defined only for managed resources (\"resource\" "
              + "blocks), and is not valid for \(mode.rawValue) resources.", subject: attribute.nameRange))
      }
    }
    lifecycle.createBeforeDestroy = reader.bool("create_before_destroy")
    lifecycle.destroys = mode != .managed || reader.bool("destroy") ?? true
    lifecycle.enabled = block.body.attribute("enabled")?.expression
    if let expression = block.body.attribute("prevent_destroy")?.expression, expression.isComputed {
      lifecycle.preventDestroyExpression = expression
    } else {
      lifecycle.preventDestroy = reader.bool("prevent_destroy") ?? false
    }
    lifecycle.preconditions = reader.conditions("precondition")
    lifecycle.postconditions = reader.conditions("postcondition")
    if let attribute = block.body.attribute("ignore_changes") {
      lifecycle.ignoreChanges = ignoreChanges(attribute, &reader)
    }
    if let attribute = block.body.attribute("replace_triggered_by") {
      if case .tuple(let items) = attribute.expression.kind {
        lifecycle.replaceTriggeredBy = items
      } else {
        reader.report(
          Diagnostic(
            code: "config.wrong-type", summary: "Invalid expression",
            detail: "A static list expression is required for \"replace_triggered_by\".",
            subject: attribute.expression.range))
      }
    }
    return lifecycle
  }

  func ignoreChanges(_ attribute: Attribute, _ reader: inout BlockReader) -> Lifecycle.Ignore {
    switch attribute.expression.kind {
    case .variable("all"): return .all
    case .tuple(let items):
      var paths: [(traversal: Traversal, range: SourceRange)] = []
      for item in items {
        if case .literal(.string(let text)) = item.kind {
          if text == "*" {
            reader.report(
              Diagnostic(
                code: "config.invalid-ignore-changes", summary: "Invalid ignore_changes wildcard",
                detail: "The [\"*\"] form of ignore_changes wildcard is was deprecated and is now invalid. Use "
                  + "\"ignore_changes = all\" to ignore changes to all attributes.",
                subject: attribute.expression.range))
            if items.count > 1 {
              reader.report(
                Diagnostic(
                  code: "config.invalid-ignore-changes", summary: "Invalid ignore_changes ruleset",
                  detail: "The wildcard \"*\" cannot be mixed with the names of attributes.", subject: item.range))
            }
          } else {
            paths.append((Traversal(root: text, rootRange: item.range), item.range))
          }
        } else if let traversal = item.traversal {
          paths.append((traversal, item.range))
        } else {
          reader.report(
            Diagnostic(
              code: "config.invalid-ignore-changes", summary: "Invalid expression",
              detail: "Each item is an attribute of the resource, with constant keys: tags, or tags[\"Name\"].",
              subject: item.range))
        }
      }
      return .paths(paths)
    default:
      reader.report(
        Diagnostic(
          code: "config.wrong-type", summary: "Invalid expression",
          detail: "A static list expression is required, or the keyword \"all\".",
          subject: reader.start(of: attribute.expression)))
      return .none
    }
  }
}

extension Expression {
  /// Whether it is more than a constant.
  fileprivate var isComputed: Bool { !references.isEmpty || !calledFunctions.isEmpty }
}
