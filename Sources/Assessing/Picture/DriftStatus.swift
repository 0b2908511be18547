/// How an object, or the box that stands for it, fares in a picture of drift: the worst comes first.
package enum DriftStatus: Int, Sendable, Hashable, Comparable, CaseIterable {
  case missing, changed, unmanaged
  /// Nothing is known of it. It is not fine.
  case unseen
  /// The configuration has changed, and was not applied.
  case pending
  case accepted, asDeclared
  /// A data resource: it declares nothing that could drift.
  case readOnly

  package static func < (one: DriftStatus, other: DriftStatus) -> Bool { one.rawValue < other.rawValue }

  package var words: String {
    switch self {
    case .missing: "missing"
    case .changed: "changed"
    case .unmanaged: "unmanaged"
    case .unseen: "not looked at"
    case .pending: "not applied yet"
    case .accepted: "accepted"
    case .asDeclared: "as declared"
    case .readOnly: "only read"
    }
  }

  /// Nobody needs to tell the colours apart: each has its sign, in the picture as in the legend.
  var sign: String {
    switch self {
    case .missing: "✕"
    case .changed: "≠"
    case .unmanaged: "+"
    case .unseen: "?"
    case .pending: "▸"
    case .accepted: "≈"
    case .asDeclared: "✓"
    case .readOnly: "·"
    }
  }

  /// Nothing about it asks for a look.
  var isQuiet: Bool { self == .asDeclared || self == .readOnly }
}
