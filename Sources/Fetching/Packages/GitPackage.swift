import Connecting
import Foundation
import Model

/// A repository, fetched by the `git` command, which knows the user's credentials and settings best. It is never allowed
/// to ask anybody for anything.
struct GitPackage: Sendable {
  static let timeout = Duration.seconds(1800)

  /// Without the arguments that are ours.
  let url: String
  let reference: String?
  let depth: Int?
  /// A private key for SSH, in Base64.
  let key: String?

  init(_ text: String) throws(FetchError) {
    var address = PackageAddress(text)
    reference = address.take("ref").flatMap { $0.isEmpty ? nil : $0 }
    key = address.take("sshkey")
    let depth = address.take("depth")
    if let depth, Int(depth).map({ $0 >= 0 }) != true { throw FetchError("the depth \(quoted(depth)) is no number") }
    self.depth = depth.flatMap { Int($0) }.flatMap { $0 > 0 ? $0 : nil }
    url = address.description
    // What begins with a dash would be an option.
    if reference?.hasPrefix("-") == true || url.hasPrefix("-") {
      throw FetchError("neither a repository nor a ref may begin with a dash")
    }
  }

  func fetch(into directory: String, environment given: [String: String]) async throws(FetchError) {
    let keyFile = try writeKey()
    defer { if let keyFile { try? FileManager.default.removeItem(atPath: keyFile) } }
    let environment = try await silent(given, keyFile: keyFile)
    func run(_ arguments: [String]) async throws(FetchError) {
      let outcome = try await Self.git(arguments, environment, timeout: Self.timeout)
      if outcome.status != 0 { throw failure(outcome) }
    }
    let shallow = depth.map { ["--depth", "\($0)"] } ?? []
    let branch = depth != nil ? reference.map { ["--branch", $0] } ?? [] : []
    try await run(["clone"] + shallow + branch + ["--", url, directory])
    if let reference { try await run(["-C", directory, "checkout", reference]) }
    try await run(["-C", directory, "submodule", "update", "--init", "--recursive"] + shallow)
  }

  private static func git(
    _ arguments: [String], _ environment: [String: String], timeout: Duration
  ) async throws(FetchError) -> ExternalCommand.Outcome {
    try await runTool("git", arguments, environment, timeout: timeout)
  }

  private func failure(_ outcome: ExternalCommand.Outcome) -> FetchError {
    let words = String(decoding: outcome.output + outcome.errors, as: UTF8.self)
    var text = "error downloading '\(URLText.withoutSecrets(url))': git exited with \(outcome.status): "
    text += URLText.withoutSecrets(words).trimmingCharacters(in: .whitespacesAndNewlines)
    if depth != nil, let reference, reference.count == 40, reference.allSatisfy(\.isHexDigit) {
      text += "\n\n(note that setting 'depth' requires 'ref' to be a branch or tag name)"
    }
    return FetchError(text)
  }

  /// An environment in which neither git nor ssh asks on a terminal or in a window.
  private func silent(
    _ given: [String: String], keyFile: String?
  ) async throws(FetchError) -> [String: String] {
    var environment = given
    environment["GIT_TERMINAL_PROMPT"] = "0"
    environment["GCM_INTERACTIVE"] = "never"
    environment["SSH_ASKPASS"] = nil
    environment["SSH_ASKPASS_REQUIRE"] = "never"
    environment["LC_ALL"] = "C"
    for name in ["GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE"] { environment[name] = nil }
    if keyFile == nil && (environment.isSet("GIT_SSH_COMMAND") || environment.isSet("GIT_SSH")) { return environment }
    // The user's own way, if there is one, and more words for it.
    var command = environment.isSet("GIT_SSH_COMMAND") ? environment["GIT_SSH_COMMAND"] ?? "" : ""
    if command.isEmpty {
      let configured = try await Self.git(["config", "--get", "core.sshCommand"], environment, timeout: .seconds(10))
      let text = String(decoding: configured.output, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
      command = (configured.status == 0 && !text.isEmpty ? text : "ssh") + " -o BatchMode=yes"
    }
    environment["GIT_SSH_COMMAND"] = command + (keyFile.map { " -i \($0) -o IdentitiesOnly=yes" } ?? "")
    return environment
  }

  private func writeKey() throws(FetchError) -> String? {
    guard let key else { return nil }
    // Plus signs in queries are often left as they are, and arrive as spaces.
    guard let bytes = Data(base64Encoded: key.replacing(" ", with: "+")) else {
      throw FetchError("the sshkey is not in Base64")
    }
    let path = NSTemporaryDirectory() + "plumb-key-\(UUID().uuidString)"
    guard FileManager.default.createFile(atPath: path, contents: bytes, attributes: [.posixPermissions: 0o600]) else {
      throw FetchError("the sshkey cannot be written to a temporary file")
    }
    return path
  }
}

extension [String: String] {
  fileprivate func isSet(_ name: String) -> Bool { self[name]?.isEmpty == false }
}
