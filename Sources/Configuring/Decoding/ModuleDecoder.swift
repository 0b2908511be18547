package import Model
import Parsing

/// Decodes the files of one module: what each top-level block declares, checked for form.
struct ModuleDecoder {
  private(set) var module: Module
  private(set) var diagnostics: [Diagnostic] = []
  private var requiredProvidersRange: SourceRange?
  private var backendRange: SourceRange?

  init(path: ModulePath, directory: String) { module = Module(path: path, directory: directory) }

  private static let topLevel = [
    "terraform", "provider", "variable", "locals", "output", "module", "resource", "data", "moved", "import", "check",
    "removed", "ephemeral",
  ]

  mutating func decode(file body: Body) {
    for attribute in body.attributes {
      report(
        Diagnostic(
          code: "config.unsupported-argument", summary: "Unsupported argument",
          detail: "An argument named \(quoted(attribute.name)) is not expected here.", subject: attribute.nameRange))
    }
    for block in body.blocks { decode(block) }
  }

  private mutating func decode(_ block: Block) {
    switch block.type {
    case "terraform": labels(block, []) { decoder, _ in decoder.decodeTerraform(block) }
    case "provider": labels(block, ["name"]) { decoder, names in decoder.decodeProvider(block, names[0]) }
    case "variable": labels(block, ["name"]) { decoder, names in decoder.decodeVariable(block, names[0]) }
    case "locals": labels(block, []) { decoder, _ in decoder.decodeLocals(block) }
    case "output": labels(block, ["name"]) { decoder, names in decoder.decodeOutput(block, names[0]) }
    case "module": labels(block, ["name"]) { decoder, names in decoder.decodeCall(block, names[0]) }
    case "resource":
      labels(block, ["type", "name"]) { $0.decodeResource(block, .managed, type: $1[0], name: $1[1]) }
    case "data": labels(block, ["type", "name"]) { $0.decodeResource(block, .data, type: $1[0], name: $1[1]) }
    case "moved", "import", "check", "removed", "ephemeral":
      report(
        Diagnostic(
          code: "config.not-supported", summary: "Block type not supported yet",
          detail:
            "Plumb does not carry out blocks of type \(quoted(block.type)) yet, and does not leave them out silently. "
            + "Remove the block, or use Terraform for this change.", subject: block.headerRange))
    default:
      var detail = "Blocks of type \(quoted(block.type)) are not expected here."
      if let near = suggestion(for: block.type, among: Self.topLevel) { detail += " Did you mean \(quoted(near))?" }
      report(
        Diagnostic(
          code: "config.unsupported-block", summary: "Unsupported block type", detail: detail, subject: block.typeRange)
      )
    }
  }

  private mutating func report(_ diagnostic: Diagnostic) { diagnostics.append(diagnostic) }

