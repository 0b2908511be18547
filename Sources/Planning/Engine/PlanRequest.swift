package import Configuring
package import Model
import Providers

/// One object that a command is to take into the state, without planning anything.
package struct RequestedImport: Sendable, Hashable {
  package var address: ResourceInstanceAddress
  package var id: String

  package init(address: ResourceInstanceAddress, id: String) {
    self.address = address
    self.id = id
  }
}

/// What is to be planned, and how.
package struct PlanningOptions: Sendable {
  package var mode: Plan.Mode
  /// Ask the providers how the objects are now; otherwise the state is believed.
  package var refreshes: Bool
  package var targets: [TargetAddress]
  /// What is left out, together with all that depends on it; never beside targets.
  package var excludes: [TargetAddress] = []
  package var forceReplace: [ResourceInstanceAddress]
  /// How many requests to providers may be under way at once.
  package var parallelism: Int
  package var requestedImport: RequestedImport?
  /// The file for configuration of what is imported and has none; without it, that is an error.
  package var generatedFile: String?

  package init(
    mode: Plan.Mode = .normal, refreshes: Bool = true, targets: [TargetAddress] = [],
    forceReplace: [ResourceInstanceAddress] = [], parallelism: Int = 10
  ) {
    self.mode = mode
    self.refreshes = refreshes
    self.targets = targets
    self.forceReplace = forceReplace
    self.parallelism = parallelism
  }
}

/// Everything that planning starts from, as values.
package struct PlanningInput: Sendable {
  package var configuration: Configuration
  package var variables: RootVariables
  package var state: State
  package var environment: EvaluationEnvironment
  /// RFC 3339, UTC.
  package var timestamp: String

  package init(
    configuration: Configuration, variables: RootVariables, state: State, environment: EvaluationEnvironment,
    timestamp: String
  ) {
    self.configuration = configuration
    self.variables = variables
    self.state = state
    self.environment = environment
    self.timestamp = timestamp
  }
}

extension TargetAddress {
  /// Whether the target may hold instances of a resource of the configuration.
  func mayContain(_ resource: ConfigResourceAddress) -> Bool {
    switch self {
    case .module(let module): resource.module.names.starts(with: module.path.names)
    case .resource(let address): address.config == resource
    case .instance(let address): address.config == resource
    }
  }
}

package struct PlanningResult: Sendable {
  package var plan: Plan
  package var diagnostics: [Diagnostic]
  /// Also what could be written where the plan failed.
  package var generated: [GeneratedConfiguration]
  /// What was said to the providers, without marks: not to be shown. Those of which nothing was said are not in it.
  package var providers: [ProviderConfigAddress: Value] = [:]

  package init(plan: Plan, diagnostics: [Diagnostic], generated: [GeneratedConfiguration] = []) {
    self.plan = plan
    self.diagnostics = diagnostics
    self.generated = generated
  }
}
