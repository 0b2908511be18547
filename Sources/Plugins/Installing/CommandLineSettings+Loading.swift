import Connecting
import Foundation
package import Model

extension CommandLineSettings {
  /// Reads the files and variables of a user, in Terraform's order of precedence: variables last, for they win.
  package static func load(
    environment: [String: String], home: String
  ) -> (settings: CommandLineSettings, diagnostics: [Diagnostic]) {
    var settings = CommandLineSettings()
    var diagnostics: [Diagnostic] = []
    let files = FileManager.default
    let given = [environment["TF_CLI_CONFIG_FILE"], environment["TERRAFORM_CONFIG"]]
      .compactMap { $0 }.first { !$0.isEmpty }
    let userDirectory = home + "/.terraform.d"

    func read(_ path: String) {
      guard let data = files.contents(atPath: path) else {
        diagnostics.append(unreadable(path))
        return
      }
      let (parsed, problems) = readSettings(String(decoding: data, as: UTF8.self), file: path)
      diagnostics += problems + settings.merge(parsed, environment: environment)
    }

    if let given {
      if files.fileExists(atPath: given) { read(given) } else { diagnostics.append(missing(given)) }
    } else {
      if files.fileExists(atPath: home + "/.terraformrc") { read(home + "/.terraformrc") }
      let names = (try? files.contentsOfDirectory(atPath: userDirectory)) ?? []
      for name in names.sorted() where name.hasSuffix(".tfrc") { read("\(userDirectory)/\(name)") }
    }
    settings.credentialsHelper?.folders = [
      userDirectory + "/plugins", userDirectory + "/plugins/\(Platform.current)",
    ]
    diagnostics += settings.mergeCredentials(files.contents(atPath: userDirectory + "/credentials.tfrc.json"))
    settings.mergeVariables(environment)
    if let cache = settings.pluginCacheDirectory {
      var isDirectory: ObjCBool = false
      if !files.fileExists(atPath: cache, isDirectory: &isDirectory) || !isDirectory.boolValue {
        diagnostics.append(
          Diagnostic(
            code: "cli-config.cache-missing", summary: "Plugin cache directory cannot be opened",
            detail: "The specified plugin cache directory \(cache) does not exist or is not a directory. Create it, or"
              + " remove plugin_cache_dir from the CLI configuration and TF_PLUGIN_CACHE_DIR from the environment."))
      }
    }
    return (settings, diagnostics)
  }

  /// What `terraform login` writes.
  private mutating func mergeCredentials(_ data: Data?) -> [Diagnostic] {
    guard let data else { return [] }
    guard let json = try? JSON.read([UInt8](data)), let hosts = json["credentials"]?.members else {
      return [
        Diagnostic(
          .warning, code: "cli-config.credentials", summary: "Unreadable credentials file",
          detail:
            "The file ~/.terraform.d/credentials.tfrc.json is not the JSON that a login writes, so the tokens in it"
            + " are not used.")
      ]
    }
    for host in hosts where tokens[host.name.lowercased()] == nil {
      tokens[host.name.lowercased()] = host.value["token"]?.string
    }
    return []
  }

  private mutating func mergeVariables(_ environment: [String: String]) {
    if let path = environment["TF_PLUGIN_CACHE_DIR"], !path.isEmpty { pluginCacheDirectory = path }
    if let text = environment["TF_PLUGIN_CACHE_MAY_BREAK_DEPENDENCY_LOCK_FILE"] {
      pluginCacheMayBreakLockFile = text != "" && text != "0"
    }
    if let text = environment["CHECKPOINT_DISABLE"], !text.isEmpty { isCheckpointDisabled = true }
    for (name, token) in environment where name.hasPrefix("TF_TOKEN_") && !token.isEmpty {
      // Variables cannot have dots or, in most shells, dashes in their names.
      let host = name.dropFirst("TF_TOKEN_".count).replacing("__", with: "-").replacing("_", with: ".")
      tokens[host.lowercased()] = token
    }
  }

  private static func missing(_ path: String) -> Diagnostic {
    Diagnostic(
      .warning, code: "cli-config.missing", summary: "Unable to open CLI configuration file",
      detail: "The CLI configuration file at \(quoted(path)) does not exist.")
  }

  private static func unreadable(_ path: String) -> Diagnostic {
    Diagnostic(
      code: "cli-config.unreadable", summary: "Unable to read CLI configuration file",
      detail: "The CLI configuration file at \(quoted(path)) cannot be read. Check its permissions.")
  }
}

extension InstallationMethod {
  /// What is tried where the CLI configuration has no `provider_installation`: the well-known mirror directories, and
  /// the registries for providers that are in none of them.
  package static func implied(
    environment: [String: String], home: String, workingDirectory: String
  ) -> [InstallationMethod] {
    func value(_ name: String, or fallback: String) -> String {
      environment[name].flatMap { $0.isEmpty ? nil : $0 } ?? fallback
    }
    let dataHome = value("XDG_DATA_HOME", or: home + "/.local/share")
    let dataDirectories = value("XDG_DATA_DIRS", or: "/usr/local/share:/usr/share").split(separator: ":")
    var directories = ["\(workingDirectory)/terraform.d/plugins", home + "/.terraform.d/plugins"]
    directories += ([dataHome] + dataDirectories.map { String($0) }).map { $0 + "/terraform/plugins" }
    directories += ["/usr/local/share/terraform/plugins", "/usr/share/terraform/plugins"]
    var methods: [InstallationMethod] = []
    var found: [ProviderPattern] = []
    for directory in directories {
      let location = Location.directory(directory)
      if methods.contains(where: { $0.location == location }) { continue }
      let providers = ProviderDirectory(directory).providers()
      if providers.isEmpty { continue }
      found += providers.map { ProviderPattern($0) }
      methods.append(InstallationMethod(location, include: providers.map { ProviderPattern($0) }))
    }
    methods.append(InstallationMethod(.direct, exclude: found))
    return methods
  }
}
