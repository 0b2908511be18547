import Connecting
import Model

/// The blobs of one container of a storage account.
struct AzureContainer: Sendable {
  /// `https://ACCOUNT.blob.core.windows.net`, without a slash at its end.
  let endpoint: String
  let name: String
  let access: Access
  /// Whom to trust where the endpoint has a certificate of its own making.
  var trust = HTTPTrust()
  var http = HTTPClient()

  /// How a request shows that it may be made.
  enum Access: Sendable {
    case key(SharedKey)
    /// The arguments of a query, without a question mark.
    case signature(String)
    case token(AzureTokens)
  }

  private static let version = "2021-12-02"

  struct Properties: Sendable, Hashable {
    var metadata: [String: String]
    var isLeased: Bool
  }

  // MARK: - Blobs

  /// Nil when there is none.
  func get(_ key: String) async throws(AzureFailure) -> [UInt8]? {
    try await present { () async throws(AzureFailure) in try await send(.get, key).body }
  }

  func properties(_ key: String) async throws(AzureFailure) -> Properties? {
    try await present { () async throws(AzureFailure) in
      let response = try await send(.head, key)
      let prefix = "x-ms-meta-"
      var metadata: [String: String] = [:]
      for header in response.headers where header.name.lowercased().hasPrefix(prefix) {
        metadata[String(header.name.lowercased().dropFirst(prefix.count))] = header.value
      }
      return Properties(metadata: metadata, isLeased: response.header("x-ms-lease-status") == "locked")
    }
  }

  /// Takes the place of what is there, the metadata included. With `isNew`, false when there is a blob already.
  func put(
    _ key: String, _ bytes: [UInt8], metadata: [String: String] = [:], lease: String? = nil, isNew: Bool = false
  ) async throws(AzureFailure) -> Bool {
    var headers = [
      HTTPHeader("x-ms-blob-type", "BlockBlob"), HTTPHeader("x-ms-blob-content-type", "application/json"),
      HTTPHeader("Content-Type", "application/json"),
    ]
    headers += headersOf(metadata)
    if !bytes.isEmpty {
      headers.append(HTTPHeader("Content-MD5", String(decoding: Base64.encode(Hashing.md5(bytes)), as: UTF8.self)))
    }
    if isNew { headers.append(HTTPHeader("If-None-Match", "*")) }
    do {
      _ = try await send(.put, key, headers: headers, body: bytes, lease: lease, mayRepeat: !isNew)
      return true
    } catch {
      if isNew, ["BlobAlreadyExists", "LeaseIdMissing", "ConditionNotMet"].contains(error.code) { return false }
      throw error
    }
  }

  func setMetadata(_ key: String, _ metadata: [String: String], lease: String) async throws(AzureFailure) {
    _ = try await send(.put, key, [("comp", "metadata")], headers: headersOf(metadata), body: [], lease: lease)
  }

  /// Keeps the blob as it is now under a time, beside what it becomes.
  func snapshot(_ key: String, lease: String?) async throws(AzureFailure) {
    _ = try await send(.put, key, [("comp", "snapshot")], body: [], lease: lease, mayRepeat: false)
  }

  func delete(_ key: String) async throws(AzureFailure) {
    _ = try await present { () async throws(AzureFailure) in try await send(.delete, key) }
  }

  func keys(prefix: String) async throws(AzureFailure) -> [String] {
    var keys: [String] = []
    var marker = ""
    repeat {
      var query = [("restype", "container"), ("comp", "list"), ("prefix", prefix)]
      if !marker.isEmpty { query.append(("marker", marker)) }
      let response = try await send(.get, nil, query)
      guard let list = XMLElement.read(response.body)?.first("EnumerationResults") else {
        throw AzureFailure(message: "the list of blobs cannot be understood")
      }
      keys += list["Blobs"]?.all("Blob").compactMap { $0["Name"]?.text } ?? []
      marker = list["NextMarker"]?.text ?? ""
    } while !marker.isEmpty
    return keys
  }

