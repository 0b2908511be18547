package import Model

/// Which modules are installed where: `.terraform/modules/modules.json`, which Terraform reads and writes as well.
package struct ModuleManifest: Sendable, Hashable {
  package struct Entry: Sendable, Hashable {
    /// In full; empty for the root module.
    package var source: String
    package var version: Version?
    package var directory: String

    package init(source: String, version: Version? = nil, directory: String) {
      self.source = source
      self.version = version
      self.directory = directory
    }
  }

  /// Where it is below the data directory.
  package static let fileName = "modules/modules.json"
  /// Where saved plans keep it.
  package static let defaultPath = ".terraform/modules/modules.json"

  /// By path: `vpc.subnets` for a module in a module.
  package var entries: [String: Entry]

  package init(entries: [String: Entry] = [:]) { self.entries = entries }

  /// Nil for what is no manifest.
  package init?(_ bytes: [UInt8]) {
    guard let modules = (try? JSON.read(bytes))?["Modules"]?.array else { return nil }
    entries = [:]
    for module in modules {
      guard let key = module["Key"]?.string, let directory = module["Dir"]?.string else { return nil }
      let version = module["Version"]?.string.flatMap { $0.isEmpty ? nil : try? Version($0) }
      entries[key] = Entry(
        source: module["Source"]?.string ?? "", version: version, directory: directory)
    }
  }

  package var bytes: [UInt8] {
    let modules = entries.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }.map { key, entry in
      JSON.record([
        ("Key", .string(key)), ("Source", .string(entry.source)),
        ("Version", entry.version.map { .string($0.description) }), ("Dir", .string(entry.directory)),
      ])
    }
    return JSON.record([("Modules", .array(modules))]).written(.compact, escapesHTML: true)
  }

  package static func key(_ path: ModulePath) -> String { path.names.joined(separator: ".") }
}

/// Why the module that is installed for a call is not the one that the call wants.
package enum ModuleMismatch: Error, Sendable, Hashable {
  case notInstalled
  case otherSource
  case otherVersion(Version)
}

extension ModuleManifest {
  /// The entry for a call, or why there is none that fits.
  package func entry(
    at path: ModulePath, origin: ModuleOrigin, constraints: VersionConstraints
  ) -> Result<Entry, ModuleMismatch> {
    guard let entry = entries[Self.key(path)] else { return .failure(.notInstalled) }
    if entry.source != origin.description { return .failure(.otherSource) }
    if case .registry = origin, let version = entry.version, !constraints.allows(version) {
      return .failure(.otherVersion(version))
    }
    return .success(entry)
  }
}
