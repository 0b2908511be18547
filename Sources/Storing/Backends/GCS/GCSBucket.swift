import Connecting
import Model

/// The objects of one bucket of Google Cloud Storage, by its JSON interface.
struct GCSBucket: Sendable {
  let name: String
  /// `https://storage.googleapis.com/storage/v1`, without a slash at its end.
  let endpoint: String
  let tokens: GoogleTokens
  /// The customer's own key, 32 bytes.
  var customerKey: [UInt8]?
  var keyName: String?
  var http = HTTPClient()

  struct Failure: Error, Sendable {
    var status = 0
    var message: String
  }

  /// Of the address, the scheme and the host: uploads have a path of their own.
  private var origin: String {
    let parts = endpoint.split(separator: "/", maxSplits: 3, omittingEmptySubsequences: false)
    return parts.prefix(3).joined(separator: "/")
  }

  private func object(_ key: String) -> String {
    "\(endpoint)/b/\(PercentEncoding.encode(name))/o/\(PercentEncoding.encode(key))"
  }

  /// Nil when there is no such object.
  func get(_ key: String, isProtected: Bool) async throws(Failure) -> [UInt8]? {
    var request = HTTPRequest(.get, object(key) + "?alt=media")
    request.maximumBodySize = StateFile.maximumSize
    if isProtected { request.headers = keyHeaders }
    do { return try await send(request).body } catch {
      if error.status == 404, !error.message.contains("bucket") { return nil }
      throw error
    }
  }

  /// The number that every writing gives an object; nil when there is none.
  func generation(_ key: String) async throws(Failure) -> String? {
    let response: HTTPResponse
    do { response = try await send(HTTPRequest(.get, object(key))) } catch {
      if error.status == 404 { return nil }
      throw error
    }
    return (try? JSON.read(response.body))?["generation"]?.string
  }

  /// The new object's generation. With `isNew`, nil when there is one already.
  func put(_ key: String, _ bytes: [UInt8], isNew: Bool = false) async throws(Failure) -> String? {
    var query = [("uploadType", "media"), ("name", key)]
    if isNew { query.append(("ifGenerationMatch", "0")) }
    if !isNew, let keyName { query.append(("kmsKeyName", keyName)) }
    var request = HTTPRequest(
      .post, "\(origin)/upload/storage/v1/b/\(PercentEncoding.encode(name))/o?\(PercentEncoding.query(query))")
    request.headers = [HTTPHeader("Content-Type", "application/json")] + (isNew ? [] : keyHeaders)
    request.body = bytes
    let response: HTTPResponse
    do { response = try await send(request) } catch {
      if isNew, error.status == 412 { return nil }
      throw error
    }
    guard let generation = (try? JSON.read(response.body))?["generation"]?.string else {
      throw Failure(message: "the answer to an upload cannot be understood")
    }
    return generation
  }

  /// With a generation, only as long as the object is that one; false when it is another.
  func delete(_ key: String, generation: String? = nil) async throws(Failure) -> Bool {
    let condition = generation.map { "?ifGenerationMatch=\(PercentEncoding.encode($0))" } ?? ""
    do {
      _ = try await send(HTTPRequest(.delete, object(key) + condition))
      return true
    } catch {
      if error.status == 412 || error.status == 404 { return false }
      throw error
    }
  }

  func keys(prefix: String) async throws(Failure) -> [String] {
    var keys: [String] = []
    var token: String?
    repeat {
      var query = [("prefix", prefix), ("delimiter", "/")]
      if let token { query.append(("pageToken", token)) }
      let response = try await send(
        HTTPRequest(.get, "\(endpoint)/b/\(PercentEncoding.encode(name))/o?\(PercentEncoding.query(query))"))
      guard let json = try? JSON.read(response.body) else {
        throw Failure(message: "the list of objects cannot be understood")
      }
      keys += json["items"]?.array?.compactMap { $0["name"]?.string } ?? []
      token = json["nextPageToken"]?.string
    } while token != nil
    return keys
  }

  private var keyHeaders: [HTTPHeader] {
    guard let customerKey else { return [] }
    func base64(_ bytes: [UInt8]) -> String { String(decoding: Base64.encode(bytes), as: UTF8.self) }
    return [
      HTTPHeader("x-goog-encryption-algorithm", "AES256"), HTTPHeader("x-goog-encryption-key", base64(customerKey)),
      HTTPHeader("x-goog-encryption-key-sha256", base64(Hashing.sha256(customerKey))),
    ]
  }

  private func send(_ request: HTTPRequest) async throws(Failure) -> HTTPResponse {
    var request = request
    request.timeout = .seconds(300)
    request.keepsPath = true
    do throws(GoogleCredentials.Failure) {
      request.headers.append(HTTPHeader("Authorization", "Bearer \(try await tokens.current())"))
    } catch { throw Failure(message: error.message) }
    let response: HTTPResponse
    do {
      // A condition that an earlier attempt has fulfilled would be refused the second time.
      let mayRepeat = request.method == .get || !request.url.contains("ifGenerationMatch")
      response = try await http.send(request, retry: mayRepeat ? .standard : .never)
    } catch { throw Failure(message: error.description) }
    guard response.isSuccess else {
      let words = (try? JSON.read(response.body))?["error"]?["message"]?.string
      throw Failure(
        status: response.status, message: "status \(response.status)" + (words.map { ", \($0)" } ?? ""))
    }
    return response
  }
}
