import Model
import Parsing

/// The `terraform` block: versions, required providers, the backend.
extension ModuleDecoder {
  mutating func decodeTerraform(_ block: Block) {
    var reader = BlockReader(block.body, missingRange: block.headerRange)
    reader.allow(
      attributes: ["required_version", "experiments", "language"],
      blocks: ["required_providers", "backend", "cloud", "provider_meta", "encryption"])
    checkLanguage(block, &reader)
    if let version = reader.string("required_version", tellsType: false) {
      let argument = block.body.attribute("required_version")?.range ?? version.range
      module.requiredVersions.append(
        VersionRequirement(
          constraint: version.text, range: version.range, argumentRange: argument,
          isOpenTofu: version.range.file.isOpenTofuFile))
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
    for meta in block.body.blocks("provider_meta") {
      labels(meta, ["provider"]) { $0.decodeProviderMeta(meta, $1[0], &reader) }
    }
    module.encryption += block.body.blocks("encryption")
    for cloud in block.body.blocks("cloud") {
      reader.report(
        Diagnostic(
          code: "config.not-supported", summary: "HCP Terraform is not supported",
          detail: "Plumb keeps state in files and stores of your own. Replace the cloud block with a backend block.",
          subject: cloud.headerRange))
    }
    diagnostics += reader.diagnostics
  }

  mutating func decodeProviderMeta(_ block: Block, _ localName: String, _ reader: inout BlockReader) {
    if let previous = module.providerMeta[localName] {
      reader.report(
        Diagnostic(
          code: "config.duplicate", summary: "Duplicate provider_meta block",
          detail:
            "A provider_meta block for provider \(quoted(localName)) was already declared at \(previous.range.place). Providers may "
            + "only have one provider_meta block per module.", subject: block.headerRange))
      return
    }
    for inner in block.body.blocks {
      reader.report(
        Diagnostic(
          code: "config.unsupported-block", summary: "Unexpected \(quoted(inner.type)) block",
          detail: "Blocks are not allowed here. Write arguments only.", subject: inner.typeRange))
    }
    // It is for whole modules, of which nothing is known but the text.
    for attribute in block.body.attributes { _ = reader.constant(attribute.expression) }
    module.providerMeta[localName] = ProviderMetaBlock(body: block.body, range: block.headerRange)
  }

  /// What would change the language itself: there is one edition of it, and no experiment.
  private func checkLanguage(_ block: Block, _ reader: inout BlockReader) {
    if let experiments = block.body.attribute("experiments") {
      reader.report(
        Diagnostic(
          code: "config.experiments", summary: "Module uses experimental features",
          detail:
            "Experimental features are for releases that try them out, and there are none here. Remove the argument; what has "
            + "left its experiment is part of the language.", subject: experiments.nameRange))
    }
    guard let language = block.body.attribute("language") else { return }
    var summary = "Invalid language edition"
    if case .variable(let edition) = language.expression.kind {
      if edition == "TF2021" { return }
      summary = "Unsupported language edition"
    }
    reader.report(
      Diagnostic(
        code: "config.language-edition", summary: summary,
        detail:
          "The language argument expects a bare language edition keyword, of which there is TF2021 only: it is the default.",
        subject: language.expression.range))
  }

  mutating func decodeRequiredProviders(_ block: Block, _ reader: inout BlockReader) {
    for attribute in block.body.attributes {
      if let requirement = providerRequirement(attribute, &reader) {
        module.requiredProviders[attribute.name] = requirement
      }
    }
  }

  mutating func providerRequirement(
    _ attribute: Attribute, _ reader: inout BlockReader
  ) -> ProviderRequirement? {
    var requirement = ProviderRequirement(
      localName: attribute.name, source: .implied(by: attribute.name), configurationAliases: [],
      range: attribute.nameRange)
    guard case .object(let items) = attribute.expression.kind else {
      if attribute.expression.isUnread { return nil }
      // The older form: only a version constraint.
      let given = reader.constant(attribute.expression)
      guard let text = given.flatMap({ try? $0.converted(to: .string) })?.stringValue else {
        reader.report(
          Diagnostic(
            code: "config.invalid-provider-requirement", summary: "Invalid required_providers object",
            detail: "required_providers entries must be strings or objects.", subject: attribute.expression.range))
        return nil
      }
      checkConstraint(text, attribute.expression.range, &reader)
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
        checkConstraint(text, item.value.range, &reader)
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

  func checkConstraint(_ text: String, _ range: SourceRange, _ reader: inout BlockReader) {
    do {
      _ = try VersionConstraints(text)
    } catch {
      reader.report(
        Diagnostic(
          code: "config.invalid-version", summary: "Invalid version constraint",
          detail:
            "This string does not use correct version constraint syntax: \(error.reason). Write it like \"~> 1.2\" or \">= 1.2.0, < 2.0.0\".",
          subject: range))
    }
  }
}
