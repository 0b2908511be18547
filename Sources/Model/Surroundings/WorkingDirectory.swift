/// Where relative paths lead. One process can work on several configurations at once, each in a directory of its own, as if it had
/// been started there; without one, the process's own directory counts.
///
/// Whoever gives a path to the system passes it through here: on the way into `open`, not before, so that what people read
/// stays the path as it was written.
package enum WorkingDirectory {
  /// Absolute; nil for that of the process. Child tasks have it too.
  @TaskLocal package static var current: String?

  /// The path as the system is to be given it.
  package static func path(_ path: String) -> String {
    guard let current, !path.hasPrefix("/") else { return path }
    if path == "." || path.isEmpty { return current }
    return "\(current)/\(path)"
  }
}
