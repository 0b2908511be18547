package import Model
package import Providers

/// An object that a list block has found.
package struct FoundObject: Sendable {
  /// Of the list block's instance.
  package var list: ResourceInstanceAddress
  package var identity: ObjectIdentity
  package var displayName: String
  /// Nil where only identities are asked for. What is sensitive is marked.
  package var object: Value?
  package var generated: GeneratedImport?
}

/// Configuration with which a found object can be imported.
package struct GeneratedImport: Sendable, Equatable {
  package var name: ResourceName
  /// Nil where the provider gave no object to write one for.
  package var resource: String?
  package var block: String
}

/// What happens while a query runs.
package enum QueryEvent: Sendable {
  case started(ResourceInstanceAddress, configuration: Value)
  case found(FoundObject)
  /// `all` are those found, in the order in which they came. They may be fewer than there are.
  case completed(ResourceInstanceAddress, all: [FoundObject], reachedLimit: Bool)
}

/// What came of a query.
package struct QueryResult: Sendable {
  /// By list block, in the order of their addresses.
  package var found: [FoundObject]
  package var diagnostics: [Diagnostic]
}
