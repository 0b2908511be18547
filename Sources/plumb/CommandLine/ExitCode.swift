/// How a command ends, for scripts.
enum ExitCode: Int32, Sendable {
  case success = 0
  case failure = 1
  /// With `-detailed-exitcode`: done, and there are changes.
  case changes = 2
}
