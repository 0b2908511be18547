package import Configuring
package import Model
package import Parsing

/// One `.policy.hcl` file: policies that are enforced together, with the inputs and local values that they use.
package struct PolicyFile: Sendable {
  /// As the user writes it.
  package var path: String
  package var inputs: [String: PolicyInput] = [:]
  /// Evaluated when a policy asks for them.
  package var locals: [String: Expression] = [:]
  package var policies: [Policy] = []

  package init(path: String) { self.path = path }
}

/// A value that a policy set may be given, e.g. a list of what is allowed.
package struct PolicyInput: Sendable {
  package var name: String
  package var type: ValueType
  package var typeDefaults: TypeDefaults?
  /// Nil when one has to be given.
  package var defaultValue: Value?
  package var range: SourceRange
}

/// A `resource_policy`, `provider_policy` or `module_policy` block.
package struct Policy: Sendable {
  package enum Kind: String, Sendable, Hashable, CaseIterable {
    case resource = "resource_policy"
    case provider = "provider_policy"
    case module = "module_policy"
  }

  package typealias Enforcement = PolicyEnforcement

  package var kind: Kind
  /// A resource type, a provider's name or a module's source; `*` stands for any part of it.
  package var target: Glob
  package var name: String
  /// Nil for all operations but destruction.
  package var operations: Set<PolicyOperation>?
  package var enforcement: Expression?
  /// Of the file, where the policy has none of its own.
  package var defaultEnforcement: Enforcement
  package var filter: Expression?
  package var locals: [String: Expression]
  package var conditions: [PolicyCondition]
  package var range: SourceRange
}

/// What a plan does with an object.
package enum PolicyOperation: String, Sendable, Hashable, CaseIterable {
  case create, update, delete
}

/// An `enforce` block.
package struct PolicyCondition: Sendable {
  package var condition: Expression
  package var errorMessage: Expression?
  package var infoMessage: Expression?
  package var range: SourceRange
}
