/// What must be kept of a finding so that it can be found again when nothing else tells of it any more: a run writes what it sees into
/// the state, so that state and world agree although nobody has declared or accepted what was changed.
package struct FindingMemory: Sendable, Hashable {
  package var address: ResourceInstanceAddress
  /// The part that was changed.
  package var path: ValuePath
  /// Of what was there before, in one way of writing.
  package var digest: String
  /// What was there before, for people; nil where that is a secret.
  package var text: String?
  /// Of lists in which other resources have parts: what was put in (true) or taken out (false) by hand.
  package var elements: [String: Bool]

  package init(
    address: ResourceInstanceAddress, path: ValuePath, digest: String, text: String?, elements: [String: Bool] = [:]
  ) {
    self.address = address
    self.path = path
    self.digest = digest
    self.text = text
    self.elements = elements
  }
}
