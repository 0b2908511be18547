/// What an action does to what it is about, as AWS classes its actions.
package enum AccessLevel: UInt8, Sendable, Hashable, Comparable, CaseIterable {
  case list, read, tagging, write, permissionsManagement

  package static func < (one: AccessLevel, other: AccessLevel) -> Bool { one.rawValue < other.rawValue }

  /// As AWS writes it.
  package var name: String {
    switch self {
    case .list: "List"
    case .read: "Read"
    case .tagging: "Tagging"
    case .write: "Write"
    case .permissionsManagement: "Permissions management"
    }
  }
}
