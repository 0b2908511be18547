import Connecting
import Model

/// Where an API server is, whom to trust there, and who asks.
struct KubernetesAccess: Sendable {
  /// `https://host:port`, without a slash at its end.
  var server: String
  var trust = HTTPTrust()
  var proxy: HTTPProxy?
  var credentials = Credentials.none

  enum Credentials: Sendable {
    case none
    case token(String)
    /// Read again and again, for it changes.
    case tokenFile(String)
    case basic(username: String, password: String)
    case program(CredentialProgram)
  }

  /// A program that answers with a token or a certificate (`client.authentication.k8s.io`).
  struct CredentialProgram: Sendable {
    var apiVersion: String
    var command: String
    var arguments: [String]
    var environment: [String: String]
  }

  struct Failure: Error, Sendable {
    var status = 0
    /// As the API names it, such as `Conflict`.
    var reason = ""
    var message: String
  }
}

extension KubernetesAccess.Credentials: CustomStringConvertible, CustomReflectable {
  var description: String { "(sensitive value)" }
  var customMirror: Mirror { Mirror(self, children: []) }
}

/// What shows who asks, as requests need it at the moment.
actor KubernetesIdentity {
  private let credentials: KubernetesAccess.Credentials
  private var answer: (proof: Proof, end: UTCTime?)?

  struct Proof: Sendable {
    var authorization: String?
    var certificate: [UInt8]?
    var key: [UInt8]?
  }

  private static let margin = 30

  init(_ credentials: KubernetesAccess.Credentials) { self.credentials = credentials }

  func current() async throws(KubernetesAccess.Failure) -> Proof {
    switch credentials {
    case .none: return Proof()
    case .token(let token): return Proof(authorization: "Bearer \(token)")
    case .basic(let username, let password):
      let encoded = String(decoding: Base64.encode(Array("\(username):\(password)".utf8)), as: UTF8.self)
      return Proof(authorization: "Basic \(encoded)")
    case .tokenFile(let path):
      guard let bytes = AWSSurroundings.file(path) else { throw .init(message: "the token in \(path) cannot be read") }
      let token = String(decoding: bytes, as: UTF8.self).filter { !$0.isWhitespace }
      return Proof(authorization: "Bearer \(token)")
    case .program(let program):
      if let answer, answer.end.map({ UTCTime.now + Self.margin < $0 }) ?? true { return answer.proof }
      let found = try await ask(program)
      answer = found
      return found.proof
    }
  }

  private func ask(
    _ program: KubernetesAccess.CredentialProgram
  ) async throws(KubernetesAccess.Failure) -> (proof: Proof, end: UTCTime?) {
    var environment = program.environment
    environment["KUBERNETES_EXEC_INFO"] = JSON.record([
      ("apiVersion", .string(program.apiVersion)), ("kind", .string("ExecCredential")),
      ("spec", .record([("interactive", .bool(false))])),
    ]).text()
    let outcome: ExternalCommand.Outcome
    do {
      outcome = try await ExternalCommand(
        executable: program.command, arguments: program.arguments, environment: environment
      ).run()
    } catch { throw .init(message: "the program \(program.command), which should give credentials, could not be run") }
    guard outcome.status == 0 else {
      let words = String(decoding: outcome.errors.prefix(300), as: UTF8.self).split(whereSeparator: \.isNewline).last
      throw .init(
        message: "the program \(program.command), which should give credentials, failed"
          + (words.map { ": \($0)" } ?? ""))
    }
    let status = (try? JSON.read(outcome.output))?["status"]
    let proof = Proof(
      authorization: status?["token"]?.string.map { "Bearer \($0)" },
      certificate: status?["clientCertificateData"]?.string.map { Array($0.utf8) },
      key: status?["clientKeyData"]?.string.map { Array($0.utf8) })
    guard proof.authorization != nil || proof.certificate != nil else {
      throw .init(message: "the program \(program.command) gave neither a token nor a certificate")
    }
    return (proof, status?["expirationTimestamp"]?.string.flatMap { UTCTime(iso8601: $0) })
  }
}
