import Connecting
import Foundation
import Model

/// What a web server gives: an archive, or word of where the package is.
struct WebPackage: Sendable {
  static let timeout = Duration.seconds(1800)
  /// Packages of modules are text; those with programs in them are some hundred MiB.
  static let maximumArchiveSize = 2 << 30
  private static let maximumPageSize = 4 << 20

  let client: HTTPClient
  let netrcFile: String?

  /// Downloads an archive and unpacks it.
  func fetch(archive address: PackageAddress, checksum: String?, into directory: String) async throws(FetchError) {
    let file = NSTemporaryDirectory() + "plumb-archive-\(UUID().uuidString)"
    defer { try? FileManager.default.removeItem(atPath: file) }
    var request = request(address.description)
    request.timeout = Self.timeout
    request.maximumBodySize = Self.maximumArchiveSize
    let response: HTTPResponse
    do { response = try await client.download(request, to: file, retry: .standard) } catch { throw said(error) }
    if !response.isSuccess { throw FetchError("bad response code: \(response.status)") }
    if let checksum { try await self.checksum(checksum, of: address).check(file) }
    try await offThePool { () throws(FetchError) in try Archive.unpack(file, into: directory) }
  }

  /// A digest as it is given, or as the list at another address has it.
  func checksum(_ text: String, of address: PackageAddress) async throws(FetchError) -> Checksum {
    guard text.hasPrefix("file:") else { return try Checksum(text) }
    let list = String(text.dropFirst(5))
    let response: HTTPResponse
    do { response = try await client.send(request(list), retry: .standard) } catch { throw said(error) }
    if !response.isSuccess { throw FetchError("bad response code for the checksums at \(list): \(response.status)") }
    let name = String(address.location.split(separator: "/").last ?? "")
    guard let sum = Fetching.checksum(of: name, in: String(decoding: response.body, as: UTF8.self)) else {
      throw FetchError("no checksum for \(name) in \(list)")
    }
    return sum
  }

  /// Where a server says that the package is: in a header, or in the page that people would see.
  func location(_ address: PackageAddress) async throws(FetchError) -> String {
    var asked = address
    asked.add("terraform-get", "1")
    var request = request(asked.description)
    request.maximumBodySize = Self.maximumPageSize
    let response: HTTPResponse
    do { response = try await client.send(request, retry: .standard) } catch { throw said(error) }
    if !response.isSuccess { throw FetchError("bad response code: \(response.status)") }
    let found = response.header("X-Terraform-Get") ?? Self.metaLocation(String(decoding: response.body, as: UTF8.self))
    guard let found, !found.isEmpty else { throw FetchError("no source URL was returned") }
    return try Self.resolved(found, against: response.url)
  }

  /// A path is one on the same server, never one on our disk.
  static func resolved(_ text: String, against base: String) throws(FetchError) -> String {
    guard text.hasPrefix("/") || text.hasPrefix("./") || text.hasPrefix("../") else { return text }
    guard let base = URL(string: base), let url = URL(string: text, relativeTo: base)?.absoluteURL else {
      throw FetchError("invalid source string: \(text)")
    }
    return url.absoluteString
  }

  /// The content of `<meta name="terraform-get" content="...">`.
  static func metaLocation(_ page: String) -> String? {
    for tag in page.split(separator: "<") where tag.lowercased().hasPrefix("meta") {
      let text = tag.prefix { $0 != ">" }
      guard attribute("name", of: text)?.lowercased() == "terraform-get" else { continue }
      return attribute("content", of: text)
    }
    return nil
  }

  private static func attribute(_ name: String, of tag: Substring) -> String? {
    for quote in ["\"", "'"] as [Character] {
      guard let start = tag.firstRange(of: "\(name)=\(quote)") else { continue }
      return String(tag[start.upperBound...].prefix { $0 != quote }).replacing("&amp;", with: "&")
    }
    return nil
  }

  private func request(_ url: String) -> HTTPRequest {
    var request = HTTPRequest(.get, url)
    request.netrcFile = netrcFile
    return request
  }

  private func said(_ error: HTTPError) -> FetchError { FetchError(URLText.withoutSecrets(error.description)) }
}