  /// Calls `body` when the block has exactly these labels, each a valid name.
  private mutating func labels(
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
        ? "No labels are expected for \(block.type) blocks."
        : "Only \(names.count) labels (\(names.joined(separator: ", "))) are expected for \(block.type) blocks."
      report(
        Diagnostic(
          code: "config.extra-label", summary: "Extraneous label for \(block.type)", detail: wanted,
          subject: block.labels[names.count].range, context: block.headerRange.union(block.openBraceRange)))
      return
    }
    for (label, name) in zip(block.labels, names) where !label.text.isIdentifier {
      report(
        Diagnostic(
          code: "config.invalid-name", summary: "Invalid \(block.type) \(name)",
          detail:
            "A name must start with a letter or underscore and may contain only letters, digits, underscores, and "
            + "dashes.", subject: label.range))
      return
    }
    body(&self, block.labels.map(\.text))
  }

  /// Reports a second declaration of one name; the first one stays.
  private mutating func isNew(
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

  // MARK: terraform

  private mutating func decodeTerraform(_ block: Block) {
    var reader = BlockReader(block.body, missingRange: block.headerRange)
    reader.allow(
      attributes: ["required_version", "experiments", "language"],
      blocks: ["required_providers", "backend", "cloud", "provider_meta"])
    if let version = reader.string("required_version") {
      module.requiredVersions.append(VersionRequirement(constraint: version.text, range: version.range))
    }
    for providers in block.body.blocks("required_providers") {
      if let previous = requiredProvidersRange {
        reader.report(
          Diagnostic(
            code: "config.duplicate-block", summary: "Duplicate required providers configuration",
            detail:
              "A module may have only one required providers configuration. The required providers were previously "
              + "configured at \(previous.place).", subject: providers.headerRange))
      }
      requiredProvidersRange = providers.headerRange
      decodeRequiredProviders(providers, &reader)
    }
    for backend in block.body.blocks("backend") {
      if let previous = backendRange {
        reader.report(
          Diagnostic(
            code: "config.duplicate-block", summary: "Duplicate backend configuration",
            detail: "A module may have only one backend configuration. The backend was previously configured at "
              + "\(previous.place).", subject: backend.headerRange))
      } else if backend.labels.count != 1 {
        reader.report(
          Diagnostic(
            code: "config.missing-label", summary: "Missing type for backend",
            detail: "All backend blocks must have 1 label (type).", subject: backend.headerRange))
      }
      backendRange = backend.headerRange
      module.backend = backend
    }
    for cloud in block.body.blocks("cloud") {
      reader.report(
        Diagnostic(
          code: "config.not-supported", summary: "HCP Terraform is not supported",
          detail: "Plumb keeps state in files and stores of your own. Replace the cloud block with a backend block.",
          subject: cloud.headerRange))
    }
    diagnostics += reader.diagnostics
  }

  private mutating func decodeRequiredProviders(_ block: Block, _ reader: inout BlockReader) {
    for attribute in block.body.attributes {
      if let requirement = providerRequirement(attribute, &reader) {
        module.requiredProviders[attribute.name] = requirement
      }
    }
  }

  private mutating func providerRequirement(
    _ attribute: Attribute, _ reader: inout BlockReader
  ) -> ProviderRequirement? {
    var requirement = ProviderRequirement(
      localName: attribute.name, source: .implied(by: attribute.name), configurationAliases: [],
      range: attribute.nameRange)
    guard case .object(let items) = attribute.expression.kind else {
      // The older form: only a version constraint.
      guard let text = reader.constant(attribute.expression)?.stringValue else {
        reader.report(
          Diagnostic(
            code: "config.invalid-provider-requirement", summary: "Invalid required_providers object",
            detail: "required_providers entries must be strings or objects.", subject: attribute.expression.range))
        return nil
      }
      requirement.constraint = text
      requirement.constraintRange = attribute.expression.range
      return requirement
    }
    for item in items {
      guard case .literal(.string(let key)) = item.key.kind else { continue }
      switch key {
      case "source":
        guard let text = reader.constant(item.value)?.stringValue else { return nil }
        do {
          requirement.source = try ProviderAddress(source: text, range: item.value.range)
        } catch {
          reader.report(error.diagnostics)
          return nil
        }
      case "version":
        guard let text = reader.constant(item.value)?.stringValue else { return nil }
        requirement.constraint = text
        requirement.constraintRange = item.value.range
      case "configuration_aliases":
        guard case .tuple(let aliases) = item.value.kind else { continue }
        requirement.configurationAliases = aliases.compactMap { providerReference($0, &reader) }
      default:
        reader.report(
          Diagnostic(
            code: "config.invalid-provider-requirement", summary: "Invalid required_providers object",
            detail: "required_providers objects can only contain \"version\", \"source\" and \"configuration_aliases\" "
              + "attributes. To configure a provider, use a \"provider\" block.", subject: item.key.range))
      }
    }
    return requirement
  }

  private func providerReference(_ expression: Expression, _ reader: inout BlockReader) -> ProviderReference? {
    var traversal = expression.traversal
    if case .literal(.null) = expression.kind {
      // A provider may be called what the language calls nothing.
      traversal = Traversal(root: "null", rootRange: expression.range)
    }
    if traversal == nil, case .literal(.string(let text)) = expression.kind {
      // The older form in quotes: "aws.west".
      let parts = text.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
      traversal = Traversal(
        root: parts[0], rootRange: expression.range, steps: parts.dropFirst().map { .attribute($0, expression.range) })
    }
    if let traversal {
      if traversal.steps.isEmpty {
        return ProviderReference(localName: traversal.root, alias: nil, range: expression.range)
      }
      if traversal.steps.count == 1, let alias = traversal.steps[0].name {
        return ProviderReference(localName: traversal.root, alias: alias, range: expression.range)
      }
    }
    reader.report(
      Diagnostic(
        code: "config.invalid-provider-reference", summary: "Invalid provider configuration reference",
        detail: "The provider argument requires a provider type name, optionally followed by a period and then a "
          + "configuration alias.", subject: expression.range))
    return nil
  }

  // MARK: provider

  private mutating func decodeProvider(_ block: Block, _ name: String) {
    var reader = BlockReader(block.body, missingRange: block.headerRange)
    let alias = reader.string("alias")
    let version = reader.string("version")
    if let alias, !alias.text.isIdentifier {
      reader.report(
        Diagnostic(
          code: "config.invalid-name", summary: "Invalid provider configuration alias",
          detail:
            "An alias must be a valid name. A name must start with a letter or underscore and may contain only letters, "
            + "digits, underscores, and dashes.", subject: alias.range))
    }
    let provider = ProviderBlock(
      localName: name, alias: alias?.text, constraint: version?.text,
      body: block.body.without(attributes: ["alias", "version"], blocks: []), range: block.headerRange)
    diagnostics += reader.diagnostics
    if let previous = module.providers[provider.key] {
      report(
        Diagnostic(
          code: "config.duplicate", summary: "Duplicate provider configuration",
          detail: alias == nil
            ? "A default (non-aliased) provider configuration for \(quoted(name)) was already given at "
              + "\(previous.range.place). If multiple configurations are required, set the \"alias\" argument for alternative "
              + "configurations."
            : "A provider configuration for \(quoted(name)) with the alias \(quoted(alias?.text ?? "")) was already given at "
              + "\(previous.range.place). Each configuration for the same provider must have a distinct alias.",
          subject: block.headerRange))
      return
    }
    module.providers[provider.key] = provider
  }

  // MARK: values

  private static let reservedVariableNames: Set<String> = [
    "source", "version", "providers", "count", "for_each", "lifecycle", "depends_on", "locals",
  ]

  private mutating func decodeVariable(_ block: Block, _ name: String) {
    guard
      isNew(
        module.variables[name]?.range, "A variable", summary: "Duplicate variable declaration", name: name,
        at: block.headerRange)
    else { return }
    var reader = BlockReader(block.body, missingRange: block.headerRange)
    defer { diagnostics += reader.diagnostics }
    reader.allow(
      attributes: ["type", "default", "description", "sensitive", "ephemeral", "nullable"], blocks: ["validation"])
    if Self.reservedVariableNames.contains(name) {
      reader.report(
        Diagnostic(
          code: "config.reserved-name", summary: "Invalid variable name",
          detail: "The variable name \(quoted(name)) is reserved due to its special meaning inside module blocks.",
          subject: block.labels[0].range))
    }
    var variable = Variable(
      name: name, type: .dynamic, typeDefaults: nil, typeRange: nil, defaultValue: nil,
      description: reader.string("description")?.text, isSensitive: reader.bool("sensitive") ?? false,
      isEphemeral: reader.bool("ephemeral") ?? false, isNullable: reader.bool("nullable") ?? true,
      validations: reader.conditions("validation"), range: block.headerRange)
    if let attribute = block.body.attribute("type") {
      variable.typeRange = attribute.expression.range
      do {
        let constraint = try typeConstraint(attribute.expression, allowsLegacyForms: true)
        variable.type = constraint.type
        variable.typeDefaults = constraint.defaults
      } catch {
        reader.report(error.diagnostics)
      }
    }
    if let attribute = block.body.attribute("default"), let given = reader.constant(attribute.expression) {
      variable.defaultValue = defaultValue(given, of: variable, at: attribute.expression.range, &reader)
    }
    module.variables[name] = variable
  }

  private func defaultValue(
    _ given: Value, of variable: Variable, at range: SourceRange, _ reader: inout BlockReader
  ) -> Value? {
    if given.isNull {
      if !variable.isNullable {
        reader.report(
          Diagnostic(
            code: "config.invalid-default", summary: "Invalid default value for variable",
            detail: "A null default value is not valid when nullable=false.", subject: range))
      }
      return .null(variable.type.withoutOptional)
    }
    do {
      return try given.applying(variable.typeDefaults).converted(to: variable.type)
    } catch {
      reader.report(
        Diagnostic(
          code: "config.invalid-default", summary: "Invalid default value for variable",
          detail: "This default value is not compatible with the variable's type constraint: \(error.message).",
          subject: range))
      return nil
    }
  }

  private mutating func decodeLocals(_ block: Block) {
    for nested in block.body.blocks {
      report(
        Diagnostic(
          code: "config.unsupported-block", summary: "Unexpected \"\(nested.type)\" block",
          detail: "Blocks are not allowed here.", subject: nested.typeRange))
    }
    for attribute in block.body.attributes {
      guard
        isNew(
          module.locals[attribute.name]?.range, "A local value", summary: "Duplicate local value definition",
          name: attribute.name, at: attribute.nameRange)
      else { continue }
      module.locals[attribute.name] = LocalValue(
        name: attribute.name, expression: attribute.expression, range: attribute.range)
    }
  }

  private mutating func decodeOutput(_ block: Block, _ name: String) {
    guard
      isNew(
        module.outputs[name]?.range, "An output", summary: "Duplicate output definition", name: name,
        at: block.headerRange)
    else { return }
    var reader = BlockReader(block.body, missingRange: block.headerRange)
    defer { diagnostics += reader.diagnostics }
    reader.allow(
      attributes: ["value", "description", "sensitive", "ephemeral", "depends_on"],
      blocks: ["precondition", "postcondition"])
    let value = reader.required("value")
    let description = reader.string("description")?.text
    let isSensitive = reader.bool("sensitive") ?? false
    let isEphemeral = reader.bool("ephemeral") ?? false
    let dependsOn = reader.traversals("depends_on")
    let preconditions = reader.conditions("precondition")
    for block in block.body.blocks("postcondition") {
      reader.report(
        Diagnostic(
          code: "config.unsupported-block", summary: "Postconditions are not allowed",
          detail: "Output values can only have preconditions, not postconditions.", subject: block.headerRange))
    }
    guard let value else { return }
    module.outputs[name] = Output(
      name: name, expression: value.expression, description: description, isSensitive: isSensitive,
      isEphemeral: isEphemeral, dependsOn: dependsOn, preconditions: preconditions, range: block.headerRange)
  }

  // MARK: module

  private mutating func decodeCall(_ block: Block, _ name: String) {
    guard
      isNew(
        module.calls[name]?.range, "A module call", summary: "Duplicate module call", name: name, at: block.headerRange)
    else { return }
    var reader = BlockReader(block.body, missingRange: block.headerRange)
    defer { diagnostics += reader.diagnostics }
    _ = reader.required("source")
    for nested in block.body.blocks {
      reader.report(
        Diagnostic(
          code: "config.unsupported-block", summary: "Unsupported block type",
          detail: "Blocks of type \(quoted(nested.type)) are not expected here: a module call has arguments only.",
          subject: nested.typeRange))
    }
    let source = reader.string("source")
    let version = reader.string("version")
    let repetition = repetition(&reader, kind: "module")
    var passed: [(inside: ProviderReference, outside: ProviderReference)] = []
    if let attribute = block.body.attribute("providers") {
      if case .object(let items) = attribute.expression.kind {
        for item in items {
          guard let inside = providerName(item.key, &reader), let outside = providerReference(item.value, &reader)
          else { continue }
          passed.append((inside, outside))
        }
      } else {
        reader.report(
          Diagnostic(
            code: "config.wrong-type", summary: "Invalid expression",
            detail: "A static map expression is required for \"providers\".", subject: attribute.expression.range))
      }
    }
    let dependsOn = reader.traversals("depends_on")
    guard let source else { return }
    module.calls[name] = ModuleCall(
      name: name, source: source.text, sourceRange: source.range, versionConstraint: version?.text,
      count: repetition.count, forEach: repetition.forEach, dependsOn: dependsOn, providers: passed,
      hasProvidersArgument: block.body.attribute("providers") != nil,
      body: block.body.without(
        attributes: ["source", "version", "count", "for_each", "depends_on", "providers"], blocks: []),
      range: block.headerRange)
  }

  /// A key of `providers`: `aws` as a bare name, `aws.west` as a traversal.
  private func providerName(_ key: Expression, _ reader: inout BlockReader) -> ProviderReference? {
    if case .literal(.string) = key.kind { return providerReference(key, &reader) }
    return providerReference(key, &reader)
  }

  private func repetition(_ reader: inout BlockReader, kind: String) -> (count: Expression?, forEach: Expression?) {
    let count = reader.body.attribute("count")
    let forEach = reader.body.attribute("for_each")
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

  // MARK: resource

  private mutating func decodeResource(_ block: Block, _ mode: ResourceMode, type: String, name: String) {
    let resourceName = ResourceName(mode: mode, type: type, name: name)
    if let previous = module.resources[resourceName] {
      report(
        Diagnostic(
          code: "config.duplicate",
          summary: "Duplicate \(mode == .data ? "data" : "resource") \(quoted(type)) configuration",
          detail:
            "A \(type) \(mode == .data ? "data resource" : "resource") named \(quoted(name)) was already declared at "
            + "\(previous.range.place). Resource names must be unique per type in each module.",
          subject: block.headerRange))
      return
    }
    var reader = BlockReader(block.body, missingRange: block.headerRange)
    defer { diagnostics += reader.diagnostics }
    let repetition = repetition(&reader, kind: "resource")
    var provider: ProviderReference?
    if let attribute = block.body.attribute("provider") { provider = providerReference(attribute.expression, &reader) }
    var lifecycle = Lifecycle()
    if let lifecycleBlock = reader.single("lifecycle") {
      lifecycle = decodeLifecycle(lifecycleBlock, mode: mode, &reader)
    }
    for unsupported in block.body.blocks where unsupported.type == "provisioner" || unsupported.type == "connection" {
      reader.report(
        Diagnostic(
          code: "config.not-supported", summary: "Block type not supported yet",
          detail: "Plumb does not carry out \(unsupported.type) blocks yet, and does not leave them out silently.",
          subject: unsupported.headerRange))
    }
    module.resources[resourceName] = Resource(
      name: resourceName, count: repetition.count, forEach: repetition.forEach,
      dependsOn: reader.traversals("depends_on"), provider: provider, lifecycle: lifecycle,
      body: block.body.without(
        attributes: ["count", "for_each", "depends_on", "provider"], blocks: ["lifecycle", "provisioner", "connection"]),
      range: block.headerRange)
  }

  private func decodeLifecycle(_ block: Block, mode: ResourceMode, _ outer: inout BlockReader) -> Lifecycle {
    var reader = BlockReader(block.body, missingRange: block.headerRange)
    defer { outer.report(reader.diagnostics) }
    var lifecycle = Lifecycle()
    let managedOnly = ["create_before_destroy", "prevent_destroy", "ignore_changes", "replace_triggered_by"]
    reader.allow(attributes: managedOnly, blocks: ["precondition", "postcondition"])
    if mode == .data {
      for attribute in block.body.attributes where managedOnly.contains(attribute.name) {
        reader.report(
          Diagnostic(
            code: "config.invalid-lifecycle", summary: "Invalid data resource lifecycle argument",
            detail:
              "The lifecycle argument \(quoted(attribute.name)) is defined only for managed resources (\"resource\" "
              + "blocks), and is not valid for data resources.", subject: attribute.nameRange))
      }
    }
    lifecycle.createBeforeDestroy = reader.bool("create_before_destroy")
    lifecycle.preventDestroy = reader.bool("prevent_destroy") ?? false
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

  private func ignoreChanges(_ attribute: Attribute, _ reader: inout BlockReader) -> Lifecycle.Ignore {
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
                  + "\"ignore_changes = all\" to ignore changes to all attributes.", subject: item.range))
          } else {
            paths.append((Traversal(root: text, rootRange: item.range), item.range))
          }
        } else if let traversal = item.traversal {
          paths.append((traversal, item.range))
        } else {
          reader.report(
            Diagnostic(
              code: "config.invalid-ignore-changes", summary: "Invalid ignore_changes expression",
              detail: "Each item is an attribute of the resource, with constant keys: tags, or tags[\"Name\"].",
              subject: item.range))
        }
      }
      return .paths(paths)
    default:
      reader.report(
        Diagnostic(
          code: "config.wrong-type", summary: "Invalid expression",
          detail: "A static list expression is required, or the keyword \"all\".", subject: attribute.expression.range))
      return .none
    }
  }
}

