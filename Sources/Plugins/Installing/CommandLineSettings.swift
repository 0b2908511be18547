package import Connecting
package import Model

/// What the CLI configuration files and their environment variables say: where providers come from and how hosts are
/// reached.
package struct CommandLineSettings: Sendable {
  package var pluginCacheDirectory: String?
  /// Whether the cache may be used without the lock file knowing the package.
  package var pluginCacheMayBreakLockFile = false
  package var isCheckpointDisabled = false
  /// Secrets, by host name.
  package var tokens: [String: String] = [:]
  /// The program that has the tokens which are not here.
  package var credentialsHelper: CredentialsHelper?
  /// Service addresses given in `host` blocks, by host name and service (`providers.v1`).
  package var hosts: [String: [String: String]] = [:]
  /// Nil where nothing is said, which means the implied mirrors and then the registries.
  package var installationMethods: [InstallationMethod]?
  /// Directories with providers under development, used instead of what is locked.
  package var developmentOverrides: [ProviderAddress: String] = [:]

  package init() {}
}

/// One way to get providers, for those that it includes and does not exclude.
package struct InstallationMethod: Sendable, Hashable {
  package enum Location: Sendable, Hashable {
    /// The registry of each provider's own host.
    case direct
    case directory(String)
    case networkMirror(url: String)
  }

  package var location: Location
  /// Empty for all.
  package var include: [ProviderPattern]
  package var exclude: [ProviderPattern]

  package init(_ location: Location, include: [ProviderPattern] = [], exclude: [ProviderPattern] = []) {
    self.location = location
    self.include = include
    self.exclude = exclude
  }

  package func covers(_ provider: ProviderAddress) -> Bool {
    (include.isEmpty || include.contains { $0.matches(provider) }) && !exclude.contains { $0.matches(provider) }
  }
}

/// Some providers: `registry.terraform.io/hashicorp/*`.
package struct ProviderPattern: Sendable, Hashable {
  /// Nil stands for any.
  package var host: String?
  package var namespace: String?
  package var type: String?

  package init(host: String?, namespace: String?, type: String?) {
    self.host = host
    self.namespace = namespace
    self.type = type
  }

  package init(_ provider: ProviderAddress) {
    self.init(host: provider.host, namespace: provider.namespace, type: provider.type)
  }

  /// From `ns/type` or `host/ns/type`, each part perhaps `*`; nil for anything else.
  package init?(_ text: String) {
    var parts = text.split(separator: "/", omittingEmptySubsequences: false).map { String($0) }
    if parts.count == 2 { parts.insert(parts == ["*", "*"] ? "*" : ProviderAddress.defaultHost, at: 0) }
    guard parts.count == 3, !parts.contains("") else { return nil }
    func named(_ part: String) -> String? { part == "*" ? nil : part.lowercased() }
    self.init(host: named(parts[0]), namespace: named(parts[1]), type: named(parts[2]))
    // A wildcard before a name would read as if it meant something.
    if (host == nil && (namespace != nil || type != nil)) || (namespace == nil && type != nil) { return nil }
  }

  package func matches(_ provider: ProviderAddress) -> Bool {
    (host ?? provider.host) == provider.host && (namespace ?? provider.namespace) == provider.namespace
      && (type ?? provider.type) == provider.type
  }
}

extension ProviderAddress {
  /// From `type`, `ns/type` or `host/ns/type`, nil for anything else.
  package init?(source text: String) {
    let parts = text.lowercased().split(separator: "/", omittingEmptySubsequences: false).map { String($0) }
    guard (1...3).contains(parts.count), parts.allSatisfy({ !$0.isEmpty && $0 != "*" }) else { return nil }
    switch parts.count {
    case 1: self.init(namespace: "hashicorp", type: parts[0])
    case 2: self.init(namespace: parts[0], type: parts[1])
    default: self.init(host: parts[0], namespace: parts[1], type: parts[2])
    }
  }
}

// MARK: - Decoding

