import Connecting
import Model

extension CommandLineSettings {
  /// Returns what is wrong with the block, if anything is. Where the program lies is known only later.
  mutating func mergeHelper(_ name: String, _ entries: [Setting], _ environment: [String: String]) -> String? {
    if credentialsHelper != nil { return "No more than one credentials_helper block may be specified." }
    var arguments: [String] = []
    for entry in entries {
      guard entry.name == "args", case .list(let items) = entry.value else {
        return "The only argument of credentials_helper is args, a list of strings."
      }
      for item in items {
        guard case .string(let text) = item else { return "In args of credentials_helper there may only be strings." }
        arguments.append(text)
      }
    }
    // It becomes part of a program's name.
    if name.isEmpty || name.contains("/") { return "The label of credentials_helper is no name of a program." }
    credentialsHelper = CredentialsHelper(name: name, arguments: arguments, folders: [], environment: environment)
    return nil
  }
}
