import Model

/// Where a module comes from, as its call's `source` says. Written in full by `description`, as manifests have it.
package enum ModuleOrigin: Sendable, Hashable {
  /// A folder of the same package: `./network`.
  case local(String)
  /// A module of a registry.
  case registry(RegistryModule, folder: String)
  /// What a version control system, a server or the disk gives.
  case remote(RemotePackage, folder: String)
}

/// A package that is not from a registry: a URL, perhaps with the way to get it before it (`git::https://...`).
package struct RemotePackage: Sendable, Hashable {
  /// Complete, and without a folder inside.
  package var text: String

  package init(text: String) { self.text = text }

  /// `git` of `git::https://...`, and the rest.
  package var forced: (getter: String?, url: String) { splitGetter(text) }
}

/// `namespace/name/provider` on a host.
package struct RegistryModule: Sendable, Hashable, CustomStringConvertible {
  package static let defaultHost = "registry.terraform.io"

  package var host: String
  package var namespace: String
  package var name: String
  package var provider: String

  package init(host: String, namespace: String, name: String, provider: String) {
    self.host = host
    self.namespace = namespace
    self.name = name
    self.provider = provider
  }

  /// As errors and manifests have it: with the host, whichever it is.
  package var description: String { "\(host)/\(path)" }
  package var path: String { "\(namespace)/\(name)/\(provider)" }
}

/// Why a source cannot be understood; said of the call that has it.
package struct ModuleOriginError: Error, Sendable, Hashable {
  package var message: String
  /// There is nothing to be said before the message.
  var isSentence = false
}

extension ModuleOrigin: CustomStringConvertible {
  package var description: String {
    switch self {
    case .local(let path): return path
    case .registry(let module, let folder): return module.description + (folder.isEmpty ? "" : "//\(folder)")
    case .remote(let package, let folder):
      if folder.isEmpty { return package.text }
      guard let query = package.text.firstIndex(of: "?") else { return "\(package.text)//\(folder)" }
      return "\(package.text[..<query])//\(folder)\(package.text[query...])"
    }
  }

  /// Inside the package, or empty.
  package var folder: String {
    switch self {
    case .local: ""
    case .registry(_, let folder), .remote(_, let folder): folder
    }
  }

  package var isLocal: Bool {
    if case .local = self { return true }
    return false
  }
}

extension ModuleOrigin {
  /// Reads a `source`. With a `version` beside it, it can only mean a registry.
  package init(_ text: String, isVersioned: Bool) throws(ModuleOriginError) {
    if isVersioned {
      self = try .fromRegistry(text)
    } else if text.hasPrefix("./") || text.hasPrefix("../") {
      self = .local(ModuleOrigin.cleaned(local: text))
    } else if let registry = try? ModuleOrigin.fromRegistry(text) {
      self = registry
    } else {
      self = try .remotely(text)
    }
  }

  /// `./a/../b/` is `./b`. The folder above is `./..`, for so Terraform keeps it in its manifest, and takes nothing else.
  private static func cleaned(local text: String) -> String {
    let path = joined(".", text)
    return path == "." ? "./" : path.hasPrefix("../") ? path : "./\(path)"
  }

  // MARK: - Registries

  private static func fromRegistry(_ text: String) throws(ModuleOriginError) -> ModuleOrigin {
    if text.hasPrefix("./") || text.hasPrefix("../") {
      throw ModuleOriginError(message: "can't use local directory \(quoted(text)) as a module registry address")
    }
    let (address, folder) = try splitFolder(text)
    var parts = address.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
    guard parts.count == 3 || parts.count == 4 else {
      throw ModuleOriginError(
        message: "a module registry source address must have either three or four slash-separated components")
    }
    var host = RegistryModule.defaultHost
    if parts.count == 4 {
      host = parts.removeFirst().lowercased()
      if ["github.com", "bitbucket.org"].contains(host) {
        throw ModuleOriginError(
          message: "can't use \(quoted(host)) as a module registry host, because it's reserved for installing directly "
            + "from version control repositories")
      }
      if !host.isRegistryHost { throw ModuleOriginError(message: "\(quoted(host)) is no valid host name") }
    }
    let module = RegistryModule(host: host, namespace: parts[0], name: parts[1], provider: parts[2])
    for (what, part) in [("namespace", parts[0]), ("module name", parts[1])] where !part.isRegistryName {
      throw ModuleOriginError(
        message: "invalid \(what) \(quoted(part)): must be between one and 64 characters, including ASCII letters, "
          + "digits, dashes, and underscores, where dashes and underscores may not be the prefix or suffix")
    }
    guard (1...64).contains(parts[2].utf8.count), parts[2].utf8.allSatisfy({ $0.isLowercaseOrDigit }) else {
      throw ModuleOriginError(
        message: "invalid target system \(quoted(parts[2])): must be between one and 64 ASCII letters or digits")
    }
    return .registry(module, folder: folder)
  }

