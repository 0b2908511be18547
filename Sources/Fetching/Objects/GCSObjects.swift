import Connecting
import Model

/// What an address after `gcs::` says: `https://www.googleapis.com/storage/v1/BUCKET/PATH#GENERATION`.
struct GCSLocation: Sendable, Hashable {
  var bucket: String
  /// Empty for the whole bucket.
  var key: String
  var generation: String?

  init(_ address: PackageAddress) throws(FetchError) {
    let parts = address.location.split(separator: "/", omittingEmptySubsequences: false)
    // https: "" www.googleapis.com storage v1 BUCKET PATH...
    guard parts.count >= 6, parts[0].lowercased() == "https:", parts[2].lowercased().hasSuffix("googleapis.com"),
      parts[3] == "storage", !parts[5].isEmpty
    else {
      throw FetchError(
        "\(quoted(address.location)) names no bucket of Google Cloud Storage: its address is "
          + "gcs::https://www.googleapis.com/storage/v1/BUCKET/PATH")
    }
    bucket = PercentEncoding.decode(String(parts[5]))
    key = PercentEncoding.decode(parts[6...].joined(separator: "/"))
    generation = address.fragment.flatMap { text in
      !text.isEmpty && text.utf8.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) } ? text : nil
    }
  }
}

/// The objects of a bucket of Google Cloud Storage.
struct GCSObjects: ObjectStore {
  private static let timeout: Duration = .seconds(1800)

  let bucket: String
  /// Only of single objects.
  let generation: String?
  let http: HTTPClient
  private let endpoint: String
  /// Nil where nobody asks for one.
  private let tokens: GoogleTokens?

  /// `STORAGE_EMULATOR_HOST` stands for another place, without credentials, as for Google's own libraries.
  init(_ location: GCSLocation, environment: [String: String], http: HTTPClient) throws(FetchError) {
    (bucket, generation, self.http) = (location.bucket, location.generation, http)
    let token = environment["GOOGLE_OAUTH_ACCESS_TOKEN"].flatMap { $0.isEmpty ? nil : $0 }
    if var host = environment["STORAGE_EMULATOR_HOST"], !host.isEmpty {
      while host.hasSuffix("/") { host.removeLast() }
      endpoint = (host.contains("://") ? host : "http://\(host)") + "/storage/v1"
      tokens = token.map { GoogleTokens(.token($0), http: http) }
    } else {
      endpoint = "https://storage.googleapis.com/storage/v1"
      do throws(GoogleCredentials.Failure) {
        tokens = GoogleTokens(try Self.credentials(token, environment), http: http)
      } catch { throw FetchError(error.message) }
    }
  }

  private static func credentials(
    _ token: String?, _ environment: [String: String]
  ) throws(GoogleCredentials.Failure) -> GoogleCredentials {
    if let token { return .token(token) }
    return try .standard(environment)
  }

  private var objects: String { "\(endpoint)/b/\(PercentEncoding.encode(bucket))/o" }

  func keys(prefix: String) async throws(FetchError) -> [String] {
    var keys: [String] = []
    var token: String?
    repeat {
      var query = [("prefix", prefix)]
      if let token { query.append(("pageToken", token)) }
      let response = try await send("\(objects)?\(PercentEncoding.query(query))") {
        (request) async throws(HTTPError) in try await http.send(request, retry: .standard)
      }
      guard let json = try? JSON.read(response.body) else {
        throw FetchError("the list of objects cannot be understood")
      }
      keys += json["items"]?.array?.compactMap { $0["name"]?.string } ?? []
      token = json["nextPageToken"]?.string
    } while token != nil && keys.count <= FolderLimits.standard.objects
    return keys
  }

  func download(_ key: String, to path: String) async throws(FetchError) {
    let version = generation.map { "&generation=\($0)" } ?? ""
    _ = try await send("\(objects)/\(PercentEncoding.encode(key))?alt=media\(version)") {
      (request) async throws(HTTPError) in
      var request = request
      request.timeout = Self.timeout
      request.maximumBodySize = WebPackage.maximumArchiveSize
      return try await http.download(request, to: path, retry: .standard)
    }
  }

  private func send(
    _ url: String, _ exchange: (HTTPRequest) async throws(HTTPError) -> HTTPResponse
  ) async throws(FetchError) -> HTTPResponse {
    var request = HTTPRequest(.get, url)
    request.keepsPath = true
    if let tokens {
      do throws(GoogleCredentials.Failure) {
        request.headers.append(HTTPHeader("Authorization", "Bearer \(try await tokens.current())"))
      } catch { throw FetchError(error.message) }
    }
    let response: HTTPResponse
    do { response = try await exchange(request) } catch { throw FetchError(error.description) }
    if response.isSuccess { return response }
    let words = (try? JSON.read(response.body))?["error"]?["message"]?.string
    throw FetchError(
      "Google Cloud Storage answered with status \(response.status)" + (words.map { ": \($0)" } ?? ""))
  }
}
