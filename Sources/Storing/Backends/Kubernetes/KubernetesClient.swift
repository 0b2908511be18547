import Connecting
import Model

/// Objects of one namespace, by the API of a cluster.
struct KubernetesClient: Sendable {
  let access: KubernetesAccess
  let identity: KubernetesIdentity
  let namespace: String
  var http = HTTPClient()

  typealias Failure = KubernetesAccess.Failure

  enum Kind: String, Sendable {
    case secret = "secrets"
    case lease = "leases"

    fileprivate var group: String { self == .secret ? "api/v1" : "apis/coordination.k8s.io/v1" }
  }

  init(_ access: KubernetesAccess, namespace: String) {
    self.access = access
    self.namespace = namespace
    identity = KubernetesIdentity(access.credentials)
  }

  /// Nil when there is none.
  func get(_ kind: Kind, _ name: String) async throws(Failure) -> JSON? {
    do { return try await send(.get, kind, name) } catch {
      if error.status == 404, error.reason == "NotFound" { return nil }
      throw error
    }
  }

  /// All that have these labels.
  func list(_ kind: Kind, labels: [(String, String)]) async throws(Failure) -> [JSON] {
    var found: [JSON] = []
    var more: String?
    repeat {
      var query = [("labelSelector", labels.map { "\($0)=\($1)" }.joined(separator: ",")), ("limit", "500")]
      if let more { query.append(("continue", more)) }
      let answer = try await send(.get, kind, nil, query)
      found += answer["items"]?.array ?? []
      more = answer["metadata"]?["continue"]?.string.flatMap { $0.isEmpty ? nil : $0 }
    } while more != nil
    return found
  }

  /// False when there is one of this name already.
  func create(_ kind: Kind, _ object: JSON) async throws(Failure) -> Bool {
    do {
      _ = try await send(.post, kind, nil, body: object)
      return true
    } catch {
      if error.reason == "AlreadyExists" { return false }
      throw error
    }
  }

  /// False when somebody else has changed it since it was read: it holds its version.
  func update(_ kind: Kind, _ name: String, _ object: JSON) async throws(Failure) -> Bool {
    do {
      _ = try await send(.put, kind, name, body: object)
      return true
    } catch {
      if error.reason == "Conflict" { return false }
      throw error
    }
  }

  func delete(_ kind: Kind, _ name: String) async throws(Failure) {
    do {
      _ = try await send(
        .delete, kind, name,
        body: .record([
          ("apiVersion", .string("v1")), ("kind", .string("DeleteOptions")),
          ("propagationPolicy", .string("Background")),
        ]))
    } catch {
      if error.status != 404 { throw error }
    }
  }

  private func send(
    _ method: HTTPRequest.Method, _ kind: Kind, _ name: String?, _ query: [(String, String)] = [], body: JSON? = nil
  ) async throws(Failure) -> JSON {
    let path = "\(kind.group)/namespaces/\(PercentEncoding.encode(namespace))/\(kind.rawValue)"
    var request = HTTPRequest(
      method,
      "\(access.server)/\(path)" + (name.map { "/\(PercentEncoding.encode($0))" } ?? "")
        + (query.isEmpty ? "" : "?\(PercentEncoding.query(query))"))
    request.trust = access.trust
    request.proxy = access.proxy
    request.timeout = .seconds(120)
    request.maximumBodySize = StateFile.maximumSize
    request.headers = [HTTPHeader("Accept", "application/json")]
    let proof = try await identity.current()
    if let authorization = proof.authorization { request.headers.append(HTTPHeader("Authorization", authorization)) }
    if let certificate = proof.certificate {
      request.trust.clientCertificate = certificate
      request.trust.clientKey = proof.key
    }
    if let body {
      request.headers.append(HTTPHeader("Content-Type", "application/json"))
      request.body = body.written()
    }
    let response: HTTPResponse
    do { response = try await http.send(request, retry: method == .get ? .standard : .never) } catch {
      throw Failure(message: error.description)
    }
    let json = try? JSON.read(response.body)
    guard response.isSuccess else {
      throw Failure(
        status: response.status, reason: json?["reason"]?.string ?? "",
        message: json?["message"]?.string ?? "the server answered with status \(response.status)")
    }
    guard let json else { throw Failure(message: "the server's answer is no JSON") }
    return json
  }
}
