package import Model

/// The planned change of one object.
package struct ResourceChange: Sendable, Equatable {
  package var address: ResourceInstanceAddress
  /// Where the state has the object, when the configuration has moved it since.
  package var previousAddress: ResourceInstanceAddress?
  /// Set where the object is a deposed one rather than the current.
  package var deposedKey: String?
  package var provider: ProviderConfigAddress
  package var action: Action
  package var reason: ActionReason?
  /// Of the schema's implied type, marked where sensitive; null when there is no object.
  package var before: Value
  /// May hold unknown parts; null when there will be no object.
  package var after: Value
  /// The parts that force a replacement.
  package var requiresReplace: [ValuePath]
  /// The provider's bytes: before, and planned.
  package var priorPrivateData: [UInt8]
  package var plannedPrivateData: [UInt8]
  /// What the object's record will name as its dependencies. Empty for a new resource: applying finds them out.
  package var dependencies: [ConfigResourceAddress]
  package var createBeforeDestroy: Bool
  /// The object that stands is tainted.
  package var isTainted: Bool
  /// What identified an object that this plan takes into the state.
  package var importedID: String?
  /// The identity by which that was, where it was: a JSON object.
  package var importedIdentity: String?
  /// The configuration that was written for an object that had none.
  package var generatedConfiguration: String?

  package init(
    address: ResourceInstanceAddress, previousAddress: ResourceInstanceAddress? = nil, deposedKey: String? = nil,
    provider: ProviderConfigAddress, action: Action,
    reason: ActionReason? = nil, before: Value, after: Value, requiresReplace: [ValuePath] = [],
    priorPrivateData: [UInt8] = [], plannedPrivateData: [UInt8] = [], dependencies: [ConfigResourceAddress] = [],
    createBeforeDestroy: Bool = false, isTainted: Bool = false
  ) {
    self.address = address
    self.previousAddress = previousAddress
    self.deposedKey = deposedKey
    self.provider = provider
    self.action = action
    self.reason = reason
    self.before = before
    self.after = after
    self.requiresReplace = requiresReplace
    self.priorPrivateData = priorPrivateData
    self.plannedPrivateData = plannedPrivateData
    self.dependencies = dependencies
    self.createBeforeDestroy = createBeforeDestroy
    self.isTainted = isTainted
  }
}

/// The planned change of a root module's output.
package struct OutputChange: Sendable, Equatable {
  package var name: String
  package var action: Action
  /// Null of `dynamic` when there was none.
  package var before: Value
  package var after: Value
  package var isSensitive: Bool

  package init(name: String, action: Action, before: Value, after: Value, isSensitive: Bool) {
    self.name = name
    self.action = action
    self.before = before
    self.after = after
    self.isSensitive = isSensitive
  }
}
