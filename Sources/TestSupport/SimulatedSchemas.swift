package import Model
package import Providers

/// What the simulated provider declares: types with computed and sensitive parts and blocks of every nesting.
package enum SimulatedSchemas {
  package static let provider = ProviderAddress(namespace: "plumb", type: "sim")

  /// `sim_network`: its name and range cannot be changed.
  package static let network = Schema(
    version: 0,
    block: SchemaBlock(attributes: [
      attribute("id", computed: true), attribute("name", required: true),
      attribute("range", optional: true, computed: true), attribute("tags", .map(.string), optional: true),
      attribute("revision", .number, computed: true),
    ]))

  /// `sim_server`: can be made bigger, but not moved to another network.
  package static let server = Schema(
    version: 1,
    block: SchemaBlock(
      attributes: [
        attribute("id", computed: true), attribute("name", required: true), attribute("network_id", required: true),
        attribute("size", .number, optional: true), attribute("address", computed: true),
        attribute("password", optional: true, sensitive: true), attribute("revision", .number, computed: true),
      ],
      blocks: [
        NestedBlock(
          name: "disk", nesting: .list,
          block: SchemaBlock(attributes: [
            attribute("size", .number, required: true), attribute("serial", computed: true),
          ]), maximumItems: 4),
        NestedBlock(
          name: "port", nesting: .set,
          block: SchemaBlock(attributes: [
            attribute("number", .number, required: true), attribute("rule_id", computed: true),
          ])),
        NestedBlock(
          name: "label", nesting: .map, block: SchemaBlock(attributes: [attribute("text", optional: true)])),
        NestedBlock(
          name: "boot", nesting: .single, block: SchemaBlock(attributes: [attribute("image", required: true)])),
        NestedBlock(
          name: "limits", nesting: .group,
          block: SchemaBlock(attributes: [attribute("cores", .number, optional: true, computed: true)])),
      ]))

  /// `sim_vault`: keeps a secret, and gives out its length only.
  package static let vault = Schema(
    version: 0,
    block: SchemaBlock(attributes: [
      attribute("id", computed: true), attribute("name", required: true),
      SchemaAttribute(name: "secret_wo", kind: .plain(.string), isOptional: true, isSensitive: true, isWriteOnly: true),
      attribute("secret_version", .number, optional: true), attribute("length", .number, computed: true),
      attribute("revision", .number, computed: true),
    ]))

  /// `ephemeral.sim_token`: a token for a name. Those whose name begins with `short` must be renewed all the time; `broken`
  /// cannot be opened.
  package static let token = Schema(
    version: 0,
    block: SchemaBlock(attributes: [
      attribute("name", required: true), attribute("token", computed: true, sensitive: true),
    ]))

  /// `data.sim_network`: finds a network by name.
  package static let networkData = Schema(
    version: 0,
    block: SchemaBlock(attributes: [
      attribute("id", computed: true), attribute("name", required: true), attribute("range", computed: true),
    ]))

  package static let all = FixedProviderSchemas(
    providerConfiguration: Schema(
      version: 0,
      block: SchemaBlock(attributes: [attribute("region", optional: true), attribute("refuse", .bool, optional: true)])),
    resources: ["sim_network": network, "sim_subnet": network, "sim_server": server, "sim_vault": vault],
    dataSources: ["sim_network": networkData], ephemeralResources: ["sim_token": token],
    functions: [
      "shout": ProviderFunction(
        parameters: [.init(name: "word", type: .string)], variadic: .init(name: "words", type: .string),
        returnType: .string)
    ])

  /// Attributes whose change needs a new object.
  static let fixed: [String: [String]] = [
    "sim_network": ["name", "range"], "sim_subnet": ["name", "range"],
    "sim_server": ["name", "network_id"],
  ]

  private static func attribute(
    _ name: String, _ type: ValueType = .string, required: Bool = false, optional: Bool = false,
    computed: Bool = false, sensitive: Bool = false
  ) -> SchemaAttribute {
    SchemaAttribute(
      name: name, kind: .plain(type), isRequired: required, isOptional: optional, isComputed: computed,
      isSensitive: sensitive)
  }
}

/// Gives every configuration of the simulated provider a client of one cloud.
package struct SimulatedProviders: ProviderSource {
  package let cloud: SimulatedCloud
  private let others: [ProviderAddress: any ProviderClient]

  package init(cloud: SimulatedCloud, others: [ProviderAddress: any ProviderClient] = [:]) {
    self.cloud = cloud
    self.others = others
  }

  package func client(for configuration: ProviderConfigAddress) async throws(ProviderError) -> any ProviderClient {
    if configuration.provider == SimulatedSchemas.provider { return SimulatedProvider(cloud: cloud) }
    if let other = others[configuration.provider] { return other }
    throw ProviderError(
      .notInstalled, provider: configuration.provider, message: "There is no provider \(configuration.provider).")
  }
}