  // MARK: - Leases

  /// One without an end. False when there is another; one's own again is as good as the first time.
  func acquire(_ key: String, lease: String) async throws(AzureFailure) -> Bool {
    let headers = [
      HTTPHeader("x-ms-lease-action", "acquire"), HTTPHeader("x-ms-lease-duration", "-1"),
      HTTPHeader("x-ms-proposed-lease-id", lease),
    ]
    do {
      _ = try await send(.put, key, [("comp", "lease")], headers: headers, body: [])
      return true
    } catch {
      if error.code == "LeaseAlreadyPresent" { return false }
      throw error
    }
  }

  /// False when it is not this lease that is there.
  func release(_ key: String, lease: String) async throws(AzureFailure) -> Bool {
    do {
      _ = try await send(
        .put, key, [("comp", "lease")], headers: [HTTPHeader("x-ms-lease-action", "release")], body: [], lease: lease,
        mayRepeat: false)
      return true
    } catch {
      if error.code.hasPrefix("LeaseIdMismatch") || error.code.hasPrefix("LeaseNotPresent") { return false }
      throw error
    }
  }

  // MARK: - Requests

  private func headersOf(_ metadata: [String: String]) -> [HTTPHeader] {
    metadata.sorted { $0.key < $1.key }.map { HTTPHeader("x-ms-meta-\($0.key)", $0.value) }
  }

  private func present<R>(_ body: () async throws(AzureFailure) -> R) async throws(AzureFailure) -> R? {
    do { return try await body() } catch {
      // That the container is missing is another matter.
      if error.status == 404, error.code != "ContainerNotFound" { return nil }
      throw error
    }
  }

  private func send(
    _ method: HTTPRequest.Method, _ key: String?, _ query: [(String, String)] = [], headers: [HTTPHeader] = [],
    body: [UInt8]? = nil, lease: String? = nil, mayRepeat: Bool = true
  ) async throws(AzureFailure) -> HTTPResponse {
    let path = key.map { "/\(PercentEncoding.encode($0, keeping: "/"))" } ?? ""
    var arguments = query.isEmpty ? "" : PercentEncoding.query(query)
    if case .signature(let signature) = access { arguments += (arguments.isEmpty ? "" : "&") + signature }
    var request = HTTPRequest(
      method, "\(endpoint)/\(PercentEncoding.encode(name))\(path)" + (arguments.isEmpty ? "" : "?\(arguments)"))
    request.headers =
      headers + [HTTPHeader("x-ms-version", Self.version), HTTPHeader("x-ms-date", UTCTime.now.http)]
    if let lease { request.headers.append(HTTPHeader("x-ms-lease-id", lease)) }
    request.body = body
    request.trust = trust
    request.keepsPath = true
    request.timeout = .seconds(300)
    request.maximumBodySize = StateFile.maximumSize
    switch access {
    case .key(let key): request.headers.append(HTTPHeader("Authorization", key.authorization(for: request)))
    case .signature: break
    case .token(let tokens):
      let token = try await tokens.current(for: AzureCloud.storageAudience)
      request.headers.append(HTTPHeader("Authorization", "Bearer \(token)"))
    }
    let response: HTTPResponse
    do { response = try await http.send(request, retry: mayRepeat ? .standard : .never) } catch {
      throw AzureFailure(message: withoutQuery(error.description))
    }
    if response.isSuccess { return response }
    throw refusal(response)
  }

  private func refusal(_ response: HTTPResponse) -> AzureFailure {
    let error = XMLElement.read(response.body)?.first("Error")
    let code = response.header("x-ms-error-code") ?? error?["Code"]?.text ?? ""
    let words = error?["Message"].map { firstLine($0.text) }
    return AzureFailure(
      status: response.status, code: code,
      message: (["status \(response.status)", code.isEmpty ? nil : code, words] as [String?]).compactMap { $0 }
        .joined(separator: ", "))
  }
}
