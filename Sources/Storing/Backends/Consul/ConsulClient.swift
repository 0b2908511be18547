import Connecting
import Model

/// The parts of Consul's HTTP interface that keep a state: keys and values, transactions, sessions.
struct ConsulClient: Sendable {
  var address: String
  var token: String?
  var datacenter: String?
  /// `user:password`.
  var authentication: String?
  var trust = HTTPTrust()
  var http = HTTPClient()

  struct Failure: Error, Sendable {
    var message: String
  }

  struct Pair: Sendable, Equatable {
    var value: [UInt8]
    var modifyIndex: Int
    var session: String?
  }

  /// What marks a key as the lock of Consul's own library.
  private static let lockFlags = "3304740253564472344"
  static let sessionTTL = 15

  // MARK: - Keys and values

  func get(_ key: String) async throws(Failure) -> Pair? {
    let response = try await send(.get, "kv/\(key)")
    if response.status == 404 { return nil }
    guard response.isSuccess, let entry = (try? JSON.read(response.body))?.array?.first,
      let index = entry["ModifyIndex"]?.int
    else { throw unexpected(response) }
    // An empty value is null.
    guard let value = Base64.decode(entry["Value"]?.string ?? "") else { throw unexpected(response) }
    return Pair(value: value, modifyIndex: index, session: entry["Session"]?.string)
  }

  func keys(_ prefix: String) async throws(Failure) -> [String] {
    let response = try await send(.get, "kv/\(prefix)", [("keys", ""), ("separator", "/")])
    if response.status == 404 { return [] }
    guard response.isSuccess, let keys = (try? JSON.read(response.body))?.array else { throw unexpected(response) }
    return keys.compactMap(\.string)
  }

  func put(_ key: String, _ value: [UInt8]) async throws(Failure) {
    let response = try await send(.put, "kv/\(key)", body: value)
    guard response.isSuccess else { throw unexpected(response) }
  }

  func delete(_ key: String, recursively: Bool = false) async throws(Failure) {
    let response = try await send(.delete, "kv/\(key)", recursively ? [("recurse", "")] : [])
    guard response.isSuccess else { throw unexpected(response) }
  }

  enum Written: Sendable {
    case done(modifyIndex: Int)
    /// Another has written since.
    case conflict(String)
    case tooLarge
  }

  /// In one transaction; with an index, only as long as nobody has written since.
  func write(_ key: String, _ value: [UInt8], index: Int?) async throws(Failure) -> Written {
    let operation = JSON.record([
      ("Verb", .string(index == nil ? "set" : "cas")), ("Key", .string(key)),
      ("Value", .string(String(decoding: Base64.encode(value), as: UTF8.self))), ("Index", index.map(JSON.integer)),
    ])
    let response = try await send(
      .put, "txn", body: JSON.array([.record([("KV", operation)])]).written(), isJSON: true)
    let json = try? JSON.read(response.body)
    switch response.status {
    case 200:
      guard let index = json?["Results"]?.array?.first?["KV"]?["ModifyIndex"]?.int else { throw unexpected(response) }
      return .done(modifyIndex: index)
    case 409:
      let reasons = json?["Errors"]?.array?.compactMap { $0["What"]?.string } ?? []
      if reasons.contains(where: { $0.contains("too large") }) { return .tooLarge }
      return .conflict(reasons.joined(separator: "; "))
    case 413: return .tooLarge
    case 400 where String(decoding: response.body, as: UTF8.self).contains("too large"): return .tooLarge
    default: throw unexpected(response)
    }
  }

  // MARK: - Sessions

  func createSession() async throws(Failure) -> String {
    let body = JSON.record([
      ("Name", .string("Consul API Lock")), ("TTL", .string("\(Self.sessionTTL)s")), ("LockDelay", .string("5000ms")),
    ])
    let response = try await send(.put, "session/create", body: body.written(), isJSON: true)
    guard response.isSuccess, let id = (try? JSON.read(response.body))?["ID"]?.string else {
      throw unexpected(response)
    }
    return id
  }

  /// False when the session has ended.
  func renew(session: String) async throws(Failure) -> Bool {
    let response = try await send(.put, "session/renew/\(session)")
    if response.status == 404 { return false }
    guard response.isSuccess else { throw unexpected(response) }
    return true
  }

  func destroy(session: String) async throws(Failure) {
    let response = try await send(.put, "session/destroy/\(session)")
    guard response.isSuccess else { throw unexpected(response) }
  }

  /// Whether the key is now locked by the session.
  func acquire(_ key: String, session: String) async throws(Failure) -> Bool {
    let response = try await send(
      .put, "kv/\(key)", [("acquire", session), ("flags", Self.lockFlags)], body: [])
    guard response.isSuccess else { throw unexpected(response) }
    return String(decoding: response.body, as: UTF8.self).hasPrefix("true")
  }

  func release(_ key: String, session: String) async throws(Failure) {
    let response = try await send(
      .put, "kv/\(key)", [("flags", Self.lockFlags), ("release", session)], body: [])
    guard response.isSuccess else { throw unexpected(response) }
  }

  // MARK: - Requests

  private func send(
    _ method: HTTPRequest.Method, _ path: String, _ query: [(String, String)] = [], body: [UInt8]? = nil,
    isJSON: Bool = false
  ) async throws(Failure) -> HTTPResponse {
    let query = query + (datacenter.map { [("dc", $0)] } ?? [])
    var request = HTTPRequest(
      method,
      "\(address)/v1/\(PercentEncoding.encode(path, keeping: "/"))"
        + (query.isEmpty ? "" : "?\(PercentEncoding.query(query))"))
    request.keepsPath = true
    request.trust = trust
    request.maximumBodySize = StateFile.maximumSize
    request.timeout = .seconds(120)
    request.body = body
    if let token { request.headers.append(HTTPHeader("X-Consul-Token", token)) }
    if isJSON { request.headers.append(HTTPHeader("Content-Type", "application/json")) }
    if let authentication {
      let encoded = String(decoding: Base64.encode(Array(authentication.utf8)), as: UTF8.self)
      request.headers.append(HTTPHeader("Authorization", "Basic \(encoded)"))
    }
    do { return try await http.send(request, retry: method == .get ? .standard : .never) } catch {
      throw Failure(message: error.description)
    }
  }

  private func unexpected(_ response: HTTPResponse) -> Failure {
    let words = String(decoding: response.body.prefix(200), as: UTF8.self)
    return Failure(
      message: response.status == 403
        ? "permission denied: set access_token to a token that may write there (\(words))"
        : "unexpected response code \(response.status): \(words)")
  }
}
