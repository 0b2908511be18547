package import Model

/// Which object a provider is to find, for the state to take in.
package struct ImportRequest: Sendable {
  package var type: String
  /// Empty where the identity says which.
  package var id: String
  package var identity: ObjectIdentity?

  package init(type: String, id: String, identity: ObjectIdentity? = nil) {
    self.type = type
    self.id = id
    self.identity = identity
  }
}

package struct ImportResponse: Sendable {
  /// Some providers give more than one object for one identifier; each has a type of its own.
  package struct Object: Sendable {
    package var type: String
    package var value: Value
    package var privateData: [UInt8]
    package var identity: ObjectIdentity?

    package init(type: String, value: Value, privateData: [UInt8] = [], identity: ObjectIdentity? = nil) {
      self.type = type
      self.value = value
      self.privateData = privateData
      self.identity = identity
    }
  }

  package var objects: [Object]
  package var diagnostics: [Diagnostic]

  package init(objects: [Object] = [], diagnostics: [Diagnostic] = []) {
    self.objects = objects
    self.diagnostics = diagnostics
  }
}

/// An object of the state that has got an address of another type.
package struct MoveRequest: Sendable {
  package var sourceProvider: ProviderAddress
  package var sourceType: String
  package var sourceVersion: Int
  /// The state's attributes exactly as recorded, in JSON.
  package var attributes: [UInt8]
  package var privateData: [UInt8]
  package var targetType: String

  package init(
    sourceProvider: ProviderAddress, sourceType: String, sourceVersion: Int, attributes: [UInt8],
    privateData: [UInt8] = [], targetType: String
  ) {
    self.sourceProvider = sourceProvider
    self.sourceType = sourceType
    self.sourceVersion = sourceVersion
    self.attributes = attributes
    self.privateData = privateData
    self.targetType = targetType
  }
}

package struct MoveResponse: Sendable {
  /// Of the target type's schema.
  package var value: Value
  package var privateData: [UInt8]
  package var diagnostics: [Diagnostic]

  package init(value: Value, privateData: [UInt8] = [], diagnostics: [Diagnostic] = []) {
    self.value = value
    self.privateData = privateData
    self.diagnostics = diagnostics
  }
}
