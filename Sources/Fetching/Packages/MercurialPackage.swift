import Connecting
import Foundation
import Model

/// A repository of Mercurial, fetched by the `hg` command without asking anybody for anything.
struct MercurialPackage: Sendable {
  /// Without the arguments that are ours.
  let url: String
  let revision: String?

  init(_ text: String) throws(FetchError) {
    var address = PackageAddress(text)
    revision = address.take("rev").flatMap { $0.isEmpty ? nil : $0 }
    url = address.description
    // What begins with a dash would be an option.
    if revision?.hasPrefix("-") == true || url.hasPrefix("-") {
      throw FetchError("neither a repository nor a rev may begin with a dash")
    }
  }

  func fetch(into directory: String, environment given: [String: String]) async throws(FetchError) {
    var environment = given
    // Without the user's aliases and formats, and in no language but that of the program.
    environment["HGPLAIN"] = "1"
    environment["SSH_ASKPASS_REQUIRE"] = "never"
    environment["LC_ALL"] = "C.UTF-8"
    environment["HG_REPO"] = nil
    let ssh = try await hg(["config", "ui.ssh"], environment)
    let command = String(decoding: ssh.output, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
    let silent = ["--config", "ui.ssh=\(command.isEmpty ? "ssh" : command) -o BatchMode=yes"]
    try await run(silent + ["clone", "-U", "--", url, directory], environment)
    try await run(["--cwd", directory, "update", "--check"] + (revision.map { ["--rev", $0] } ?? []), environment)
  }

  private func run(_ arguments: [String], _ environment: [String: String]) async throws(FetchError) {
    let outcome = try await hg(["--noninteractive"] + arguments, environment)
    if outcome.status == 0 { return }
    let words = URLText.withoutSecrets(String(decoding: outcome.output + outcome.errors, as: UTF8.self))
    throw FetchError(
      "error downloading '\(URLText.withoutSecrets(url))': hg exited with \(outcome.status): "
        + words.trimmingCharacters(in: .whitespacesAndNewlines))
  }

  private func hg(
    _ arguments: [String], _ environment: [String: String]
  ) async throws(FetchError) -> ExternalCommand.Outcome {
    try await runTool("hg", arguments, environment, timeout: GitPackage.timeout)
  }
}

/// Runs a program of version control; whatever it answers, it was there and came to its end.
func runTool(
  _ name: String, _ arguments: [String], _ environment: [String: String], timeout: Duration
) async throws(FetchError) -> ExternalCommand.Outcome {
  var command = ExternalCommand(executable: name, arguments: arguments, environment: environment)
  command.timeout = timeout
  do { return try await command.run() } catch {
    switch error {
    case .notFound: throw FetchError("\(name) must be available and on the PATH")
    case .notStarted(let reason): throw FetchError("cannot start \(name): \(reason)")
    case .timedOut: throw FetchError("\(name) did not end within \(timeout)")
    case .tooMuchOutput: throw FetchError("\(name) said too much")
    }
  }
}
