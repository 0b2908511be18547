/// An answer about something that may not be wholly known.
package enum Ternary: Int, Sendable, Hashable, Comparable, CaseIterable {
  case no, possible, yes

  package static func < (one: Ternary, other: Ternary) -> Bool { one.rawValue < other.rawValue }

  package init(_ known: Bool) { self = known ? .yes : .no }

  package static prefix func ! (one: Ternary) -> Ternary { one == .yes ? .no : one == .no ? .yes : .possible }
}

extension Sequence where Element == Ternary {
  package var anyOf: Ternary { reduce(.no, Swift.max) }
  package var allOf: Ternary { reduce(.yes, Swift.min) }
}
