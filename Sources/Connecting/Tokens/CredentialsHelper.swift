import Model

/// A program that keeps the tokens of hosts, in Terraform's protocol: `terraform-credentials-NAME [ARGUMENTS] get HOST` prints
/// them as JSON, `store HOST` reads them, `forget HOST` removes them.
package struct CredentialsHelper: Sendable, Hashable {
  package var name: String
  package var arguments: [String]
  /// Where programs of this kind lie.
  package var folders: [String]
  package var environment: [String: String]

  /// Whoever unlocks a box may have to type a password elsewhere.
  private static let timeout = Duration.seconds(120)

  /// Why there is no answer, in words for a person.
  package struct Failure: Error, Sendable, Hashable {
    package var message: String
  }

  package init(name: String, arguments: [String], folders: [String], environment: [String: String]) {
    self.name = name
    self.arguments = arguments
    self.folders = folders
    self.environment = environment
  }

  /// Nil where the helper has none for the host.
  package func token(for host: String) async throws(Failure) -> String? {
    let output = try await run("get", host, input: [])
    guard let json = try? JSON.read(output), json.members != nil else {
      throw Failure(message: "\(program) printed no JSON object for \(host)")
    }
    return json["token"]?.string
  }

  package func store(_ token: String, for host: String) async throws(Failure) {
    _ = try await run("store", host, input: JSON.record([("token", .string(token))]).written())
  }

  package func forget(_ host: String) async throws(Failure) { _ = try await run("forget", host, input: []) }

  private var program: String { "terraform-credentials-\(name)" }

  private func run(_ verb: String, _ host: String, input: [UInt8]) async throws(Failure) -> [UInt8] {
    for folder in folders {
      var command = ExternalCommand(
        executable: "\(folder)/\(program)", arguments: arguments + [verb, host], environment: environment)
      command.input = input
      command.timeout = Self.timeout
      let outcome: ExternalCommand.Outcome
      do { outcome = try await command.run() } catch {
        switch error {
        case .notFound: continue
        case .notStarted(let reason): throw Failure(message: "\(program) cannot be started: \(reason)")
        case .timedOut: throw Failure(message: "\(program) did not end within \(Self.timeout)")
        case .tooMuchOutput: throw Failure(message: "\(program) printed too much")
        }
      }
      if outcome.status == 0 { return outcome.output }
      // What it prints may be a token; what it complains of is for the user.
      let words = String(decoding: outcome.errors, as: UTF8.self).split(whereSeparator: \.isNewline).joined(
        separator: " ")
      throw Failure(message: "\(program) exited with status \(outcome.status)" + (words.isEmpty ? "" : ": \(words)"))
    }
    throw Failure(message: "there is no program \(program) in \(folders.joined(separator: " or "))")
  }
}
