import CSystem
import Connecting
import Glibc
import Model
import Plugins
import Storing

extension Command {
  static let login = Command(
    "login", summary: "Store a token for a host", usage: "[options] [HOSTNAME]",
    help: """
      Asks for a token of a host, app.terraform.io unless another is named, and stores it in ~/.terraform.d/credentials.tfrc.json, \
      where Plumb and Terraform find it when they need something of that host, such as private modules and providers. A \
      credentials_helper of the CLI configuration gets the token in the place of the file. The \
      token is not shown while it is typed; it may also come from standard input.
      """
  ) { invocation in
    let host = try invocation.host(of: "login")
    let path = try invocation.credentialsPath()
    let helper = Installation(invocation).settings.credentialsHelper
    invocation.terminal.writeLine(
      helper.map {
        "If the login is successful, Plumb will store the token in the configured\n\(quoted($0.name)) credentials helper for "
          + "use by subsequent commands.\n"
      }
        ?? "If the login is successful, Plumb will store the token in plain text in\nthe following file for use by subsequent "
        + "commands:\n    \(path)\n")
    guard let token = invocation.terminal.askSecretly("Token for \(host):\n  Enter a value: ")?.trimmedOfSpace,
      !token.isEmpty
    else {
      throw DiagnosticsError(
        Diagnostic(
          code: "login.no-token", summary: "Failed to retrieve token",
          detail: "No token was given. Make one on the pages of \(host), and paste it, or pass it on standard input."))
    }
    guard token.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) else {
      throw DiagnosticsError(
        Diagnostic(
          code: "login.invalid-token", summary: "Invalid token",
          detail: "A token has no spaces and no characters beyond ASCII. Paste it as the host shows it."))
    }
    if let helper {
      try await asking("Failed to save API token", "The token could not be stored") {
        () async throws(CredentialsHelper.Failure) in try await helper.store(token, for: host)
      }
    } else {
      var stored = try invocation.storedCredentials(path)
      stored.set(token, of: host)
      try invocation.write(stored, to: path)
    }
    invocation.terminal.writeLine(
      "\n" + invocation.terminal.layout.styled("Success! ", .bold, .green)
        + "Plumb has obtained and saved an API token.")
    return .success
  }

  static let logout = Command(
    "logout", summary: "Remove the stored token of a host", usage: "[HOSTNAME]",
    help: "Removes the token that login stored for a host, app.terraform.io unless another is named."
  ) { invocation in
    let host = try invocation.host(of: "logout")
    let path = try invocation.credentialsPath()
    var stored = try invocation.storedCredentials(path)
    if let helper = Installation(invocation).settings.credentialsHelper {
      invocation.terminal.writeLine(
        "Removing the stored credentials for \(host) from the configured\n\(quoted(helper.name)) credentials helper.\n")
      try await asking("Failed to remove API token", "The stored token could not be removed") {
        () async throws(CredentialsHelper.Failure) in try await helper.forget(host)
      }
      return invocation.succeed(forgetting: host)
    }
    guard stored.remove(host) else {
      invocation.terminal.writeLine("No credentials for \(host) are stored.\n")
      return .success
    }
    invocation.terminal.writeLine(
      "Removing the stored credentials for \(host) from the following file:\n    \(path)\n")
    try invocation.write(stored, to: path)
    return invocation.succeed(forgetting: host)
  }
}

/// Tells what a helper complains of.
private func asking(
  _ summary: String, _ detail: String, _ body: () async throws(CredentialsHelper.Failure) -> Void
) async throws(DiagnosticsError) {
  do { try await body() } catch {
    throw DiagnosticsError(
      Diagnostic(code: "login.helper", summary: summary, detail: "\(detail): \(error.message)."))
  }
}

/// What `credentials.tfrc.json` holds; what we do not know in it stays.
private struct StoredCredentials {
  private var members: [JSON.Member]

  init?(_ bytes: [UInt8]) {
    guard let json = try? JSON.read(bytes), let members = json.members else { return nil }
    if let credentials = json["credentials"], credentials.members == nil { return nil }
    self.members = members
  }

  static var empty: StoredCredentials? { StoredCredentials(Array("{}".utf8)) }

  var bytes: [UInt8] { JSON.object(members).written(.indented) }

  private var hosts: [JSON.Member] {
    get { members.first { $0.name == "credentials" }?.value.members ?? [] }
    set {
      members.removeAll { $0.name == "credentials" }
      members.insert(JSON.Member("credentials", .object(newValue)), at: 0)
    }
  }

  mutating func set(_ token: String, of host: String) {
    _ = remove(host)
    hosts.append(JSON.Member(host, .record([("token", .string(token))])))
  }

  /// False when there was none.
  mutating func remove(_ host: String) -> Bool {
    let rest = hosts.filter { $0.name.lowercased() != host }
    defer { if rest.count != hosts.count { hosts = rest } }
    return rest.count != hosts.count
  }
}

extension Invocation {
  fileprivate func succeed(forgetting host: String) -> ExitCode {
    terminal.writeLine(
      terminal.layout.styled("Success! ", .bold, .green) + "Plumb has removed the stored API token for \(host).\n")
    return .success
  }

  fileprivate func host(of command: String) throws -> String {
    guard arguments.count <= 1 else {
      throw UsageError(
        summary: "Too many command line arguments",
        detail: "The \(command) command expects at most one argument: the host to log in to.")
    }
    let host = (arguments.first ?? "app.terraform.io").lowercased()
    let parts = host.split(separator: ":", omittingEmptySubsequences: false)
    let isName =
      !parts[0].isEmpty
      && parts[0].utf8.allSatisfy { byte in
        byte == UInt8(ascii: ".") || byte == UInt8(ascii: "-") || byte > 0x7F
          || UInt8(ascii: "a")...UInt8(ascii: "z") ~= byte || UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte
      }
    guard isName, parts.count == 1 || parts.count == 2 && UInt16(parts[1]) != nil else {
      throw DiagnosticsError(
        Diagnostic(
          code: "login.invalid-host", summary: "Invalid hostname",
          detail:
            "The given hostname \(quoted(arguments.first ?? "")) is not valid: a name such as app.terraform.io is "
            + "expected, with a port if need be."))
    }
    return host
  }

  fileprivate func credentialsPath() throws(DiagnosticsError) -> String {
    if let home = environment["HOME"], !home.isEmpty { return "\(home)/.terraform.d/credentials.tfrc.json" }
    throw DiagnosticsError(
      Diagnostic(
        code: "login.no-home", summary: "No place for credentials",
        detail: "The environment variable HOME is not set, so that it is not known where credentials are kept."))
  }

  fileprivate func storedCredentials(_ path: String) throws(DiagnosticsError) -> StoredCredentials {
    let bytes = readFile(path)
    if let found = bytes.map({ StoredCredentials($0) }) ?? StoredCredentials.empty { return found }
    throw DiagnosticsError(
      Diagnostic(
        code: "login.unreadable", summary: "Unreadable credentials file",
        detail: "The file \(path) is not the JSON that a login writes. Mend or remove it: what is in it would be lost.")
    )
  }

  fileprivate func write(_ stored: StoredCredentials, to path: String) throws(DiagnosticsError) {
    try writeWhole(stored.bytes, to: path, permissions: 0o600)
  }
}

extension String {
  fileprivate var trimmedOfSpace: String {
    String(drop { $0.isWhitespace }.reversed().drop { $0.isWhitespace }.reversed())
  }
}
