package import Model
package import Parsing

/// An `import` block: an object that exists, and the resource instance that it is to be.
package struct ImportBlock: Sendable {
  /// Where the object goes; keys are expressions, for with `for_each` they depend on each item.
  package struct Target: Sendable {
    package var modules: [(name: String, key: Expression?)]
    package var resource: ResourceName
    package var key: Expression?
    package var range: SourceRange

    package var config: ConfigResourceAddress {
      ConfigResourceAddress(module: ModulePath(modules.map(\.name)), resource: resource)
    }

    /// All that is not constant in the keys.
    package var keys: [Expression] { modules.compactMap(\.key) + (key.map { [$0] } ?? []) }
  }

  /// What says which object is meant.
  package enum Source: Sendable {
    case id(Expression)
    /// By what the provider declares as the identity of its objects.
    case identity(Expression)

    package var expression: Expression {
      switch self {
      case .id(let expression), .identity(let expression): expression
      }
    }
  }

  package var target: Target
  package var source: Source
  package var forEach: Expression?
  /// Only for a resource that the configuration does not have yet.
  package var provider: ProviderReference?
  package var range: SourceRange

  package init(
    target: Target, source: Source, forEach: Expression?, provider: ProviderReference?, range: SourceRange
  ) {
    self.target = target
    self.source = source
    self.forEach = forEach
    self.provider = provider
    self.range = range
  }
}
