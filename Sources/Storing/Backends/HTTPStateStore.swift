import Connecting
import Model

/// A state behind an HTTP address. The lock's identifier goes with every write, so that a server that keeps locks can refuse
/// whoever has lost it.
actor HTTPStateStore: ByteStore {
  private let settings: HTTPStateSettings
  private let client: HTTPClient
  private var held: LockInfo?

  init(_ settings: HTTPStateSettings, client: HTTPClient = HTTPClient()) {
    self.settings = settings
    self.client = client
  }

  func readBytes() async throws(StorageError) -> [UInt8]? {
    let response = try await send(.get, settings.address, nil, "read")
    switch response.status {
    case 200 where !response.body.isEmpty: return response.body
    case 200, 204, 404: return nil
    default: throw unexpected(response, "read", settings.address)
    }
  }

  func writeBytes(_ bytes: [UInt8]) async throws(StorageError) {
    var address = settings.address
    if let held { address = withQuery(address, "ID", held.id) }
    let response = try await send(
      HTTPRequest.Method(rawValue: settings.updateMethod), address, bytes, "write")
    switch response.status {
    case 200, 201, 204: return
    case 409, 423:
      // The server keeps the state for another: what was meant to be written goes elsewhere.
      throw .failed(
        operation: "write", path: shown(settings.address),
        reason: "the server refused with status \(response.status): the state is locked by another"
          + (owner(response.body).map { ", \($0.who) (\($0.id))" } ?? ""))
    default: throw unexpected(response, "write", settings.address)
    }
  }

  func lock(_ info: LockInfo) async throws(StorageError) -> LockToken {
    guard let address = settings.lockAddress else { return LockToken(id: info.id) }
    let response = try await send(
      HTTPRequest.Method(rawValue: settings.lockMethod), address, info.json.written(escapesHTML: true), "lock")
    switch response.status {
    case 200, 201, 204: break
    case 409, 423:
      // Ours already: an earlier attempt was granted, and only its answer did not come through.
      if owner(response.body)?.id != info.id { throw .locked(owner(response.body)) }
    default: throw unexpected(response, "lock", address)
    }
    held = info
    return LockToken(id: info.id)
  }

  func unlock(_ token: LockToken) async throws(StorageError) {
    guard let address = settings.unlockAddress else {
      held = nil
      return
    }
    // By force, only the identifier is known: the server compares it.
    let info = held?.id == token.id ? held?.json : JSON.record([("ID", .string(token.id))])
    let response = try await send(
      HTTPRequest.Method(rawValue: settings.unlockMethod), address, info?.written(escapesHTML: true), "unlock")
    switch response.status {
    case 200, 201, 204: held = nil
    case 409, 423:
      throw .notLocked("the server keeps the lock for another" + (owner(response.body).map { ": \($0.id)" } ?? ""))
    default: throw unexpected(response, "unlock", address)
    }
  }

  // MARK: - Requests

  private func send(
    _ method: HTTPRequest.Method, _ address: String, _ body: [UInt8]?, _ operation: String
  ) async throws(StorageError) -> HTTPResponse {
    var request = HTTPRequest(method, address)
    request.trust = settings.trust
    request.maximumBodySize = StateFile.maximumSize
    request.timeout = .seconds(300)
    if let username = settings.username {
      let credentials = String(
        decoding: Base64.encode(Array("\(username):\(settings.password ?? "")".utf8)), as: UTF8.self)
      request.headers.append(HTTPHeader("Authorization", "Basic \(credentials)"))
    }
    if let body {
      request.body = body
      request.headers.append(HTTPHeader("Content-Type", "application/json"))
      request.headers.append(
        HTTPHeader("Content-MD5", String(decoding: Base64.encode(Hashing.md5(body)), as: UTF8.self)))
    }
    do {
      return try await client.send(request, retry: settings.retry)
    } catch {
      throw .failed(operation: operation, path: shown(address), reason: shown("\(error)"))
    }
  }

  private func owner(_ body: [UInt8]) -> LockInfo? { (try? JSON.read(body)).flatMap { LockInfo(json: $0) } }

  private func unexpected(_ response: HTTPResponse, _ operation: String, _ address: String) -> StorageError {
    let reason =
      switch response.status {
      case 401: "the server wants to know who asks (status 401). Set username and password"
      case 403: "the server does not let this user do so (status 403)"
      default: "unexpected HTTP response code \(response.status)"
      }
    return .failed(operation: operation, path: shown(address), reason: reason)
  }

  private func withQuery(_ address: String, _ name: String, _ value: String) -> String {
    "\(address)\(address.contains("?") ? "&" : "?")\(name)=\(value)"
  }

  /// Without a user's name and password, which may stand in an address.
  private func shown(_ text: String) -> String {
    text.replacing(/\/\/[^\/@\s"]*@/, with: "//")
  }
}