  // MARK: - Everything else

  private static func remotely(_ text: String) throws(ModuleOriginError) -> ModuleOrigin {
    let trimmed = text.trimmingSpaces
    if trimmed.isEmpty { throw ModuleOriginError(message: "a module's source cannot be empty") }
    var (address, folder) = try splitFolder(trimmed)
    guard let detected = detectedPackage(address) else {
      throw ModuleOriginError(
        message: "Plumb failed to determine your intended installation method for remote module package "
          + "\(quoted(address)).\n\nIf you intended this as a path relative to the current module, use "
          + "\(quoted("./" + address)) instead. The \"./\" prefix indicates that the address is a relative filesystem path",
        isSentence: true)
    }
    let (package, inner) = try splitFolder(detected)
    address = package
    if !inner.isEmpty { folder = folder.isEmpty ? inner : "\(inner)/\(folder)" }
    return .remote(RemotePackage(text: address), folder: folder)
  }
}

/// Takes the folder after `//` out of an address, from before the query.
package func splitFolder(_ text: String) throws(ModuleOriginError) -> (package: String, folder: String) {
  let query = text.firstIndex(of: "?") ?? text.endIndex
  let path = text[..<query]
  let start = path.firstRange(of: "://")?.upperBound ?? path.startIndex
  guard let slashes = path[start...].firstRange(of: "//") else { return (text, "") }
  let folder = String(path[slashes.upperBound...])
  let package = String(path[..<slashes.lowerBound] + text[query...])
  let clean = joined(".", folder)
  if clean == ".." || clean.hasPrefix("../") {
    throw ModuleOriginError(
      message: "subdirectory path \(quoted(folder)) leads outside of the module package")
  }
  return (package, clean == "." ? "" : clean)
}

extension UInt8 {
  fileprivate var isLowercaseOrDigit: Bool {
    (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(self) || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(self)
  }
  fileprivate var isLetterOrDigit: Bool {
    isLowercaseOrDigit || (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(self)
  }
}

extension String {
  fileprivate var isRegistryName: Bool {
    guard (1...64).contains(utf8.count), utf8.first?.isLetterOrDigit == true, utf8.last?.isLetterOrDigit == true else {
      return false
    }
    return utf8.allSatisfy { $0.isLetterOrDigit || $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: "_") }
  }

  /// A name with a dot, or with a port: what has neither may be a namespace.
  fileprivate var isRegistryHost: Bool {
    let parts = split(separator: ":", omittingEmptySubsequences: false)
    guard parts.count <= 2, parts.count == 1 || Int(parts[1]).map({ (1...65535).contains($0) }) == true else {
      return false
    }
    guard parts[0].contains(".") || parts.count == 2 || self == "localhost" else { return false }
    return parts[0].split(separator: ".", omittingEmptySubsequences: false).allSatisfy { label in
      !label.isEmpty && label.first != "-" && label.last != "-"
        && label.unicodeScalars.allSatisfy { $0 == "-" || $0.properties.isAlphabetic || ("0"..."9").contains($0) }
    }
  }

  fileprivate var trimmingSpaces: String {
    String(drop { $0.isWhitespace }.reversed().drop { $0.isWhitespace }.reversed())
  }
}