extension CommandLineSettings {
  /// Adds what a file says; what it says again replaces.
  package mutating func merge(_ settings: [Setting], environment: [String: String]) -> [Diagnostic] {
    var diagnostics: [Diagnostic] = []
    func wrong(_ setting: Setting, _ detail: String) {
      diagnostics.append(
        Diagnostic(
          code: "cli-config.invalid", summary: "Invalid CLI configuration file", detail: detail, subject: setting.range)
      )
    }
    for setting in settings {
      switch (setting.name, setting.keys.count, setting.value) {
      case ("plugin_cache_dir", 1, .string(let path)): pluginCacheDirectory = expanded(path, environment)
      case ("plugin_cache_may_break_dependency_lock_file", 1, .bool(let bool)): pluginCacheMayBreakLockFile = bool
      case ("disable_checkpoint", 1, .bool(let bool)): isCheckpointDisabled = bool
      // Known, and of no effect here.
      case ("disable_checkpoint_signature", _, _), ("providers", _, _), ("provisioners", _, _): break
      case ("credentials_helper", 2, .object(let entries)):
        if let problem = mergeHelper(setting.keys[1], entries, environment) { wrong(setting, problem) }
      case ("credentials", 2, .object(let entries)):
        for case (["token"], .string(let token)) in entries.map({ ($0.keys, $0.value) }) {
          tokens[setting.keys[1].lowercased()] = token
        }
      case ("host", 2, .object(let entries)):
        for case ("services", .object(let services)) in entries.map({ ($0.name, $0.value) }) {
          for case (let name, .string(let url)) in services.map({ ($0.name, $0.value) }) {
            hosts[setting.keys[1].lowercased(), default: [:]][name] = url
          }
        }
      case ("provider_installation", 1, .object(let blocks)):
        var methods = installationMethods ?? []
        for block in blocks {
          if let problem = mergeMethod(block, into: &methods) { wrong(block, problem) }
        }
        installationMethods = methods
      default:
        wrong(
          setting,
          "\(quoted(setting.name)) is not a setting of the CLI configuration, or its value is of the wrong kind.")
      }
    }
    return diagnostics
  }

  /// Returns what is wrong with the block, if anything is.
  private mutating func mergeMethod(_ block: Setting, into methods: inout [InstallationMethod]) -> String? {
    guard case .object(let entries) = block.value, block.keys.count == 1 else {
      return "Inside provider_installation only blocks are allowed."
    }
    if block.name == "dev_overrides" {
      for entry in entries {
        guard case .string(let path) = entry.value, let provider = ProviderAddress(source: entry.name) else {
          return "In dev_overrides, each entry is a provider's source address and a directory."
        }
        developmentOverrides[provider] = path
      }
      return nil
    }
    var texts: [String: String] = [:]
    var patterns: [String: [ProviderPattern]] = [:]
    for entry in entries {
      switch entry.value {
      case .string(let text): texts[entry.name] = text
      case .list(let items):
        for item in items {
          guard case .string(let text) = item, let pattern = ProviderPattern(text) else {
            return "\(quoted(entry.name)) must be a list of provider addresses like \"hashicorp/*\"."
          }
          patterns[entry.name, default: []].append(pattern)
        }
      default: return "\(quoted(entry.name)) has a value of the wrong kind."
      }
    }
    let allowed = ["direct": nil, "filesystem_mirror": "path", "network_mirror": "url"]
    guard let needed = allowed[block.name] else {
      return
        "\(quoted(block.name)) is no installation method: use direct, filesystem_mirror, network_mirror or dev_overrides."
    }
    for name in (Array(texts.keys) + Array(patterns.keys)).sorted()
    where name != needed && name != "include" && name != "exclude" {
      return "\(quoted(name)) is not an argument of \(block.name)."
    }
    var location = InstallationMethod.Location.direct
    if let needed {
      guard let text = texts[needed] else { return "The \(block.name) block needs the argument \(quoted(needed))." }
      location = block.name == "network_mirror" ? .networkMirror(url: text) : .directory(text)
    }
    methods.append(
      InstallationMethod(location, include: patterns["include"] ?? [], exclude: patterns["exclude"] ?? []))
    return nil
  }

  /// With `$NAME` and `${NAME}` replaced, as Terraform does in this one setting.
  private func expanded(_ path: String, _ environment: [String: String]) -> String {
    var result = ""
    var rest = Substring(path)
    while let dollar = rest.firstIndex(of: "$") {
      result += rest[..<dollar]
      rest = rest[rest.index(after: dollar)...]
      let isBraced = rest.first == "{"
      if isBraced { rest = rest.dropFirst() }
      let name = rest.prefix { $0 == "_" || ($0.isASCII && ($0.isLetter || $0.isNumber)) }
      rest = rest.dropFirst(name.count)
      if isBraced && rest.first == "}" { rest = rest.dropFirst() }
      result += environment[String(name)] ?? ""
    }
    return result + rest
  }
}
