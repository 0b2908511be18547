import Model
import Plugins

extension Command {
  static let version = Command(
    "version", summary: "Show the version of Plumb and of the selected providers",
    help: """
      Shows the version of Plumb, the version of Terraform whose language and files it works with, and the \
      versions of the providers that the lock file of the working directory has selected.
      """, flags: [.json]
  ) { invocation in
    let lock = try readDependencyLock()
    let selections = lock.providers.sorted { $0.key < $1.key }
    if invocation.flags.bool(Flag.json.name) {
      let json = JSON.record([
        ("plumb_version", .string(Plumb.version)), ("terraform_version", .string(Plumb.terraformVersion)),
        ("platform", .string(Platform.current)),
        (
          "provider_selections",
          .object(selections.map { JSON.Member($0.key.description, .string($0.value.version.description)) })
        ),
        ("terraform_outdated", .bool(false)),
      ])
      invocation.terminal.writeLine(json.text(.indented))
      return .success
    }
    invocation.terminal.writeLine("Plumb v\(Plumb.version)")
    invocation.terminal.writeLine("on \(Platform.current), for the language of Terraform v\(Plumb.terraformVersion)")
    for (provider, entry) in selections { invocation.terminal.writeLine("+ provider \(provider) v\(entry.version)") }
    return .success
  }
}
