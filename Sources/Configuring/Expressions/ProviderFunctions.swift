package import Functions
package import Model
import Synchronization

/// A function that a provider offers, ready to be called while an expression is evaluated.
package struct CallableFunction: LanguageFunction {
  /// Of a parameter, what a provider declares.
  package struct Parameter: Sendable {
    var parameter: FunctionParameter

    package init(name: String, type: ValueType, description: String = "", allowsNull: Bool, allowsUnknown: Bool) {
      parameter = FunctionParameter(
        name, type, description: description, allowsNull: allowsNull, allowsUnknown: allowsUnknown, allowsDynamic: true)
    }
  }

  /// Why there is no result; `argument` counts from 0.
  package struct Failure: Error, Sendable, Hashable {
    package var message: String
    package var argument: Int?

    package init(message: String, argument: Int? = nil) {
      self.message = message
      self.argument = argument
    }
  }

  package typealias Body = @Sendable ([Value]) throws(Failure) -> Value

  package let name: String
  package let description: String
  package let parameters: [FunctionParameter]
  package let variadic: FunctionParameter?
  package let isResultNotNull = false
  private let returnType: ValueType
  private let results: Results
  private let body: Body

  /// `name` is the whole one: `provider::aws::arn_parse`.
  package init(
    name: String, description: String = "", parameters: [Parameter], variadic: Parameter? = nil, returns: ValueType,
    body: @escaping Body
  ) {
    self.name = name
    self.description = description
    self.parameters = parameters.map(\.parameter)
    self.variadic = variadic?.parameter
    self.returnType = returns
    self.results = Results()
    self.body = body
  }

  package func resultType(_ arguments: [Value], context: FunctionContext) throws(FunctionError) -> ValueType {
    returnType
  }

  package func call(_ arguments: [Value], context: FunctionContext) throws(FunctionError) -> Value {
    for (index, argument) in arguments.enumerated() where parameter(at: index)?.allowsUnknown == false {
      if !argument.isWhollyKnown { return .unknown(returnType) }
    }
    // The same arguments have the same result: it costs one request, however often it is asked for.
    let result = results.known(arguments) ?? results.remember(arguments, answer(arguments))
    switch result {
    case .success(let value): return value
    case .failure(let failure): throw FunctionError(failure.message, argument: failure.argument)
    }
  }

  private func answer(_ arguments: [Value]) -> Result<Value, Failure> {
    do throws(Failure) { return .success(try body(arguments)) } catch { return .failure(error) }
  }

  private final class Results: Sendable {
    /// So many results are remembered, lest a loop over millions keep them all.
    private static let limit = 10_000
    private let results = Mutex<[[Value]: Result<Value, Failure>]>([:])

    func known(_ arguments: [Value]) -> Result<Value, Failure>? { results.withLock { $0[arguments] } }

    func remember(_ arguments: [Value], _ result: Result<Value, Failure>) -> Result<Value, Failure> {
      results.withLock { if $0.count < Self.limit { $0[arguments] = result } }
      return result
    }
  }
}

/// The functions of providers that a configuration may call, by provider and by their own name.
package struct ProviderFunctions: Sendable {
  package private(set) var functions: [ProviderAddress: [String: CallableFunction]]

  package init(_ functions: [ProviderAddress: [String: CallableFunction]] = [:]) { self.functions = functions }

  package mutating func add(_ more: [String: CallableFunction], of provider: ProviderAddress) {
    functions[provider] = more
  }

  package func contains(_ provider: ProviderAddress) -> Bool { functions[provider] != nil }

  /// What a name means in a module with these requirements.
  func function(_ name: String, requirements: [String: ProviderRequirement]) -> CallableFunction? {
    guard let parts = ProviderFunctionName(name), let provider = requirements[parts.localName]?.source else {
      return nil
    }
    return functions[provider]?[parts.function]
  }
}

/// `provider::aws::arn_parse` in parts.
package struct ProviderFunctionName: Hashable, Sendable {
  package static let prefix = "provider::"
  package var localName: String
  package var function: String

  package init?(_ name: String) {
    let parts = name.split(separator: ":", omittingEmptySubsequences: true).map(String.init)
    guard name.hasPrefix(Self.prefix), parts.count == 3 else { return nil }
    localName = parts[1]
    function = parts[2]
  }
}

extension ModuleScope {
  package func function(_ name: String) -> (any LanguageFunction)? {
    guard name.contains("::") else { return FunctionTable.all[name] }
    if name.hasPrefix(ProviderFunctionName.prefix) {
      return environment.providerFunctions.function(name, requirements: instance.module.requiredProviders)
    }
    return name.hasPrefix("core::") ? FunctionTable.all[String(name.dropFirst("core::".count))] : nil
  }

  package func declaresProvider(_ localName: String) -> Bool { instance.module.requiredProviders[localName] != nil }
}
