package import Configuring
package import Model
import Providers

extension ProviderPool {
  /// The functions of those providers of which a configuration calls some. Providers are started for that, not configured.
  package func functions(
    calledIn configuration: Configuration
  ) async -> (functions: ProviderFunctions, diagnostics: [Diagnostic]) {
    var wanted: Set<ProviderAddress> = []
    for module in configuration.modules.values {
      for name in module.calledProviderFunctions {
        if let source = module.requiredProviders[name.localName]?.source { wanted.insert(source) }
      }
    }
    return await functions(of: wanted)
  }

  /// All functions of these providers, ready to be called.
  package func functions(
    of providers: Set<ProviderAddress>
  ) async -> (functions: ProviderFunctions, diagnostics: [Diagnostic]) {
    var result = ProviderFunctions()
    var diagnostics: [Diagnostic] = []
    for provider in providers.sorted() {
      if provider == .builtin {
        result.add(TerraformFunctions.all, of: provider)
        continue
      }
      switch await callableFunctions(of: provider) {
      case .success(let functions): result.add(functions, of: provider)
      case .failure(let error): diagnostics += error.diagnostics
      }
    }
    return (result, diagnostics)
  }

  private func callableFunctions(
    of provider: ProviderAddress
  ) async -> Result<[String: CallableFunction], DiagnosticsError> {
    let address = ProviderConfigAddress(provider: provider)
    let declared: [String: ProviderFunction]
    switch await schemas(of: address) {
    case .failure(let error): return .failure(error)
    case .success(let schemas): declared = schemas.functions
    }
    if declared.isEmpty { return .success([:]) }
    do {
      let call = try await unconfigured(address).get().functionCaller()
      return .success(
        Dictionary(uniqueKeysWithValues: declared.map { ($0.key, $0.value.callable($0.key, provider, call)) }))
    } catch let error as ProviderError {
      return .failure(DiagnosticsError(error.diagnostic))
    } catch let error as DiagnosticsError {
      return .failure(error)
    } catch {
      return .failure(DiagnosticsError(ProviderError(.died, provider: provider, message: "\(error)").diagnostic))
    }
  }
}

extension ProviderFunction {
  fileprivate func callable(
    _ name: String, _ provider: ProviderAddress, _ call: @escaping FunctionCaller
  ) -> CallableFunction {
    CallableFunction(
      name: name, description: description.isEmpty ? summary : description,
      parameters: parameters.map(\.forExpressions),
      variadic: variadic?.forExpressions, returns: returnType
    ) { (arguments) throws(CallableFunction.Failure) in
      let response: FunctionResponse
      do throws(ProviderError) { response = try call(name, arguments) } catch {
        throw CallableFunction.Failure(message: error.message)
      }
      if let failure = response.failure {
        throw CallableFunction.Failure(message: failure.text, argument: failure.argument)
      }
      guard response.value.isWhollyKnown || arguments.contains(where: { !$0.isWhollyKnown }) else {
        throw CallableFunction.Failure(
          message: "the provider \(provider.displayName) gave a result that is not known, although all arguments are; "
            + "this is a bug in the provider")
      }
      return response.value
    }
  }
}

extension ProviderFunction.Parameter {
  fileprivate var forExpressions: CallableFunction.Parameter {
    CallableFunction.Parameter(
      name: name, type: type, description: description, allowsNull: allowsNull, allowsUnknown: allowsUnknown)
  }
}

extension Planner {
  /// Before anything is evaluated: providers whose functions are called must be running.
  func prepareFunctions() async {
    let (functions, problems) = await pool.functions(calledIn: input.configuration)
    evaluator.environment.providerFunctions = functions
    diagnostics.add(problems)
  }
}
