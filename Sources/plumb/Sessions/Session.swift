import Configuring
import Model
import Planning
import Plugins
import Providers

/// What commands that read a configuration share: the configuration with its graph, and its providers.
struct Session: Sendable {
  let invocation: Invocation
  let loaded: LoadedConfiguration
  let graph: ConfigGraph
  let providers: PluginProviderSource
  let pool: ProviderPool
  /// Seconds since 1970: what `plantimestamp()` gives.
  let planTime: Int

  var configuration: Configuration { loaded.configuration }

  /// Loads the configuration and finds its providers. Throws when something is wrong with either; warnings are in `loaded`.
  static func open(
    _ invocation: Invocation, saved: SavedPlan? = nil, state: State? = nil,
    planTime: Int = currentTime(), needsConfiguration: Bool = true, toleratesBrokenReferences: Bool = false,
    usesState: Bool = false, readsQueries: Bool = false
  ) throws(DiagnosticsError) -> Session {
    var loaded = Tracing.measureInPlace("load configuration") {
      saved.map {
        loadConfiguration(
          from: TextModuleSource($0.files), inputs: earlyInputs(invocation, of: $0),
          manifestPath: ModuleManifest.defaultPath)
      }
        ?? configurationOnDisk(invocation, readsQueries: readsQueries)
    }
    if !needsConfiguration { loaded.diagnostics.removeAll { $0.code == "config.no-files" } }
    if loaded.diagnostics.hasErrors { throw DiagnosticsError(loaded.diagnostics) }
    let (graph, problems) = Tracing.measureInPlace("build graph") { ConfigGraph.build(loaded.configuration) }
    let versions = versionProblems(loaded.configuration)
    // Nothing can be visited in the order of a circle.
    let isHopeless = !toleratesBrokenReferences || problems.contains { $0.code == "config.cycle" }
    if versions.hasErrors || isHopeless && problems.hasErrors {
      throw DiagnosticsError(loaded.diagnostics + problems + versions)
    }
    // Where both are missing, as in a new clone, the backend comes first: init then sees to the providers too.
    if usesState { _ = try invocation.checkedBackendRecord(loaded.configuration, saved: saved) }
    let providers = try providerSource(invocation, loaded.configuration, state: state)
    return Session(
      invocation: invocation, loaded: loaded, graph: graph, providers: providers,
      pool: ProviderPool(source: providers), planTime: planTime)
  }

  /// Throws where references lead nowhere, together with all else that a validation finds.
  func refuseBrokenReferences() async throws {
    guard !graph.problems.isEmpty else { return }
    throw DiagnosticsError(loaded.diagnostics + (await validate()))
  }

  func validate() async -> [Diagnostic] {
    await Validator(
      configuration: configuration, graph: graph, environment: environment(isPlanning: true), pool: pool,
      asksProviders: true
    ).validate()
  }

  /// The providers that a configuration and a state name, as they are installed.
  static func providerSource(
    _ invocation: Invocation, _ configuration: Configuration, state: State?
  ) throws(DiagnosticsError) -> PluginProviderSource {
    let (installed, warnings) = try installedProviders(invocation, configuration, state: state)
    // About the surroundings, not the configuration: on standard error, for the output may be JSON.
    invocation.terminal.writeError(warnings.text(invocation.terminal.layout, sources: sourceFile))
    let settings = PluginSettings(
      environment: invocation.environment, cacheFolder: cacheFolder(invocation.environment),
      engineVersion: Plumb.terraformVersion,
      log: providerLog(invocation))
    return PluginProviderSource(
      settings: settings,
      builtin: BuiltinProvider(
        remoteStates: try invocation.remoteStates(configuration), makeIdentifier: randomUUID),
      pool: invocation.shared?.pool,
      lookup: { (address) throws(ProviderError) in
        guard let program = installed[address] else {
          throw ProviderError(
            .notInstalled, provider: address,
            message: "It is not installed for this configuration. Run plumb init to install what is required.")
        }
        return program
      })
  }

  /// Ends all providers. To be called whatever happened.
  func close() async {
    if invocation.shared == nil { UntilExit.keep(self) }
    await providers.closeAll()
  }

