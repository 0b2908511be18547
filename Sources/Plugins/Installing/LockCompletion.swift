package import Model

/// What the digests of one platform's package are to a lock file.
package enum Tracking: Sendable, Hashable {
  case newProvider, additional, known
}

extension DependencyLock {
  /// What an installation for some platform, which began with this lock, has learnt about a provider.
  package func tracking(of provider: ProviderAddress, in found: DependencyLock) -> Tracking {
    guard let present = providers[provider], let entry = found.providers[provider], present.version == entry.version
    else { return .newProvider }
    return Set(entry.hashes).isSubset(of: present.hashes) ? .known : .additional
  }

  /// This lock with what was found for several platforms. What nobody asked for stays as it is; a provider of which
  /// another version was chosen for one platform than for another is named.
  package func completed(
    with found: [DependencyLock]
  ) -> (lock: DependencyLock, inconsistent: Set<ProviderAddress>) {
    var lock = self
    var inconsistent: Set<ProviderAddress> = []
    var completed: [ProviderAddress: Entry] = [:]
    for (provider, entry) in found.flatMap(\.providers) {
      guard let before = completed[provider] else {
        completed[provider] = entry
        continue
      }
      if before.version != entry.version { inconsistent.insert(provider) }
      completed[provider] = Entry(
        version: entry.version, constraints: entry.constraints, hashes: before.hashes + entry.hashes)
    }
    lock.providers.merge(completed) { $1 }
    return (lock, inconsistent)
  }

  /// Required providers that have no version here, or one that the constraints do not allow.
  package func inconsistencies(with requirements: [ProviderAddress: VersionConstraints]) -> [Diagnostic] {
    var problems: [String] = []
    for (provider, constraints) in requirements.sorted(by: { $0.key < $1.key }) where provider != .builtin {
      guard let entry = providers[provider] else {
        problems.append("provider \(provider): required by this configuration but no version is selected")
        continue
      }
      if !constraints.allows(entry.version) {
        problems.append(
          "provider \(provider): locked version selection \(entry.version) doesn't match the updated version"
            + " constraints \(quoted(constraints.description))")
      }
    }
    if problems.isEmpty { return [] }
    let isNew = providers.isEmpty
    return [
      Diagnostic(
        code: "provider.lock-inconsistent", summary: "Inconsistent dependency lock file",
        detail: "The following dependency selections recorded in the lock file are inconsistent with the current"
          + " configuration:\n" + problems.map { "  - \($0)" }.joined(separator: "\n") + "\n\n"
          + (isNew
            ? "To make the initial dependency selections that will initialize the dependency lock file, run:\n  plumb init"
            : "To update the locked dependency selections to match a changed configuration, run:\n  plumb init -upgrade")
      )
    ]
  }
}

extension Platform {
  /// Why a text cannot be the name of a platform; nil when it can. Whether anything is built for it, only sources know.
  package static func problem(with text: String) -> String? {
    let parts = text.split(separator: "_", omittingEmptySubsequences: false)
    guard parts.count == 2 else { return "must be two words separated by an underscore" }
    for (part, name) in zip(parts, ["OS", "architecture"]) where part.contains(where: \.isWhitespace) {
      return "\(name) portion must not contain whitespace"
    }
    // It becomes part of paths and addresses.
    if text.contains("/") || text.contains("..") { return "must be two words separated by an underscore" }
    return nil
  }
}
