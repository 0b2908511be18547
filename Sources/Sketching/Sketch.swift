package import Configuring
package import Model

/// A configuration evaluated without providers, state or network: every object that it declares, with symbols in the place of what only
/// the provider or a later run will know.
package struct Sketch: Sendable {
  /// In the order of their addresses.
  package var objects: [SketchedObject] = []
  package var providers: [SketchedProvider] = []
  package var calls: [SketchedCall] = []
  /// What could not be evaluated, and why: of that nothing may be said.
  package var diagnostics: [Diagnostic] = []
}

/// One instance of a resource or data source.
package struct SketchedObject: Sendable {
  package var address: ResourceInstanceAddress
  package var resource: Resource
  package var provider: ProviderAddress
  /// As it is written, null where nothing is.
  package var configured: Value
  /// With what the provider adds, as far as that is known, and symbols for the rest.
  package var value: Value
  /// How many of them there will be is not known: it stands for all of them.
  package var standsForMany: Bool
  /// What is wrong with its arguments.
  package var problems: [Diagnostic]
}

package struct SketchedProvider: Sendable {
  package var address: ProviderConfigAddress
  package var value: Value
  package var range: SourceRange
}

/// One instance of a module, as its caller calls it.
package struct SketchedCall: Sendable {
  package var address: ModuleAddress
  package var source: String
  package var versionConstraint: String?
  /// The values of the module's variables.
  package var arguments: Value
  package var range: SourceRange
}
