import Configuring
import Model
import Parsing

/// The module under test with the providers that a test file gives it.
struct RunConfiguration {
  var configuration: Configuration
  /// Which provider configurations are mocked.
  var mocks: [ProviderConfigAddress: MockDefinition] = [:]
  var diagnostics: [Diagnostic] = []

  /// References to variables and runs in the file's providers are replaced by their values, in this scope.
  init(_ module: Configuration, file: TestFile, run: TestRun, scope: some EvaluationScope) {
    configuration = module
    if let passed = run.providers {
      for (inside, outside) in passed {
        guard let provider = file.providers[outside.key] else {
          let near = suggestion(for: outside.key, among: file.providers.keys).map { " Did you mean \($0)?" } ?? ""
          diagnostics.append(
            Diagnostic(
              code: "test.missing-provider", summary: "Missing provider definition for \(outside.key)",
              detail: "This provider block references a provider definition that does not exist. Define it in this "
                + "file with a provider or mock_provider block.\(near)", subject: outside.range))
          continue
        }
        add(provider, as: inside, scope)
      }
    } else {
      let used = configuration.usedProviders
      for key in file.providers.keys.sorted() {
        guard let provider = file.providers[key],
          used.contains(configuration.root.providerAddress(localName: provider.block.localName)),
          provider.block.alias == nil || configuration.root.names(key)
        else { continue }
        add(
          provider,
          as: ProviderReference(
            localName: provider.block.localName, alias: provider.block.alias, range: provider.block.range), scope)
      }
    }
    diagnostics += checkProviders(of: configuration)
  }

  private mutating func add(_ provider: TestProvider, as name: ProviderReference, _ scope: some EvaluationScope) {
    var block = provider.block
    block.localName = name.localName
    block.alias = name.alias
    // What refers to its instances goes on doing so.
    if block.forEach == nil { block.forEach = configuration.modules[.root]?.providers[name.key]?.forEach }
    block.body = substituting(block.body, scope)
    let address = ProviderConfigAddress(
      module: .root, provider: configuration.root.providerAddress(localName: name.localName), alias: name.alias)
    configuration.modules[.root]?.providers[name.key] = block
    if case .mocked(let definition) = provider.kind { mocks[address] = definition }
  }

  private mutating func substituting(_ body: Body, _ scope: some EvaluationScope) -> Body {
    var copy = body
    for property in copy.undecided {
      for reference in property.value.template.references where ["var", "run"].contains(reference.root) {
        diagnostics.append(
          Diagnostic(
            code: "config.not-supported", summary: "Reference not supported here",
            detail: "In JSON syntax, the providers of tests cannot refer to variables and runs yet. Write the provider "
              + "in a file in native syntax.", subject: reference.range))
      }
    }
    for index in copy.attributes.indices {
      let expression = copy.attributes[index].expression
      // A loop's own names belong to it.
      guard expression.references.contains(where: { ["var", "run"].contains($0.root) }) else { continue }
      let (value, problems) = evaluate(expression, in: scope)
      diagnostics += problems
      copy.attributes[index].expression = Expression(.literal(value), range: expression.range)
    }
    for index in copy.blocks.indices { copy.blocks[index].body = substituting(copy.blocks[index].body, scope) }
    return copy
  }
}

extension Module {
  /// Whether the module declares a provider configuration with an alias, expects it from outside, or refers to it.
  fileprivate func names(_ key: String) -> Bool {
    providers[key] != nil
      || requiredProviders.values.contains { $0.configurationAliases.contains { $0.key == key } }
      || resources.values.contains { $0.provider?.key == key }
      || calls.values.contains { $0.providers.contains { $0.outside.key == key } }
  }
}

extension TestRun {
  /// The functions that the run's assertions call.
  var calledFunctions: Set<String> {
    assertions.reduce(into: []) {
      $0.formUnion($1.condition.calledFunctions.union($1.errorMessage.calledFunctions))
    }
  }
}

extension Configuration {
  /// The providers of which functions are called, in the configuration or among these in its root module's words.
  func providersOfFunctions(alsoCalled names: Set<String>) -> Set<ProviderAddress> {
    var result: Set<ProviderAddress> = []
    for module in modules.values {
      let called = module.calledProviderFunctions.map(\.localName)
      result.formUnion(called.compactMap { module.requiredProviders[$0]?.source })
    }
    for name in names where name.hasPrefix("provider::") {
      let local = String(name.dropFirst(10).prefix { $0 != ":" })
      if let source = root.requiredProviders[local]?.source { result.insert(source) }
    }
    return result
  }

  /// Providers that some resource or requirement of the configuration names.
  var usedProviders: Set<ProviderAddress> {
    var result = Set(providerRequirements.keys)
    for (path, module) in modules {
      for resource in module.resources.values { result.insert(provider(of: resource, in: path).provider) }
    }
    return result
  }
}
