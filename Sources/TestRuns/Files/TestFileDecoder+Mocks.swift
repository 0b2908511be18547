import Configuring
import Model
import Parsing

/// `mock_provider` and `override_*` blocks.
extension TestFileDecoder {
  mutating func decodeMockProvider(_ block: Block, _ name: String) {
    var reader = BlockReader(block.body, missingRange: block.headerRange)
    reader.allow(
      attributes: ["alias", "source", "override_during"],
      blocks: ["mock_resource", "mock_data", "override_resource", "override_data"])
    let alias = reader.string("alias")?.text
    let source = reader.string("source")
    report(reader.diagnostics)
    var definition = MockDefinition()
    definition.phase = phase(block.body) ?? .apply
    decodeMocks(block.body, into: &definition)
    if let source { readMocks(in: source.text, at: source.range, into: &definition) }
    add(
      TestProvider(
        block: ProviderBlock(
          localName: name, alias: alias, constraint: nil, body: Body(range: block.body.range),
          range: block.labels[0].range),
        kind: .mocked(definition)), at: block.headerRange)
  }

  private mutating func decodeMocks(_ body: Body, into definition: inout MockDefinition) {
    var own = MockDefinition()
    own.phase = definition.phase
    for nested in body.blocks {
      switch nested.type {
      case "mock_resource":
        label(nested, "type") { $0.decodeMock(nested, type: $1, own.phase, into: &own.resources) }
      case "mock_data":
        label(nested, "type") { $0.decodeMock(nested, type: $1, own.phase, into: &own.dataSources) }
      case "override_resource", "override_data":
        if let override = decodeOverride(nested, phase: own.phase), isNew(override, among: own.overrides) {
          own.overrides.append(override)
        }
      default: continue
      }
    }
    // What stands in the block itself comes before what its source says.
    definition.resources.merge(own.resources) { old, _ in old }
    definition.dataSources.merge(own.dataSources) { old, _ in old }
    let known = Set(definition.overrides.map(\.target))
    definition.overrides += own.overrides.filter { !known.contains($0.target) }
  }

  private mutating func decodeMock(
    _ block: Block, type: String, _ inherited: GivenValues.Phase, into mocks: inout [String: GivenValues]
  ) {
    if let previous = mocks[type]?.blockRange {
      report(
        Diagnostic(
          code: "test.duplicate-mock", summary: "Duplicate \(block.type) block",
          detail: "A \(block.type) block for \(type) has already been defined at \(previous.place).",
          subject: block.headerRange))
      return
    }
    var reader = BlockReader(block.body, missingRange: block.headerRange)
    reader.allow(attributes: ["defaults", "override_during"])
    report(reader.diagnostics)
    var given = GivenValues(phase: phase(block.body) ?? inherited, range: block.headerRange)
    if let (values, range) = object("defaults", block) {
      given.values = values
      given.range = range
    }
    mocks[type] = given
  }

  /// The mocks in all `.tfmock.hcl` files of a folder.
  private mutating func readMocks(in folder: String, at range: SourceRange, into definition: inout MockDefinition) {
    let directory = joined(".", folder)
    do throws(ModuleSourceError) {
      guard let names = try source.files(in: directory) else {
        throw ModuleSourceError(path: directory, message: "it does not exist.")
      }
      for name in names.sorted() where name.hasSuffix(".tfmock.hcl") || name.hasSuffix(".tfmock.json") {
        let path = directory == "." ? name : "\(directory)/\(name)"
        let (body, problems) = parseTests(try source.read(path), name: path, shape: .mockFile)
        var reader = BlockReader(body, missingRange: body.range)
        reader.allow(attributes: [], blocks: ["mock_resource", "mock_data", "override_resource", "override_data"])
        report(problems + reader.diagnostics)
        decodeMocks(body, into: &definition)
      }
    } catch {
      report(
        Diagnostic(
          code: "test.unreadable-mocks", summary: "Failed to read mock data",
          detail: "The folder \(quoted(folder)) with mocks could not be read: \(error.message)", subject: range))
    }
  }

  // MARK: overrides

  /// `phase` is what the mocked provider around it says.
  mutating func decodeOverride(_ block: Block, phase inherited: GivenValues.Phase?) -> ObjectOverride? {
    guard let kind = ObjectOverride.Kind(rawValue: block.type) else { return nil }
    let valuesName = kind == .module ? "outputs" : "values"
    var reader = BlockReader(block.body, missingRange: block.headerRange)
    reader.allow(attributes: ["target", valuesName, "override_during"])
    report(reader.diagnostics)
    let values = object(valuesName, block)
    let phase = phase(block.body) ?? inherited ?? .apply
    guard let attribute = block.body.attribute("target") else {
      report(
        Diagnostic(
          code: "test.missing-target", summary: "Missing target attribute",
          detail: "\(block.type) blocks must specify a target address.", subject: block.headerRange))
      return nil
    }
    guard let target = target(attribute.expression, kind) else { return nil }
    return ObjectOverride(
      kind: kind, target: target, targetRange: attribute.expression.range,
      given: GivenValues(values: values?.values ?? KeyedValues(), phase: phase, range: block.headerRange),
      range: block.headerRange)
  }

  private mutating func target(_ expression: Expression, _ kind: ObjectOverride.Kind) -> TargetAddress? {
    guard let traversal = expression.traversal else {
      report(
        Diagnostic(
          code: "config.invalid-reference", summary: "Invalid expression",
          detail: "A single static variable reference is required: only attribute access and indexing with constant "
            + "keys. No calculations, function calls, template expressions, etc are allowed here.",
          subject: expression.range))
      return nil
    }
    func refuse(_ detail: String) {
      report(
        Diagnostic(
          code: "test.invalid-target", summary: "Invalid override target", detail: detail, subject: expression.range))
    }
    let address: TargetAddress
    do {
      address = try TargetAddress(parsing: traversal.description)
    } catch {
      refuse(error.message)
      return nil
    }
    let found: ObjectOverride.Kind =
      switch address {
      case .module: .module
      case .resource(let resource): resource.resource.mode == .data ? .data : .resource
      case .instance(let instance): instance.resource.mode == .data ? .data : .resource
      }
    if found == kind { return address }
    let what = kind == .module ? "modules" : kind == .data ? "data sources" : "resources"
    refuse("You can only target \(what) from \(kind.rawValue) blocks, not \(address).")
    return nil
  }

  private mutating func phase(_ body: Body) -> GivenValues.Phase? {
    guard let attribute = body.attribute("override_during") else { return nil }
    if case .variable(let word) = attribute.expression.kind, let phase = GivenValues.Phase(rawValue: word) {
      return phase
    }
    report(
      Diagnostic(
        code: "test.invalid-phase", summary: "Invalid override_during value",
        detail: "The override_during attribute must be a value of plan or apply.", subject: attribute.range))
    return nil
  }

  /// The constant object that an argument must be.
  private mutating func object(_ name: String, _ block: Block) -> (values: KeyedValues, range: SourceRange)? {
    guard let attribute = block.body.attribute(name) else { return nil }
    switch constantValue(attribute.expression) {
    case .failure(let error):
      report(error.diagnostics)
      return nil
    case .success(let value):
      if let values = value.keyedValues { return (values, attribute.range) }
      report(
        Diagnostic(
          code: "test.invalid-values", summary: "Invalid \(name) attribute",
          detail: "\(block.type) blocks must specify a \(name) attribute that is an object.", subject: attribute.range))
      return nil
    }
  }
}
