package import Model

/// A function that a provider offers.
package struct ProviderFunction: Sendable, Hashable {
  package struct Parameter: Sendable, Hashable {
    package var name: String
    package var type: ValueType
    package var allowsNull: Bool
    package var allowsUnknown: Bool
    package var description: String

    package init(
      name: String, type: ValueType, allowsNull: Bool = false, allowsUnknown: Bool = false, description: String = ""
    ) {
      self.name = name
      self.type = type
      self.allowsNull = allowsNull
      self.allowsUnknown = allowsUnknown
      self.description = description
    }
  }

  package var parameters: [Parameter]
  package var variadic: Parameter?
  package var returnType: ValueType
  package var summary: String
  package var description: String

  package init(
    parameters: [Parameter], variadic: Parameter?, returnType: ValueType, summary: String = "", description: String = ""
  ) {
    self.parameters = parameters
    self.variadic = variadic
    self.returnType = returnType
    self.summary = summary
    self.description = description
  }
}

/// Everything a provider declares about itself. Large providers have thousands of schemas of which a configuration uses a
/// few, so implementations decode each on first use and keep it.
package protocol ProviderSchemas: Sendable {
  /// Of the `provider` block; without attributes when the provider has none.
  var providerConfiguration: Schema { get }
  /// Of `provider_meta`, where the provider has one.
  var providerMeta: Schema? { get }
  var resourceTypes: [String] { get }
  var dataSourceTypes: [String] { get }
  var ephemeralResourceTypes: [String] { get }
  var functions: [String: ProviderFunction] { get }
  /// The provider wants to be asked before an object is destroyed.
  var plansDestroy: Bool { get }

  func resource(_ type: String) -> Schema?
  func dataSource(_ type: String) -> Schema?
  func ephemeralResource(_ type: String) -> Schema?
  /// Types whose objects the provider can list.
  var listResourceTypes: [String] { get }
  /// Of the `config` block in which one says what to list.
  func listResource(_ type: String) -> Schema?
}

extension ProviderSchemas {
  /// Providers that list nothing.
  package var listResourceTypes: [String] { [] }
  package func listResource(_ type: String) -> Schema? { nil }
}

/// Schemas that are all at hand: of the engine's own provider, and of simulated ones.
package struct FixedProviderSchemas: ProviderSchemas {
  package var providerConfiguration: Schema
  package var providerMeta: Schema?
  package var resources: [String: Schema]
  package var dataSources: [String: Schema]
  package var ephemeralResources: [String: Schema]
  package var functions: [String: ProviderFunction]
  package var plansDestroy: Bool

  package init(
    providerConfiguration: Schema = Schema(version: 0, block: SchemaBlock(attributes: [])), providerMeta: Schema? = nil,
    resources: [String: Schema] = [:], dataSources: [String: Schema] = [:],
    ephemeralResources: [String: Schema] = [:], functions: [String: ProviderFunction] = [:], plansDestroy: Bool = false
  ) {
    self.providerConfiguration = providerConfiguration
    self.providerMeta = providerMeta
    self.resources = resources
    self.dataSources = dataSources
    self.ephemeralResources = ephemeralResources
    self.functions = functions
    self.plansDestroy = plansDestroy
  }

  package var resourceTypes: [String] { resources.keys.sorted() }
  package var dataSourceTypes: [String] { dataSources.keys.sorted() }
  package var ephemeralResourceTypes: [String] { ephemeralResources.keys.sorted() }
  package func resource(_ type: String) -> Schema? { resources[type] }
  package func dataSource(_ type: String) -> Schema? { dataSources[type] }
  package func ephemeralResource(_ type: String) -> Schema? { ephemeralResources[type] }
}
