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

  func providerReference(_ expression: Expression, _ reader: inout BlockReader) -> ProviderReference? {
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
