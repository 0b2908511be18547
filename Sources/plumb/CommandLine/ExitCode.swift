/// How a command ends, for scripts.
enum ExitCode: Int32, Sendable {
  case success = 0
  case failure = 1
  /// With `-detailed-exitcode`: done, and there are changes.
  case changes = 2
  /// With `fmt`: something could not be read or is not in the language.
  static let unusable = ExitCode.changes
  /// With `fmt -check`: something is not in canonical style.
  case unformatted = 3
  /// With `inventory`: not everything could be looked at.
  static let partial = ExitCode.unformatted
}