  func environment(isPlanning: Bool) -> EvaluationEnvironment {
    EvaluationEnvironment(
      functions: .live(
        environment: invocation.environment, planTime: planTime, isPlanning: isPlanning),
      workingDirectory: workingDirectoryPath(), workspace: workspaceName(invocation))
  }

  /// Schemas of everything that the configuration and a state name, for those who render them.
  func schemas(for state: State) async throws(DiagnosticsError) -> Schemas {
    var wanted: Set<ProviderAddress> = []
    for (path, module) in configuration.modules {
      var implied: Set<String> = []
      for resource in module.resources.values {
        if resource.provider == nil, !implied.insert(resource.providerLocalName).inserted { continue }
        wanted.insert(configuration.provider(of: resource, in: path).provider)
      }
      for block in module.providers.values { wanted.insert(module.providerAddress(localName: block.localName)) }
    }
    for resource in state.resources.values { wanted.insert(resource.provider.provider) }
    var found: [ProviderAddress: any ProviderSchemas] = [:]
    for provider in wanted.sorted() {
      found[provider] = try await pool.schemas(of: ProviderConfigAddress(provider: provider)).get()
    }
    return Schemas(providers: found)
  }
}

/// Schemas at hand, in the form that renderers ask for them.
struct Schemas: Sendable {
  let providers: [ProviderAddress: any ProviderSchemas]

  func resource(_ name: ResourceName, _ provider: ProviderAddress) -> Schema? {
    providers[provider]?.schema(of: name)
  }

  func configuration(_ provider: ProviderAddress) -> Schema? { providers[provider]?.providerConfiguration }
}

/// `$XDG_CACHE_HOME/plumb`; nil where there is no home for it.
func cacheFolder(_ environment: [String: String]) -> String? {
  if let given = environment["PLUMB_CACHE_DIR"], !given.isEmpty { return given }
  if let base = environment["XDG_CACHE_HOME"], !base.isEmpty { return base + "/plumb" }
  return environment["HOME"].map { $0 + "/.cache/plumb" }
}

/// The workspace in use: `TF_WORKSPACE`, or what `.terraform/environment` says, or `default`.
func workspaceName(_ invocation: Invocation) -> String {
  if let given = invocation.environment["TF_WORKSPACE"], !given.isEmpty { return given }
  guard let bytes = readFile(invocation.dataDirectory + "/environment") else { return "default" }
  let name = String(decoding: bytes, as: UTF8.self).filter { !$0.isWhitespace }
  return name.isEmpty ? "default" : name
}

/// Modules that require another version of the language than this one.
func versionProblems(_ configuration: Configuration) -> [Diagnostic] {
  var diagnostics: [Diagnostic] = []
  for (path, module) in configuration.modules.sorted(by: { $0.key < $1.key }) {
    for requirement in module.requiredVersions {
      do {
        let constraints = try VersionConstraints(requirement.constraint)
        if let problem = constraints.problemForPrograms {
          diagnostics.append(
            Diagnostic(
              code: "config.invalid-version", summary: "Invalid required_version constraint", detail: problem,
              subject: requirement.range))
          continue
        }
        let (product, text) =
          requirement.isOpenTofu
          ? ("OpenTofu", Plumb.openTofuVersion) : ("Terraform", Plumb.terraformVersion)
        if constraints.allowsProgram(try Version(text)) { continue }
        diagnostics.append(
          Diagnostic(
            code: "config.unsupported-version", summary: "Unsupported \(product) Core version",
            detail: "\(path.isRoot ? "This configuration" : "Module \(path)") does not support \(product) version "
              + "\(text), whose language Plumb implements. To proceed, either choose another supported version "
              + "or update this version constraint. Version constraints are normally set for good reason, so updating the "
              + "constraint may lead to other errors or unexpected behavior.", subject: requirement.argumentRange))
      } catch {
        diagnostics.append(
          Diagnostic(
            code: "config.invalid-version", summary: "Invalid version constraint",
            detail: "This string does not use correct version constraint syntax: \(error.reason).",
            subject: requirement.range)
        )
      }
    }
  }
  return diagnostics
}
