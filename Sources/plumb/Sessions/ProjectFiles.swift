import Configuring
import Model

/// Of all settings files from the stack up to the root of its repository.
func projectSettings() throws(DiagnosticsError) -> (settings: ProjectSettings, diagnostics: [Diagnostic]) {
  let directory = workingDirectoryPath()
  let places = SettingsPlaces(stack: directory) { kind(of: $0) != nil }
  var files: [(name: String, text: [UInt8])] = []
  for path in places.files {
    guard let text = readFile(path) else {
      throw DiagnosticsError(
        Diagnostic(
          code: "settings.unreadable", summary: "Settings cannot be read",
          detail: "The file \(path) could not be read: \(lastSystemError()). Nothing is assessed without its rules."))
    }
    files.append((path, text))
  }
  let (settings, problems) = readProjectSettings(files)
  if problems.hasErrors { throw DiagnosticsError(problems) }
  return (settings, problems)
}
