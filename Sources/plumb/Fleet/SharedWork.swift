import Configuring
import Glibc
import Model
import Plugins

/// What the stacks of a fleet have in common while one process works on all of them.
struct SharedWork: Sendable {
  /// Nil where each stack has its own provider processes.
  let pool: ProcessPool?
  let parsed: ParsedFiles
  private let directory: String?

  /// Makes the empty directory in which shared processes work.
  init(_ invocation: Invocation, maximumCalls: Int) throws(DiagnosticsError) {
    parsed = ParsedFiles()
    guard invocation.flags.bool("share-providers", default: true) else {
      (pool, directory) = (nil, nil)
      return
    }
    let place = invocation.environment["TMPDIR"].flatMap { $0.isEmpty ? nil : $0 } ?? "/tmp"
    var template = Array("\(place)/plumb-fleet-XXXXXX".utf8CString)
    guard mkdtemp(&template) != nil else {
      throw DiagnosticsError(
        Diagnostic(
          code: "fleet.no-directory", summary: "Cannot make a temporary directory",
          detail:
            "Providers that several stacks share work in an empty directory, which could not be made in \(place): "
            + "\(lastSystemError()). Set TMPDIR to a directory that can be written to, or give each stack its own with "
            + "-share-providers=false."))
    }
    let made = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    // Nothing is to be left in it either.
    chmod(made, 0o500)
    directory = made
    pool = ProcessPool(
      settings: PluginSettings(
        environment: invocation.environment, cacheFolder: cacheFolder(invocation.environment),
        engineVersion: Plumb.terraformVersion, log: providerLog(invocation)),
      directory: made, maximumCalls: maximumCalls)
  }

  /// Ends all providers. To be called whatever happened.
  func close() async {
    await pool?.closeAll()
    if let directory { rmdir(directory) }
  }
}
