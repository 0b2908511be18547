package import Configuring
package import Model
package import Parsing

/// Reads `.tftest.hcl` files, and the `.tfmock.hcl` files that they name.
package struct TestFileDecoder {
  package internal(set) var file: TestFile
  package private(set) var diagnostics: [Diagnostic] = []
  let source: any ModuleSource
  private var variablesRange: SourceRange?
  private var settingsRange: SourceRange?

  static let topLevel = [
    "test", "run", "variables", "provider", "mock_provider", "override_resource", "override_data", "override_module",
  ]

  /// `source` is where files of mocks are read.
  package init(path: String, source: any ModuleSource) {
    file = TestFile(path: path)
    self.source = source
  }

  /// The tests in a file's text.
  package static func read(_ text: [UInt8], path: String, source: any ModuleSource) -> (TestFile, [Diagnostic]) {
    let (body, problems) = parseTests(text, name: path, shape: .testFile)
    var decoder = TestFileDecoder(path: path, source: source)
    decoder.decode(body)
    // What a broken text leaves out is not missing.
    let own = decoder.diagnostics.filter { !problems.hasErrors || $0.code != "config.missing-argument" }
    let found = problems + own
    return (decoder.file, found.sorted { ($0.subject?.start.byte ?? 0) < ($1.subject?.start.byte ?? 0) })
  }

  mutating func report(_ diagnostic: Diagnostic) { diagnostics.append(diagnostic) }
  mutating func report(_ more: [Diagnostic]) { diagnostics += more }

  package mutating func decode(_ body: Body) {
    var reader = BlockReader(body, missingRange: body.range)
    reader.allow(attributes: [], blocks: Self.topLevel)
    report(reader.diagnostics)
    // What runs need comes first, wherever it stands.
    for block in body.blocks where block.type != "run" { decode(block) }
    for block in body.blocks where block.type == "run" { decodeRun(block) }
  }

  private mutating func decode(_ block: Block) {
    switch block.type {
    case "test": decodeSettings(block)
    case "variables":
      guard isFirst(block, after: variablesRange) else { return }
      variablesRange = block.headerRange
      file.variables = variables(block)
    case "provider": label(block, "name") { $0.decodeProvider(block, $1) }
    case "mock_provider": label(block, "name") { $0.decodeMockProvider(block, $1) }
    case "override_resource", "override_data", "override_module":
      if let override = decodeOverride(block, phase: nil), isNew(override, among: file.overrides) {
        file.overrides.append(override)
      }
    default: return
    }
  }

  private mutating func isFirst(_ block: Block, after previous: SourceRange?) -> Bool {
    guard let range = previous else { return true }
    report(
      Diagnostic(
        code: "test.duplicate-block", summary: "Multiple \"\(block.type)\" blocks",
        detail: "This test file already has a \(block.type) block defined at \(range.place). Bring the two together.",
        subject: block.headerRange))
    return false
  }

  private mutating func decodeSettings(_ block: Block) {
    guard isFirst(block, after: settingsRange) else { return }
    settingsRange = block.headerRange
    var reader = BlockReader(block.body, missingRange: block.headerRange)
    reader.allow(attributes: ["parallel"])
    file.isParallel = reader.bool("parallel") ?? false
    report(reader.diagnostics)
  }

  mutating func variables(_ block: Block) -> [Attribute] {
    for nested in block.body.blocks {
      report(
        Diagnostic(
          code: "config.unsupported-block", summary: "Unexpected \"\(nested.type)\" block",
          detail: "Blocks are not allowed here: give the variables as arguments, name = value.",
          subject: nested.typeRange))
    }
    return block.body.attributes
  }

  private mutating func decodeProvider(_ block: Block, _ name: String) {
    var reader = BlockReader(block.body, missingRange: block.headerRange)
    let alias = reader.string("alias")?.text
    let version = reader.string("version")?.text
    report(reader.diagnostics)
    add(
      TestProvider(
        block: ProviderBlock(
          localName: name, alias: alias, constraint: version,
          body: block.body.without(attributes: ["alias", "version"], blocks: []), range: block.headerRange),
        kind: .real), at: block.headerRange)
  }

  mutating func add(_ provider: TestProvider, at range: SourceRange) {
    if let previous = file.providers[provider.block.key] {
      report(
        Diagnostic(
          code: "test.duplicate-provider", summary: "Duplicate provider block",
          detail: "A provider for \(provider.block.key) is already defined at \(previous.block.range.place). Give one "
            + "of the two an alias, or remove it.", subject: range))
      return
    }
    file.providers[provider.block.key] = provider
  }

  mutating func isNew(_ override: ObjectOverride, among known: [ObjectOverride]) -> Bool {
    guard let previous = known.first(where: { $0.target == override.target }) else { return true }
    report(
      Diagnostic(
        code: "test.duplicate-override", summary: "Duplicate \(override.kind.rawValue) block",
        detail: "An \(override.kind.rawValue) block targeting \(override.target) has already been defined at "
          + "\(previous.range.place).", subject: override.range))
    return false
  }

  /// Calls `body` with the one label that the block must have.
  mutating func label(_ block: Block, _ name: String, _ body: (inout TestFileDecoder, String) -> Void) {
    if let label = block.labels.first, block.labels.count == 1 {
      body(&self, label.text)
    } else if block.labels.isEmpty {
      report(
        Diagnostic(
          code: "config.missing-label", summary: "Missing \(name) for \(block.type)",
          detail: "All \(block.type) blocks must have 1 labels (\(name)).", subject: block.openBraceRange,
          context: block.headerRange.union(block.openBraceRange)))
    } else {
      report(
        Diagnostic(
          code: "config.extra-label", summary: "Extraneous label for \(block.type)",
          detail: "Only 1 labels (\(name)) are expected for \(block.type) blocks.", subject: block.labels[1].range,
          context: block.headerRange.union(block.openBraceRange)))
    }
  }
}
