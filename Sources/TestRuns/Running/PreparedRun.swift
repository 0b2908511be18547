import Configuring
import Model
import Planning
import Providers

/// A run with all that planning needs: the configuration with the test's providers, the values of its variables, and who acts
/// for which object.
struct PreparedRun: Sendable {
  let run: TestRun
  let configuration: Configuration
  let graph: ConfigGraph
  let variables: RootVariables
  /// Where in the tests variables have their values from.
  let variableRanges: [String: SourceRange]
  let pool: ProviderPool
  let overrides: RunOverrides
  let schemas: [ProviderAddress: any ProviderSchemas]
  /// Of the providers whose functions the configuration or the run's assertions call.
  let functions: ProviderFunctions

  func schema(_ name: ResourceName, _ provider: ProviderAddress) -> Schema? {
    schemas[provider]?.schema(of: name)
  }
}

/// Prepares a file's runs.
struct RunPreparation: Sendable {
  let suite: TestSuite
  let file: TestFile
  let providers: SharedProviders

  func variables(_ run: TestRun, _ finished: [String: RunOutputs]) -> RunVariables {
    RunVariables(
      globals: suite.globals, file: file.variables, run: run,
      runs: KnownRuns(declared: file.runs.map(\.name), finished: finished),
      functions: suite.environment(true).functions)
  }

  /// The prepared run, or what keeps it from being run; warnings in either case.
  func prepare(
    _ run: TestRun, _ finished: [String: RunOutputs]
  ) async -> (prepared: PreparedRun?, diagnostics: [Diagnostic]) {
    guard let module = suite.modules[run.module?.identity] else { return (nil, []) }
    let given = variables(run, finished)
    let scope = VariableScope(
      runs: given.runs, functionContext: given.functions,
      place: "provider block. You can only reference variables of the tests.", names: given.names,
      variable: { given.value(named: $0, includesRun: true) })
    let fitted = RunConfiguration(module, file: file, run: run, scope: scope)
    var diagnostics = fitted.diagnostics
    let (graph, problems) = ConfigGraph.build(fitted.configuration)
    diagnostics += problems
    let (inputs, ranges, inputProblems) = given.inputs(declared: module.root.variables)
    diagnostics += inputProblems
    // A variable whose value failed to be computed is not missing as well.
    let values = rootVariables(declared: module.root.variables, inputs: inputs)
    diagnostics += inputProblems.hasErrors ? [] : values.diagnostics.map { forTests($0, run) }
    if diagnostics.hasErrors { return (nil, diagnostics) }

    let source = RunProviders(shared: providers, mocks: fitted.mocks, values: suite.values)
    let (schemas, schemaProblems) = await allSchemas(fitted.configuration, source)
    diagnostics += schemaProblems
    if schemaProblems.hasErrors { return (nil, diagnostics) }
    let mocked = fitted.mocks.sorted { $0.key.description < $1.key.description }.flatMap(\.value.overrides)
    let overrides = RunOverrides(
      [run.overrides, file.overrides, mocked], values: suite.values, schemas: schemas)
    diagnostics += missingTargets(run.overrides, fitted.configuration)
    let pool = ProviderPool(source: source, overrides: overrides)
    let (functions, functionProblems) = await pool.functions(
      of: fitted.configuration.providersOfFunctions(alsoCalled: run.calledFunctions))
    diagnostics += functionProblems
    return (
      PreparedRun(
        run: run, configuration: fitted.configuration, graph: graph, variables: values, variableRanges: ranges,
        pool: pool, overrides: overrides, schemas: schemas, functions: functions),
      diagnostics
    )
  }

  private func forTests(_ diagnostic: Diagnostic, _ run: TestRun) -> Diagnostic {
    guard diagnostic.code == "config.missing-variable" else { return diagnostic }
    var copy = diagnostic
    copy.detail =
      "The module under test for run block \(quoted(run.name)) has a required variable with no set value. Use a -var "
      + "or -var-file command line argument or add this variable into a \"variables\" block within the test file or "
      + "run block."
    return copy
  }

  private func allSchemas(
    _ configuration: Configuration, _ source: RunProviders
  ) async -> ([ProviderAddress: any ProviderSchemas], [Diagnostic]) {
    var found: [ProviderAddress: any ProviderSchemas] = [:]
    var wanted: Set<ProviderAddress> = []
    for (path, module) in configuration.modules {
      for resource in module.resources.values {
        wanted.insert(configuration.provider(of: resource, in: path).provider)
      }
    }
    for provider in wanted.sorted() {
      do throws(ProviderError) {
        found[provider] = try await source.schemas(of: provider)
      } catch {
        return (found, [error.diagnostic])
      }
    }
    return (found, [])
  }

  /// Overrides of what the configuration does not have.
  private func missingTargets(_ overrides: [ObjectOverride], _ configuration: Configuration) -> [Diagnostic] {
    overrides.filter { override in
      switch override.target {
      case .module(let address): configuration.modules[address.path] == nil
      case .resource(let address): configuration.modules[address.module.path]?.resources[address.resource] == nil
      case .instance(let address): configuration.modules[address.module.path]?.resources[address.resource] == nil
      }
    }.map { override in
      Diagnostic(
        .warning, code: "test.unknown-target", summary: "Invalid override target",
        detail: "The override target \(override.target) does not exist within the configuration under test. This could "
          + "indicate a typo in the target address or an unnecessary override.", subject: override.targetRange)
    }
  }
}
