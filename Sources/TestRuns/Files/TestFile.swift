package import Configuring
package import Model
package import Parsing

/// One file of tests as written: decoded and checked for form, nothing evaluated.
package struct TestFile: Sendable {
  /// Relative to the root module's directory.
  package var path: String
  /// Whether runs may go side by side unless they say otherwise.
  package var isParallel = false
  /// In the order of the text.
  package var variables: [Attribute] = []
  /// By `aws` or `aws.alias`.
  package var providers: [String: TestProvider] = [:]
  package var overrides: [ObjectOverride] = []
  package var runs: [TestRun] = []

  package init(path: String) { self.path = path }
}

/// A provider configuration that a test file gives to the module under test.
package struct TestProvider: Sendable {
  package enum Kind: Sendable {
    case real
    case mocked(MockDefinition)
  }

  package var block: ProviderBlock
  package var kind: Kind
}

/// What a `mock_provider` block says that the objects of the provider are like.
package struct MockDefinition: Sendable {
  /// By type.
  package var resources: [String: GivenValues] = [:]
  package var dataSources: [String: GivenValues] = [:]
  package var overrides: [ObjectOverride] = []
  /// Values of objects of all other types are generated in this phase.
  package var phase = GivenValues.Phase.apply
}

/// Values for the computed attributes of an object.
package struct GivenValues: Sendable {
  /// From when on the values are there; before that they are unknown.
  package enum Phase: String, Sendable {
    case plan, apply
  }

  package var values: KeyedValues
  package var phase: Phase
  /// Of the values, and of the block that gives them.
  package var range: SourceRange?
  package var blockRange: SourceRange?

  package init(values: KeyedValues = KeyedValues(), phase: Phase, range: SourceRange? = nil) {
    self.values = values
    self.phase = phase
    self.range = range
    blockRange = range
  }
}

/// An `override_resource`, `override_data` or `override_module` block.
package struct ObjectOverride: Sendable {
  package enum Kind: String, Sendable {
    case resource = "override_resource"
    case data = "override_data"
    case module = "override_module"
  }

  package var kind: Kind
  package var target: TargetAddress
  package var targetRange: SourceRange
  /// Of a module, its outputs.
  package var given: GivenValues
  package var range: SourceRange
}

/// A `run` block.
package struct TestRun: Sendable {
  package enum Command: String, Sendable {
    case plan, apply
  }

  package struct PlanOptions: Sendable {
    package var isRefreshOnly = false
    package var refreshes = true
    package var targets: [Traversal] = []
    package var replaced: [Traversal] = []
  }

  package var name: String
  package var command = Command.apply
  package var planOptions = PlanOptions()
  package var variables: [Attribute] = []
  /// Another module to run instead of the one under test.
  package var module: RunModule?
  /// From the name in the module to that in the test file; nil when all of the file's are given.
  package var providers: [(inside: ProviderReference, outside: ProviderReference)]?
  package var assertions: [Condition] = []
  package var expectedFailures: [Traversal] = []
  package var stateKey: String?
  /// As the run says; nil for what the file says.
  package var isParallel: Bool?
  package var overrides: [ObjectOverride] = []
  package var range: SourceRange

  /// Which state the run works upon: its own choice, or that of its module.
  package var effectiveStateKey: String { stateKey ?? module?.origin.origin.description ?? "" }
}
