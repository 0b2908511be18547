package import Model

/// Who holds a lock, and for what: as Terraform records it, so that each can tell of the other.
package struct LockInfo: Sendable, Hashable {
  package var id: String
  /// `OperationTypeApply`, `OperationTypePlan`, `state-mv`, ….
  package var operation: String
  package var info: String
  /// `user@host`.
  package var who: String
  package var version: String
  /// RFC 3339 in UTC.
  package var created: String
  package var path: String

  package init(
    id: String, operation: String, info: String = "", who: String, version: String, created: String, path: String = ""
  ) {
    self.id = id
    self.operation = operation
    self.info = info
    self.who = who
    self.version = version
    self.created = created
    self.path = path
  }

  package init?(json: JSON) {
    guard let id = json["ID"]?.string else { return nil }
    func text(_ name: String) -> String { json[name]?.string ?? "" }
    self.init(
      id: id, operation: text("Operation"), info: text("Info"), who: text("Who"), version: text("Version"),
      created: text("Created"), path: text("Path"))
  }

  package var json: JSON {
    .record([
      ("ID", .string(id)), ("Operation", .string(operation)), ("Info", .string(info)), ("Who", .string(who)),
      ("Version", .string(version)), ("Created", .string(created)), ("Path", .string(path)),
    ])
  }

  /// As shown to whoever finds the lock taken.
  package var text: String {
    """
    Lock Info:
      ID:        \(id)
      Path:      \(path)
      Operation: \(operation)
      Who:       \(who)
      Version:   \(version)
      Created:   \(created.replacing("T", with: " ").replacing("Z", with: " +0000 UTC"))
      Info:      \(info)

    """
  }
}
