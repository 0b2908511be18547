import Connecting
import Model

/// The settings that `kubectl` keeps: clusters, users, and contexts that bring the two together.
struct KubeConfig: Sendable {
  private struct Entry: Sendable {
    var content: JSON
    /// Of the file, for paths in it are relative to it.
    var folder: String
  }

  private var clusters: [String: Entry] = [:]
  private var users: [String: Entry] = [:]
  private var contexts: [String: Entry] = [:]
  private var currentContext: String?

  struct Failure: Error, Sendable {
    var message: String
  }

  /// Of several files, the first that says something about a name has the word. A file that is not there says nothing.
  static func read(_ paths: [String]) throws(Failure) -> KubeConfig? {
    var config = KubeConfig()
    var isPresent = false
    for path in paths {
      guard let bytes = AWSSurroundings.file(path) else { continue }
      guard let json = YAMLText.json(bytes), json.members != nil else {
        throw Failure(message: "the file \(path) is no configuration of Kubernetes")
      }
      isPresent = true
      config.add(json, folder: path.contains("/") ? String(path[..<(path.lastIndex(of: "/") ?? path.startIndex)]) : ".")
    }
    return isPresent ? config : nil
  }

  private mutating func add(_ json: JSON, folder: String) {
    func entries(_ list: String, _ name: String) -> [String: Entry] {
      var found: [String: Entry] = [:]
      for entry in json[list]?.array ?? [] {
        guard let key = entry["name"]?.string, let content = entry[name], found[key] == nil else { continue }
        found[key] = Entry(content: content, folder: folder)
      }
      return found
    }
    clusters.merge(entries("clusters", "cluster")) { first, _ in first }
    users.merge(entries("users", "user")) { first, _ in first }
    contexts.merge(entries("contexts", "context")) { first, _ in first }
    if currentContext == nil, let name = json["current-context"]?.string, !name.isEmpty { currentContext = name }
  }

  /// What a context says, or the current one; another cluster or user may be put in the place of its own.
  func access(
    context: String?, cluster: String?, user: String?, environment: [String: String]
  ) throws(Failure) -> KubernetesAccess {
    let name = context ?? currentContext
    let chosen = name.flatMap { contexts[$0] }
    if let name, chosen == nil {
      let guess = suggestion(for: name, among: contexts.keys.sorted()).map { ". Did you mean \"\($0)\"?" } ?? ""
      throw Failure(message: "there is no context named \"\(name)\"\(guess)")
    }
    guard let clusterName = cluster ?? chosen?.content["cluster"]?.string, let place = clusters[clusterName],
      var server = place.content["server"]?.string
    else {
      throw Failure(
        message: "no cluster is chosen: set a context, or \"current-context\", that names one with a server")
    }
    while server.hasSuffix("/") { server.removeLast() }
    var access = KubernetesAccess(server: server)
    access.trust.isInsecure = place.content["insecure-skip-tls-verify"]?.bool ?? false
    access.trust.authorities = try content(place, "certificate-authority")
    access.proxy = place.content["proxy-url"]?.string.map { HTTPProxy(url: $0) }
    guard place.content["tls-server-name"] == nil else {
      throw Failure(message: "\"tls-server-name\" of the cluster \"\(clusterName)\" is not supported")
    }
    guard let userName = user ?? chosen?.content["user"]?.string, let person = users[userName] else { return access }
    // Nobody tells a stranger who listens on the way.
    guard server.hasPrefix("https://") || server.hasPrefix("http://127.0.0.1") || server.hasPrefix("http://localhost")
    else { return access }
    access.trust.clientCertificate = try content(person, "client-certificate")
    access.trust.clientKey = try content(person, "client-key")
    access.credentials = try credentials(person, userName, environment)
    return access
  }

  private func credentials(
    _ user: Entry, _ name: String, _ environment: [String: String]
  ) throws(Failure) -> KubernetesAccess.Credentials {
    let content = user.content
    if let token = content["token"]?.scalar, !token.isEmpty { return .token(token) }
    if let path = content["tokenFile"]?.string { return .tokenFile(absolute(path, user.folder)) }
    if let username = content["username"]?.scalar, let password = content["password"]?.scalar {
      return .basic(username: username, password: password)
    }
    if let exec = content["exec"], let command = exec["command"]?.string {
      var all = environment
      for variable in exec["env"]?.array ?? [] {
        if let name = variable["name"]?.string { all[name] = variable["value"]?.scalar ?? "" }
      }
      return .program(
        KubernetesAccess.CredentialProgram(
          apiVersion: exec["apiVersion"]?.string ?? "",
          command: command.contains("/") ? absolute(command, user.folder) : command,
          arguments: exec["args"]?.array?.compactMap(\.scalar) ?? [], environment: all))
    }
    if content["auth-provider"] != nil {
      throw Failure(message: "\"auth-provider\" of the user \"\(name)\" is not supported: use \"exec\"")
    }
    return .none
  }

  /// The data themselves, or the file that holds them.
  private func content(_ entry: Entry, _ name: String) throws(Failure) -> [UInt8]? {
    if let text = entry.content["\(name)-data"]?.string, !text.isEmpty {
      guard let bytes = Base64.decode(text) else { throw Failure(message: "\"\(name)-data\" is no Base64") }
      return bytes
    }
    guard let path = entry.content[name]?.string, !path.isEmpty else { return nil }
    guard let bytes = AWSSurroundings.file(absolute(path, entry.folder)) else {
      throw Failure(message: "the file \(path), which \"\(name)\" names, cannot be read")
    }
    return bytes
  }

  private func absolute(_ path: String, _ folder: String) -> String { path.hasPrefix("/") ? path : "\(folder)/\(path)" }
}

extension JSON {
  /// A text, also where it looks like a number and is not quoted.
  fileprivate var scalar: String? {
    if case .number(let text) = self { return text }
    return string
  }
}
