package import Model
package import Parsing

/// A `provisioner` block: what is done on this machine or another once an object is made, or before it is destroyed.
package struct Provisioner: Sendable {
  package enum When: Sendable, Hashable {
    case create, destroy
  }

  package var type: String
  package var when: When
  /// A failure does not fail the resource.
  package var continuesOnFailure: Bool
  /// Without the meta-arguments; to be read by the provisioner's schema.
  package var body: Body
  /// The resource's `connection` with what the provisioner's own says otherwise; nil without both.
  package var connection: Body?
  package var range: SourceRange
  package var typeRange: SourceRange
  /// What failures point at.
  package var braceRange: SourceRange
}