extension SourceRange {
  /// `main.tf:3,1-20`
  package var place: String {
    start.line == end.line
      ? "\(file):\(start.line),\(start.column)-\(end.column)"
      : "\(file):\(start.line),\(start.column)-\(end.line),\(end.column)"
  }
}

extension String {
  /// Whether this can name something in the language.
  package var isIdentifier: Bool {
    guard let first = unicodeScalars.first, first == "_" || first.properties.isXIDStart else { return false }
    return unicodeScalars.dropFirst().allSatisfy { $0 == "-" || $0.properties.isXIDContinue }
  }
}

extension ProviderAddress {
  /// Reads `aws`, `hashicorp/aws` or `registry.terraform.io/hashicorp/aws`.
  package init(source: String, range: SourceRange? = nil) throws(DiagnosticsError) {
    let parts = source.split(separator: "/", omittingEmptySubsequences: false).map { $0.lowercased() }
    let allowed = parts.allSatisfy { part in
      !part.isEmpty
        && part.unicodeScalars.allSatisfy { $0.properties.isXIDContinue || "-.:".unicodeScalars.contains($0) }
    }
    switch (parts.count, allowed) {
    case (1, true): self = .implied(by: parts[0])
    case (2, true): self.init(namespace: parts[0], type: parts[1])
    case (3, true): self.init(host: parts[0], namespace: parts[1], type: parts[2])
    default:
      throw DiagnosticsError(
        Diagnostic(
          code: "config.invalid-provider-source", summary: "Invalid provider source string",
          detail:
            "The \"source\" attribute must be in the format \"[hostname/][namespace/]name\", not \(quoted(source)).",
          subject: range))
    }
  }
}
