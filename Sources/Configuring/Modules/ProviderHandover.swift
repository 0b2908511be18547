import Model
import Parsing

/// Checks what calls of modules say of providers: that a module is given the configurations that it asks for and no other,
/// and that one with configurations of its own, as they were written long ago, is called once.
func checkProviderHandover(in configuration: Configuration) -> [Diagnostic] {
  var check = ProviderHandoverCheck(configuration: configuration)
  check.visit(.root, repetition: nil)
  return check.diagnostics
}

private struct ProviderHandoverCheck {
  let configuration: Configuration
  var diagnostics: [Diagnostic] = []

  /// `repetition` is what makes many instances of the module or has it wait: `count`, `for_each` or `depends_on` of its call,
  /// or of one around it.
  mutating func visit(_ path: ModulePath, repetition: SourceRange?) {
    guard let module = configuration.modules[path] else { return }
    for call in module.calls.values.sorted(by: { $0.name < $1.name }) {
      let child = path.child(call.name)
      let repetition = call.repetitionRange ?? repetition
      visit(child, repetition: repetition)
      guard let called = configuration.modules[child] else { continue }
      let before = diagnostics.count
      checkOwnConfigurations(of: called, at: child, call, caller: path, repetition)
      checkRequirements(of: called, call)
      checkPassed(to: called, at: child, call, from: module, path)
      if !diagnostics[before...].hasErrors { tellOfEmptyBlocks(in: called, at: child) }
    }
  }

  private mutating func checkOwnConfigurations(
    of called: Module, at child: ModulePath, _ call: ModuleCall, caller: ModulePath, _ repetition: SourceRange?
  ) {
    let configured = called.providers.filter { !$0.value.isEmpty }
    if let repetition, !configured.isEmpty {
      diagnostics.append(
        Diagnostic(
          code: "config.legacy-module", summary: "Module is incompatible with count, for_each, and depends_on",
          detail:
            "The module at \(child) configures providers itself, in the way of old modules, so no call on the way to it may "
            + "use count, for_each or depends_on: what it has made could not be destroyed once the call is gone.\n\nIf the "
            + "module \(quoted(call.source)) is yours, remove its provider blocks, and have its callers pass configurations "
            + "in the \"providers\" argument.",
          subject: repetition))
    }
    for (inside, _) in call.providers where configured[inside.key] != nil {
      diagnostics.append(
        Diagnostic(
          code: "config.overridden-provider", summary: "Cannot override provider configuration",
          detail:
            "\(child) has a provider block of its own for \(inside.key), so \(caller.inProse) can pass it no other. Remove "
            + "this entry, or the block in the module.",
          subject: inside.nameRange))
    }
  }

  private mutating func checkRequirements(of called: Module, _ call: ModuleCall) {
    let given = Set(call.providers.map(\.inside.key))
    for requirement in called.requiredProviders.values.sorted(by: { $0.localName < $1.localName }) {
      for alias in requirement.configurationAliases where !given.contains(alias.key) {
        if let own = called.providers[alias.key], !own.isEmpty { continue }
        diagnostics.append(
          Diagnostic(
            code: "config.missing-provider", summary: "Missing required provider configuration",
            detail:
              "The child module requires an additional configuration for provider \(requirement.source.displayName), "
              + "with the local name \(quoted(alias.key)).\n\nRefer to the module's documentation to understand the intended "
              + "purpose of this additional provider configuration, and then add an entry for \(alias.key) in the "
              + "\"providers\" meta-argument in the module block to choose which provider configuration the module should use "
              + "for that purpose.",
            subject: call.range))
      }
    }
  }

  private mutating func checkPassed(
    to called: Module, at child: ModulePath, _ call: ModuleCall, from module: Module, _ caller: ModulePath
  ) {
    let declared = Set(
      called.requiredProviders.keys + called.requiredProviders.values.flatMap { $0.configurationAliases.map(\.key) }
        + called.providers.keys)
    for (inside, outside) in call.providers {
      let wanted = called.providerAddress(localName: inside.localName)
      let given = module.providerAddress(localName: outside.localName)
      if !declared.contains(inside.key) {
        diagnostics.append(
          Diagnostic(
            .warning, code: "config.undeclared-provider", summary: "Reference to undefined provider",
            detail: "\(child) does not declare \(quoted(inside.key)), so it is taken for a configuration of "
              + "\(quoted(wanted.displayName)).\n\nIf the module is yours, add "
              + (inside.alias == nil
                ? "an entry named \(quoted(inside.key)) with the source \(quoted(wanted.displayName)) to its "
                  + "required_providers."
                : "\(inside.key) to the configuration_aliases of \(quoted(inside.localName)) in its required_providers."),
            subject: inside.nameRange))
      }
      if outside.alias == nil, !isDeclared(outside, in: module) {
        diagnostics.append(
          Diagnostic(
            .warning, code: "config.undeclared-provider", summary: "Reference to undefined provider",
            detail:
              "\(caller.inProse) does not declare \(quoted(outside.key)), so it is taken for \(quoted(given.displayName)). Add "
              + "an entry of this name with the right source to its required_providers.",
            subject: outside.nameRange))
      } else if wanted != given, called.requiredProviders[inside.localName] == nil {
        let suiting = called.requiredProviders.values.filter { $0.source == given }.map(\.localName).min()
        diagnostics.append(
          Diagnostic(
            code: "config.provider-mismatch", summary: "Provider type mismatch",
            detail:
              "\(outside.key) is a configuration of provider \(quoted(given.displayName)) in \(caller.inProse), but in \(child) "
              + "\(quoted(inside.localName)) stands for \(quoted(wanted.displayName)). "
              + (suiting.map { "The name to pass it as is \(quoted($0))." }
                ?? "The required_providers of both modules must name the same source."),
            subject: inside.nameRange))
      }
    }
  }

  /// Whether the module that passes a configuration says what it is.
  private func isDeclared(_ reference: ProviderReference, in module: Module) -> Bool {
    module.requiredProviders[reference.localName] != nil || module.providers[reference.key] != nil
  }

  private mutating func tellOfEmptyBlocks(in called: Module, at child: ModulePath) {
    for block in called.providers.values.sorted(by: { $0.key < $1.key }) where block.isEmpty {
      diagnostics.append(
        Diagnostic(
          .warning, code: "config.empty-provider", summary: "Redundant empty provider block",
          detail:
            "An empty provider block in a module used to say that callers pass a configuration. This is deprecated, for it "
            + "could as well mean a configuration with defaults.\n\nIf the module is yours, remove the block, and declare "
            + (block.alias == nil
              ? "\(quoted(block.localName)) in the required_providers of \(child)."
              : "\(block.key) in the configuration_aliases of \(quoted(block.localName)) in the required_providers of "
                + "\(child)."),
          subject: block.range))
    }
  }
}

extension ModuleCall {
  fileprivate var repetitionRange: SourceRange? {
    count?.range ?? forEach?.range ?? dependsOn.first?.range
  }
}

extension ProviderBlock {
  /// Whether it says nothing, and so only asks for a configuration.
  fileprivate var isEmpty: Bool {
    body.attributes.isEmpty && body.blocks.isEmpty && body.undecided.isEmpty && constraint == nil && forEach == nil
  }
}

extension ModulePath {
  var inProse: String { isRoot ? "the root module" : description }
}
