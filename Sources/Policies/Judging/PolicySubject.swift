package import Model

/// Something that policies are about: an object as it is declared, planned, recorded or found, a provider's configuration, or a call of
/// a module.
package struct PolicySubject: Sendable {
  package var kind: Policy.Kind
  /// A resource type, a provider's local name or a module's source.
  package var type: String
  package var subject: Finding.Subject
  /// As it will be; null when it goes.
  package var attributes: Value
  /// As it was; null when it is new.
  package var priorAttributes: Value
  /// As it is written, without what the provider adds; null where nothing is written.
  package var configured: Value
  package var meta: Value
  /// Nil where nothing is planned.
  package var operation: PolicyOperation?
  /// Only there to be found by others' policies.
  package var isSkipped: Bool
  /// Inputs of its own, as tests give them.
  package var inputs: [String: Value]

  package init(
    kind: Policy.Kind, type: String, subject: Finding.Subject, attributes: Value,
    priorAttributes: Value = .null(.dynamic), configured: Value = .null(.dynamic), meta: Value = .emptyObject,
    operation: PolicyOperation? = nil, isSkipped: Bool = false, inputs: [String: Value] = [:]
  ) {
    self.kind = kind
    self.type = type
    self.subject = subject
    self.attributes = attributes
    self.priorAttributes = priorAttributes
    self.configured = configured
    self.meta = meta
    self.operation = operation
    self.isSkipped = isSkipped
    self.inputs = inputs
  }
}
