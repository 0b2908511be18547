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

  package var target: Target
  package var id: Expression
  package var forEach: Expression?
  /// Only for a resource that the configuration does not have yet.
  package var provider: ProviderReference?
  package var range: SourceRange

  package init(
    target: Target, id: Expression, forEach: Expression?, provider: ProviderReference?, range: SourceRange
  ) {
    self.target = target
    self.id = id
    self.forEach = forEach
    self.provider = provider
    self.range = range
  }
}
