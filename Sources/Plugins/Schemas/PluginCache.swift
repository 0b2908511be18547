import Glibc
import Model
import Synchronization

/// What is remembered of providers between commands: their schemas, and which configurations they found valid. Both are
/// kept under the SHA-256 of the provider's binary, so that a changed provider is asked again.
final class PluginCache: Sendable {
  private let folder: CacheFolder
  /// One computation for each file, however many ask.
  private let digests = Mutex<[String: Promise<[UInt8]?>]>([:])

  /// More verdicts would be the trace of years; then all are forgotten and found out again.
  private let maximumVerdicts: Int

  init(folder: String, maximumVerdicts: Int = 20_000) {
    self.folder = CacheFolder(path: folder)
    self.maximumVerdicts = maximumVerdicts
  }
}

// MARK: Digests of binaries

extension PluginCache {
  /// The digest of a binary that has not changed since it was last computed. Reading 700 MB takes a second; looking at
  /// size, time and inode takes none.
  func knownDigest(of executable: String) -> [UInt8]? {
    guard let identity = Self.identity(of: executable), let stored = folder.file(Self.digestName(executable)),
      stored.count == identity.count + 32, stored.starts(with: identity)
    else { return nil }
    return Array(stored[identity.count...])
  }

  /// The digest of a binary, computed where it is not known; nil when the file cannot be read.
  func digest(of executable: String) async -> [UInt8]? {
    if let known = knownDigest(of: executable) { return known }
    let (promise, isFirst) = digests.withLock { digests in
      if let present = digests[executable] { return (present, false) }
      let promise = Promise<[UInt8]?>()
      digests[executable] = promise
      return (promise, true)
    }
    if isFirst {
      let folder = folder
      startThread("digest") {
        let identity = Self.identity(of: executable)
        let digest = Digest.ofFile(executable)
        // Not stored when the file changed meanwhile.
        if let identity, let digest, Self.identity(of: executable) == identity {
          folder.write(identity + digest, to: Self.digestName(executable))
        }
        promise.fulfil(digest)
      }
    }
    return await promise.value
  }

  private static func digestName(_ executable: String) -> String {
    "binaries/" + Digest.hexadecimal(Digest.of(Array(executable.utf8)))
  }

  /// What tells one content of a file from another, without reading it.
  static func identity(of path: String) -> [UInt8]? {
    var status = stat()
    guard stat(path, &status) == 0 else { return nil }
    let text =
      "\(status.st_dev) \(status.st_ino) \(status.st_size) \(status.st_mtim.tv_sec).\(status.st_mtim.tv_nsec)"
      + " \(status.st_ctim.tv_sec).\(status.st_ctim.tv_nsec)\n"
    return Array(text.utf8)
  }
}

// MARK: Schemas

extension PluginCache {
  private static let magic = Array("plumb provider schemas 1\n".utf8)

  /// Nil when there are none or when the file is damaged, which is then replaced in due course.
  func schemas(of digest: [UInt8]) -> LazyProviderSchemas? {
    guard let file = folder.file(Self.schemaName(digest)), file.starts(with: Self.magic),
      file.count > Self.magic.count + 33
    else { return nil }
    // The digest covers the version and the answer, which is read where it stands: five megabytes need no copies.
    let content = file[(Self.magic.count + 32)...]
    guard Digest.of(content).elementsEqual(file[Self.magic.count..<content.startIndex]),
      let version = ProtocolVersion(rawValue: Int(file[content.startIndex]))
    else { return nil }
    return try? LazyProviderSchemas(file, from: content.startIndex + 1, version: version, isTrusted: true)
  }

  func store(_ answer: [UInt8], version: ProtocolVersion, of digest: [UInt8]) {
    let content = [UInt8(version.rawValue)] + answer
    folder.write(Self.magic + Digest.of(content) + content, to: Self.schemaName(digest))
  }

  private static func schemaName(_ digest: [UInt8]) -> String { "schemas/" + Digest.hexadecimal(digest) }
}

// MARK: Configurations found valid

extension PluginCache {
  /// Variables that differ from shell to shell and say nothing about a provider.
  private static let volatileVariables: Set<String> = ["_", "SHLVL", "OLDPWD", "COLUMNS", "LINES", "WINDOWID"]

  /// The name under which it is remembered that a provider found a configuration valid. The environment is part of it since
  /// providers take defaults from there. Only this hash is ever stored: configurations hold secrets.
  static func verdict(binary digest: [UInt8], configuration: [UInt8], environment: [String: String]) -> String {
    var text = digest + Digest.of(configuration)
    for (name, value) in environment.sorted(by: { $0.key < $1.key }) where !volatileVariables.contains(name) {
      text += Array(name.utf8) + [0] + Array(value.utf8) + [0]
    }
    return "valid/" + Digest.hexadecimal(Digest.of(text))
  }

  func isValid(_ verdict: String) -> Bool { folder.has(verdict) }

  func remember(_ verdict: String) {
    // Counting takes longer than writing: one in sixteen does it.
    if verdict.hasSuffix("0") { folder.removeAll(in: "valid", ifMoreThan: maximumVerdicts) }
    folder.write([], to: verdict)
  }
}
