import Configuring
import Model
import Parsing

/// `run` blocks.
extension TestFileDecoder {
  mutating func decodeRun(_ block: Block) {
    label(block, "name") { $0.decodeRun(block, name: $1) }
  }

  private mutating func decodeRun(_ block: Block, name: String) {
    if !name.isIdentifier {
      report(
        Diagnostic(
          code: "test.invalid-name", summary: "Invalid run block name",
          detail: "A name must start with a letter or underscore and may contain only letters, digits, underscores, "
            + "and dashes.", subject: block.labels[0].range))
    }
    if let previous = file.runs.first(where: { $0.name == name }) {
      report(
        Diagnostic(
          code: "test.duplicate-run", summary: "Duplicate \"run\" block names",
          detail: "This test file already has a run named \(name) block defined at \(previous.range.place). Other runs "
            + "refer to it by its name, which must be unique.", subject: block.headerRange))
    }
    var reader = BlockReader(block.body, missingRange: block.headerRange)
    reader.allow(
      attributes: ["command", "providers", "expect_failures", "state_key", "parallel"],
      blocks: [
        "plan_options", "variables", "module", "assert", "override_resource", "override_data", "override_module",
      ])
    var run = TestRun(name: name, range: block.headerRange)
    if let keyword = keyword("command", in: block.body, allowed: ["apply", "plan"], &reader) {
      run.command = keyword == "plan" ? .plan : .apply
    }
    if let options = reader.single("plan_options") { run.planOptions = planOptions(options, &reader) }
    if let module = reader.single("module") { decodeModule(module, &run, &reader) }
    if let block = reader.single("variables") { run.variables = variables(block) }
    run.assertions = reader.conditions("assert")
    run.expectedFailures = references("expect_failures", &reader)
    run.providers = providers(&reader)
    run.stateKey = reader.string("state_key")?.text
    run.isParallel = reader.bool("parallel")
    report(reader.diagnostics)
    for override in block.body.blocks where override.type.hasPrefix("override_") {
      if let override = decodeOverride(override, phase: nil), isNew(override, among: run.overrides) {
        run.overrides.append(override)
      }
    }
    file.runs.append(run)
  }

  /// An argument that is a bare word.
  private func keyword(
    _ name: String, in body: Body, allowed: [String], _ reader: inout BlockReader
  ) -> String? {
    guard let attribute = body.attribute(name) else { return nil }
    if case .variable(let word) = attribute.expression.kind, allowed.contains(word) { return word }
    // With a dash in it: refresh-only.
    if let traversal = attribute.expression.traversal, traversal.steps.isEmpty, allowed.contains(traversal.root) {
      return traversal.root
    }
    reader.report(
      Diagnostic(
        code: "test.invalid-keyword", summary: "Invalid \"\(name)\" keyword",
        detail: "The \"\(name)\" argument requires one of the following keywords without quotes: "
          + "\(allowed.joined(separator: " or ")).", subject: attribute.expression.range))
    return nil
  }

  private func planOptions(_ block: Block, _ reader: inout BlockReader) -> TestRun.PlanOptions {
    var inner = BlockReader(block.body, missingRange: block.headerRange)
    inner.allow(attributes: ["mode", "refresh", "target", "replace"])
    var options = TestRun.PlanOptions()
    options.isRefreshOnly =
      keyword("mode", in: block.body, allowed: ["normal", "refresh-only"], &inner) == "refresh-only"
    options.refreshes = inner.bool("refresh") ?? true
    options.targets = references("target", &inner)
    options.replaced = references("replace", &inner)
    if options.isRefreshOnly, !options.refreshes {
      inner.report(
        Diagnostic(
          code: "test.incompatible-options", summary: "Incompatible plan options",
          detail: "The \"refresh\" option cannot be set to false when running a test in \"refresh-only\" mode: there "
            + "would be nothing to do.", subject: block.body.attribute("refresh")?.range))
    }
    reader.report(inner.diagnostics)
    return options
  }

