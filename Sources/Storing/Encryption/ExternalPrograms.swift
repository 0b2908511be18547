import Connecting
import Model

/// A program of the user's that is asked over its standard input and output, as OpenTofu asks: it greets with a line of its
/// own, is given a JSON document, and answers with another.
struct ExternalProgram {
  let command: [String]
  let environment: [String: String]
  /// How it must greet.
  let magic: String
  /// What it is, in messages.
  let role: String

  func ask(_ input: JSON) async throws(EncryptionError) -> JSON {
    guard let executable = command.first else { throw failed("its command is empty") }
    var call = ExternalCommand(
      executable: executable, arguments: Array(command.dropFirst()), environment: environment)
    call.input = input.written()
    let outcome: ExternalCommand.Outcome
    do throws(ExternalCommand.Failure) { outcome = try await call.run() } catch {
      switch error {
      case .notFound: throw failed("there is no such program")
      case .notStarted(let reason): throw failed("it cannot be started: \(reason)")
      case .timedOut: throw failed("it did not answer in a minute")
      case .tooMuchOutput: throw failed("its answer is too long")
      }
    }
    guard outcome.status == 0 else {
      // What it says on standard error is meant for people; its output may hold a key.
      let words = String(decoding: outcome.errors.prefix(2000), as: UTF8.self)
      throw failed("it ended with status \(outcome.status)" + (words.isEmpty ? "" : ". It said:\n\(words)"))
    }
    guard let end = outcome.output.firstIndex(of: UInt8(ascii: "\n")),
      let header = try? JSON.read(Array(outcome.output[..<end]))
    else { throw failed("it does not begin with a line that says what it is") }
    guard header["magic"]?.string == magic else { throw failed("its first line does not have the magic \"\(magic)\"") }
    guard header["version"]?.int == 1 else { throw failed("it speaks another version of the protocol than 1") }
    guard let answer = try? JSON.read(Array(outcome.output[(end + 1)...])) else {
      throw failed("what follows its first line is no JSON document")
    }
    return answer
  }

  func failed(_ reason: String) -> EncryptionError {
    EncryptionError("External program failed", "The \(role) \(quotedText(command.first ?? "")) failed: \(reason).")
  }
}

/// A program that gives keys.
struct ExternalKeyProgram {
  private let program: ExternalProgram

  init(_ command: [String], _ environment: [String: String]) {
    program = ExternalProgram(
      command: command, environment: environment, magic: "OpenTofu-External-Key-Provider", role: "key provider")
  }

  func keys(stored: [UInt8]?) async throws(EncryptionError) -> (KeyMaterial, [UInt8]) {
    var input = JSON.null
    if let stored {
      guard let json = try? JSON.read(stored) else {
        throw EncryptionError("Encrypted data damaged", "The metadata of the key provider cannot be understood.")
      }
      input = json
    }
    let answer = try await program.ask(input)
    guard let key = answer["keys"]?["encryption_key"]?.string.flatMap(Base64.decode), !key.isEmpty else {
      throw program.failed("its answer has no encryption_key in Base64")
    }
    var keys = KeyMaterial(encryptionKey: key)
    keys.decryptionKey = answer["keys"]?["decryption_key"]?.string.flatMap(Base64.decode)
    let metadata = answer["meta"] ?? .record([("external_data", .object([]))])
    return (keys, metadata.written())
  }
}

/// A pair of programs that encrypt and decrypt.
struct ExternalMethodProgram {
  let environment: [String: String]

  func run(_ command: [String], _ payload: [UInt8], key: [UInt8]?) async throws(EncryptionError) -> [UInt8] {
    func base64(_ bytes: [UInt8]) -> JSON { .string(String(decoding: Base64.encode(bytes), as: UTF8.self)) }
    let program = ExternalProgram(
      command: command, environment: environment, magic: "OpenTofu-External-Encryption-Method", role: "method")
    let answer = try await program.ask(.record([("key", key.map(base64)), ("payload", base64(payload))]))
    guard let result = answer["payload"]?.string.flatMap(Base64.decode) else {
      throw program.failed("its answer has no payload in Base64")
    }
    return result
  }
}
