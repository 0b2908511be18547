/// A piece of work that was measured: what it was, when, and within which other.
package struct Span: Sendable, Hashable {
  package typealias Identifier = UInt64

  package var name: String
  /// In order of their names when shown. Never values of the configuration: those may be secret.
  package var attributes: [String: String]
  package var identifier: Identifier
  package var parent: Identifier?
  /// Since the recorder was made.
  package var begin: Duration
  package var end: Duration
  package var hasFailed: Bool

  package init(
    name: String, attributes: [String: String] = [:], identifier: Identifier, parent: Identifier? = nil,
    begin: Duration, end: Duration, hasFailed: Bool = false
  ) {
    self.name = name
    self.attributes = attributes
    self.identifier = identifier
    self.parent = parent
    self.begin = begin
    self.end = end
    self.hasFailed = hasFailed
  }

  package var duration: Duration { end - begin }
}
