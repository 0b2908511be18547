import Model
import Parsing

/// `provider` blocks, and references to provider configurations.
extension ModuleDecoder {
  mutating func decodeProvider(_ block: Block, _ name: String) {
    var reader = BlockReader(block.body, missingRange: block.headerRange)
    if !name.isProviderName {
      reader.report(
        Diagnostic(
          code: "config.invalid-name", summary: "Invalid provider local name",
          detail:
            "\(quoted(name)) is an invalid provider local name: it must consist of letters, digits and single dashes, with "
            + "no dash at its beginning or end.", subject: block.headerRange))
    }
    let alias = reader.string("alias")
    let version = reader.string("version")
    if let version {
      reader.report(
        Diagnostic(
          .warning, code: "config.deprecated-version",
          summary: "Version constraints inside provider configuration blocks are deprecated",
          detail:
            "Move the version constraint into required_providers, in the terraform block, which is where all that is said of a "
            + "provider's version belongs.", subject: version.range))
      checkConstraint(version.text, version.range, &reader)
    }
    if let alias, !alias.text.isIdentifier {
      reader.report(
        Diagnostic(
          code: "config.invalid-name", summary: "Invalid provider configuration alias",
          detail:
            "An alias must be a valid name. A name must start with a letter or underscore and may contain only letters, "
            + "digits, underscores, and dashes.", subject: alias.range))
    }
    let forEach = block.body.attribute("for_each")
    if let forEach, alias == nil {
      reader.report(
        Diagnostic(
          code: "config.missing-alias", summary: "Alias required when using \"for_each\"",
          detail:
            "A provider block with \"for_each\" stands for many configurations, none of which can be the default one. Add an "
            + "\"alias\", such as by_key, and refer to an instance as \(name).by_key[\"key\"].",
          subject: forEach.nameRange)
      )
    }
    checkReserved(block, &reader)
    let provider = ProviderBlock(
      localName: name, alias: alias?.text, constraint: version?.text, forEach: forEach?.expression,
      body: block.body.without(attributes: ["alias", "version", "for_each"], blocks: []), range: block.headerRange)
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

  /// Names that are kept for meta-arguments to come.
  private func checkReserved(_ block: Block, _ reader: inout BlockReader) {
    for attribute in block.body.attributes where ["count", "depends_on", "source"].contains(attribute.name) {
      reader.report(
        Diagnostic(
          code: "config.reserved-name", summary: "Reserved argument name in provider block",
          detail:
            "The provider argument name \(quoted(attribute.name)) is reserved for a later version of the language."
            + (attribute.name == "count" ? " To have many configurations, use \"for_each\"." : ""),
          subject: attribute.nameRange))
    }
    for nested in block.body.blocks where ["lifecycle", "locals"].contains(nested.type) {
      reader.report(
        Diagnostic(
          code: "config.reserved-name", summary: "Reserved block type name in provider block",
          detail: "The block type name \(quoted(nested.type)) is reserved for a later version of the language.",
          subject: nested.typeRange))
    }
  }

  /// A reference that may name an instance of a configuration with `for_each`.
  func providerInstanceReference(_ expression: Expression, _ reader: inout BlockReader) -> ProviderReference? {
    var whole = expression
    var instanceKey: Expression?
    if case .index(let inner, let key, _) = expression.kind { (whole, instanceKey) = (inner, key) }
    if instanceKey != nil, let inner = whole.traversal, inner.steps.count != 1 {
      reader.report(
        Diagnostic(
          code: "config.invalid-provider-reference", summary: "Invalid provider configuration reference",
          detail: "Only a configuration with an alias has instances: write \(inner.root).ALIAS[KEY].",
          subject: expression.range))
      return nil
    }
    guard var reference = providerReference(whole, &reader) else { return nil }
    reference.instanceKey = instanceKey
    reference.range = expression.range
    return reference
  }

  func providerReference(_ expression: Expression, _ reader: inout BlockReader) -> ProviderReference? {
    var traversal = expression.traversal
    if case .literal(.null) = expression.kind {
      // A provider may be called what the language calls nothing.
      traversal = Traversal(root: "null", rootRange: expression.range)
    }
    if traversal == nil, case .literal(.string(let text)) = expression.kind {
      // The older form in quotes: "aws.west". A bare key has none.
      let length = expression.range.end.byte - expression.range.start.byte
      if reader.body.missingItemRange == nil, length > text.utf8.count {
        reader.report(reader.quotedReference(at: expression.range))
      }
      let parts = text.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
      traversal = Traversal(
        root: parts[0], rootRange: expression.range, steps: parts.dropFirst().map { .attribute($0, expression.range) })
    }
    if let traversal {
      if traversal.steps.isEmpty {
        return ProviderReference(localName: traversal.root, alias: nil, range: expression.range)
      }
      if traversal.steps.count == 1, let alias = traversal.steps[0].name {
        return ProviderReference(
          localName: traversal.root, alias: alias, range: expression.range, nameRange: traversal.rootRange)
      }
    }
    reader.report(
      Diagnostic(
        code: "config.invalid-provider-reference", summary: "Invalid provider configuration reference",
        detail: "The provider argument requires a provider type name, optionally followed by a period and then a "
          + "configuration alias.", subject: expression.range))
    return nil
  }
}

extension String {
  /// Whether a provider can be called so: more narrow than other names, but it may begin with a digit.
  fileprivate var isProviderName: Bool {
    guard let first = unicodeScalars.first, let last = unicodeScalars.last, first != "-", last != "-" else {
      return false
    }
    return !contains("--") && unicodeScalars.allSatisfy { $0 == "-" || ($0 != "_" && $0.properties.isXIDContinue) }
  }
}
