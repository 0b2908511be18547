/// What is recorded of the objects that were made: Terraform's state, version 4, as a value.
package struct State: Sendable, Equatable {
  package var terraformVersion: String
  package var serial: Int
  /// Tells states of different origin apart; kept for a state's whole life.
  package var lineage: String
  package var outputs: [String: OutputValue]
  package var resources: [ResourceAddress: ResourceState]
  package var checkResults: [CheckResult]

  package init(
    terraformVersion: String = "", serial: Int = 0, lineage: String = "", outputs: [String: OutputValue] = [:],
    resources: [ResourceAddress: ResourceState] = [:], checkResults: [CheckResult] = []
  ) {
    self.terraformVersion = terraformVersion
    self.serial = serial
    self.lineage = lineage
    self.outputs = outputs
    self.resources = resources
    self.checkResults = checkResults
  }

  package subscript(_ address: ResourceInstanceAddress) -> ResourceInstanceState? {
    resources[address.containing]?.instances[address.key]
  }

  /// The provider configuration that last acted on an object.
  package func provider(of address: ResourceInstanceAddress) -> ProviderConfigAddress? {
    resources[address.containing]?.provider(of: address.key)
  }
}

/// A root module's output as recorded. The value carries no marks; `isSensitive` says what it is.
package struct OutputValue: Sendable, Hashable {
  package var value: Value
  package var isSensitive: Bool

  package init(value: Value, isSensitive: Bool) {
    self.value = value
    self.isSensitive = isSensitive
  }
}

package struct ResourceState: Sendable, Equatable {
  /// The provider configuration that last acted on the objects; which instance of it, each object has with it.
  package var provider: ProviderConfigAddress
  package var instances: [InstanceKey?: ResourceInstanceState]

  package init(provider: ProviderConfigAddress, instances: [InstanceKey?: ResourceInstanceState] = [:]) {
    self.provider = provider.withoutKey
    self.instances = instances
  }

  package func provider(of key: InstanceKey?) -> ProviderConfigAddress {
    provider.instance(instances[key]?.providerKey)
  }
}

package struct ResourceInstanceState: Sendable, Equatable {
  package var current: ObjectRecord?
  /// Objects that were replaced but not destroyed yet, by an eight-digit hexadecimal key.
  package var deposed: [String: ObjectRecord]
  /// Of the instance of the provider configuration, where that has `for_each`.
  package var providerKey: InstanceKey?

  package init(
    current: ObjectRecord? = nil, deposed: [String: ObjectRecord] = [:], providerKey: InstanceKey? = nil
  ) {
    self.current = current
    self.deposed = deposed
    self.providerKey = providerKey
  }

  package var isEmpty: Bool { current == nil && deposed.isEmpty }
}

/// One remote object as the state records it: its attributes still in JSON, for only a provider's schema of the right
/// version can read them.
package struct ObjectRecord: Sendable, Equatable {
  package enum Status: String, Sendable {
    case ready
    /// Made only in part: to be replaced at the next apply.
    case tainted
  }

  package var status: Status
  package var schemaVersion: Int
  /// A JSON object in UTF-8, without insignificant white space.
  package var attributes: [UInt8]
  /// Paths whose values were sensitive when they were stored.
  package var sensitivePaths: [ValuePath]
  /// The provider's own bytes, handed back to it unread.
  package var privateData: [UInt8]
  package var dependencies: [ConfigResourceAddress]
  package var createBeforeDestroy: Bool
  /// OpenTofu's: to be forgotten rather than destroyed, also when it has left the configuration.
  package var skipsDestroy = false
  package var identitySchemaVersion: Int?
  /// A JSON object in UTF-8.
  package var identity: [UInt8]?

  package init(
    status: Status = .ready, schemaVersion: Int = 0, attributes: [UInt8], sensitivePaths: [ValuePath] = [],
    privateData: [UInt8] = [], dependencies: [ConfigResourceAddress] = [], createBeforeDestroy: Bool = false,
    identitySchemaVersion: Int? = nil, identity: [UInt8]? = nil
  ) {
    self.status = status
    self.schemaVersion = schemaVersion
    self.attributes = attributes
    self.sensitivePaths = sensitivePaths
    self.privateData = privateData
    self.dependencies = dependencies
    self.createBeforeDestroy = createBeforeDestroy
    self.identitySchemaVersion = identitySchemaVersion
    self.identity = identity
  }
}

/// The outcome of conditions, as recorded: of a resource's, an output's or a check block's.
package struct CheckResult: Sendable, Equatable {
  package enum Status: String, Sendable {
    case pass, fail, error, unknown
  }

  package struct Object: Sendable, Equatable {
    package var address: String
    package var status: Status
    package var failureMessages: [String]

    package init(address: String, status: Status, failureMessages: [String] = []) {
      self.address = address
      self.status = status
      self.failureMessages = failureMessages
    }
  }

  /// `resource`, `output_value`, `check` or `var`.
  package var kind: String
  package var configAddress: String
  package var status: Status
  package var objects: [Object]

  package init(kind: String, configAddress: String, status: Status, objects: [Object]) {
    self.kind = kind
    self.configAddress = configAddress
    self.status = status
    self.objects = objects
  }
}