  private func decodeModule(_ block: Block, _ run: inout TestRun, _ reader: inout BlockReader) {
    var inner = BlockReader(block.body, missingRange: block.headerRange)
    inner.allow(attributes: ["source", "version"])
    _ = inner.string("version")
    if inner.string("source") != nil, let source = block.body.attribute("source")?.expression {
      if !inner.diagnostics.hasErrors {
        let (module, problems) = RunModule.read(
          run: run.name, of: file.path, source: source, version: block.body.attribute("version")?.expression,
          body: block.body, range: block.headerRange)
        run.module = module
        inner.report(problems)
      }
    } else if block.body.attribute("source") == nil {
      inner.report(
        Diagnostic(
          code: "test.missing-source", summary: "Missing \"source\" attribute for module block",
          detail: "You must specify a source attribute when executing alternate modules during test executions.",
          subject: block.headerRange))
    }
    reader.report(inner.diagnostics)
  }

  /// A list of references; the older form in quotes is taken with a warning.
  private func references(_ name: String, _ reader: inout BlockReader) -> [Traversal] {
    guard let attribute = reader.body.attribute(name), case .tuple(let items) = attribute.expression.kind else {
      return reader.traversals(name)
    }
    return items.compactMap { item in
      if let traversal = item.traversal { return traversal }
      if case .literal(.string(let text)) = item.kind, let traversal = quotedReference(text, item.range) {
        reader.report(
          Diagnostic(
            .warning, code: "config.quoted-reference", summary: "Quoted references are deprecated",
            detail: "In this context, references are expected literally rather than in quotes. Remove the quotes "
              + "surrounding this reference to silence this warning.", subject: item.range))
        return traversal
      }
      reader.report(
        Diagnostic(
          code: "config.invalid-reference", summary: "Invalid expression",
          detail: "A single static variable reference is required: only attribute access and indexing with constant "
            + "keys. No calculations, function calls, template expressions, etc are allowed "
            + "here.", subject: item.range))
      return nil
    }
  }

  private func quotedReference(_ text: String, _ range: SourceRange) -> Traversal? {
    let (expression, problems) = parseExpression(Array(text.utf8), name: range.file)
    guard !problems.hasErrors, var traversal = expression?.traversal else { return nil }
    // What is said of it points at the text as it stands.
    traversal.rootRange = range
    traversal.steps = traversal.steps.map { step in
      switch step {
      case .attribute(let name, _): .attribute(name, range)
      case .index(let key, _): .index(key, range)
      }
    }
    return traversal
  }

  private func providers(
    _ reader: inout BlockReader
  ) -> [(inside: ProviderReference, outside: ProviderReference)]? {
    guard let attribute = reader.body.attribute("providers") else { return nil }
    guard case .object(let items) = attribute.expression.kind else {
      reader.report(
        Diagnostic(
          code: "config.wrong-type", summary: "Invalid providers argument",
          detail: "The providers argument is a map from the names in the module to those in this file.",
          subject: attribute.expression.range))
      return nil
    }
    return items.compactMap { item in
      guard let inside = reference(item.key, &reader), let outside = reference(item.value, &reader) else { return nil }
      return (inside, outside)
    }
  }

  private func reference(_ expression: Expression, _ reader: inout BlockReader) -> ProviderReference? {
    var traversal = expression.traversal
    if case .literal(.string(let text)) = expression.kind { traversal = quotedReference(text, expression.range) }
    if case .parentheses(let inner) = expression.kind { traversal = inner.traversal }
    if let traversal, traversal.steps.count <= 1 {
      if traversal.steps.isEmpty {
        return ProviderReference(localName: traversal.root, alias: nil, range: expression.range)
      }
      if let alias = traversal.steps[0].name {
        return ProviderReference(localName: traversal.root, alias: alias, range: expression.range)
      }
    }
    reader.report(
      Diagnostic(
        code: "config.invalid-provider-reference", summary: "Invalid provider configuration reference",
        detail: "A provider type name is required, optionally followed by a period and then a configuration alias.",
        subject: expression.range))
    return nil
  }
}
