import Configuring
import Model

/// Whether any file of the configuration in the working directory has one of these words: for commands that need so little of
/// it that a broken configuration should not stop them. What cannot be read might have them: that is an error, and never a no.
func configurationMentions(_ words: String...) throws(DiagnosticsError) -> Bool {
  let files = ConfigurationFiles(among: try filesOfFolder("."))
  for name in files.primary + files.overrides {
    guard let bytes = readFile(name) else {
      throw DiagnosticsError(
        Diagnostic(
          code: "config.unreadable-file", summary: "Failed to read file",
          detail:
            "The file \(quoted(name)) could not be read: \(lastSystemError()). It may say where the state is kept, or that it "
            + "is encrypted."))
    }
    let text = String(decoding: bytes, as: UTF8.self)
    if words.contains(where: text.contains) { return true }
  }
  return false
}

/// The names of the files in a folder; none where there is no such folder.
func filesOfFolder(_ path: String) throws(DiagnosticsError) -> [String] {
  do {
    return try DiskModuleSource().files(in: path) ?? []
  } catch {
    throw DiagnosticsError(
      Diagnostic(
        code: "config.unreadable-directory", summary: "Unreadable directory",
        detail: "The directory \(quoted(path)) could not be read: \(error.message)"))
  }
}
