import Connecting
import Foundation
import Model
import Synchronization

/// Speaks the provider registry protocol and the network mirror protocol.
final class RegistryClient: Sendable {
  /// Provider archives are up to 200 MB today.
  static let maximumArchiveSize = 2 << 30
  static let maximumDocumentSize = 16 << 20
  static let downloadTimeout = Duration.seconds(1800)

  private let settings: CommandLineSettings
  private let tokens: HostTokens
  private let client: HTTPClient
  private let platform: String
  /// What hosts said about themselves, so that each is asked once.
  private let discovered = Mutex<[String: String]>([:])

  init(settings: CommandLineSettings, client: HTTPClient, platform: String) {
    self.settings = settings
    tokens = HostTokens(settings.tokens, helper: settings.credentialsHelper)
    self.client = client
    self.platform = platform
  }

  // MARK: - Registries

  /// Nil where the registry does not know the provider.
  func versions(of provider: ProviderAddress) async throws(PackageError) -> ProviderSources.Offer? {
    let base = try await providersService(of: provider.host)
    let path = "\(provider.namespace)/\(provider.type)/versions"
    guard let (json, _) = try await document(base + path, host: provider.host) else { return nil }
    guard let versions = json["versions"]?.array else {
      throw PackageError("the registry \(provider.host) gave no list of versions of \(provider)")
    }
    var offer = ProviderSources.Offer()
    for entry in versions {
      guard let text = entry["version"]?.string, let version = try? Version(text) else { continue }
      // Whatever the platforms: a team's lock file must not depend on who writes it.
      offer.versions.insert(version)
    }
    offer.warnings = json["warnings"]?.array?.compactMap { $0.string } ?? []
    return offer
  }

  func package(_ provider: ProviderAddress, _ version: Version) async throws(PackageError) -> ProviderPackage? {
    let base = try await providersService(of: provider.host)
    let parts = platform.split(separator: "_").joined(separator: "/")
    let path = "\(provider.namespace)/\(provider.type)/\(version)/download/\(parts)"
    guard let (json, url) = try await document(base + path, host: provider.host) else { return nil }
    func text(_ name: String) throws(PackageError) -> String {
      guard let text = json[name]?.string, !text.isEmpty else {
        throw PackageError("the registry \(provider.host) gave no \(name) for \(provider) \(version)")
      }
      return text
    }
    let archive = try resolved(try text("download_url"), against: url)
    let keys = json["signing_keys"]?["gpg_public_keys"]?.array?.compactMap { $0["ascii_armor"]?.string } ?? []
    let checksums = try await bytes(try resolved(try text("shasums_url"), against: url))
    let signature = try await bytes(try resolved(try text("shasums_signature_url"), against: url))
    let signed = ProviderPackage.SignedChecksums(
      checksum: try text("shasum").lowercased(), fileName: try text("filename"), document: checksums,
      signature: signature, armoredKeys: keys)
    return ProviderPackage(location: .remote(url: archive), proof: .signed(signed))
  }

  /// The base URL of a host's provider registry, with a slash at its end.
  private func providersService(of host: String) async throws(PackageError) -> String {
    if let known = discovered.withLock({ $0[host] }) { return known }
    let service = "providers.v1"
    var url: String
    if let given = settings.hosts[host] {
      guard let text = given[service] else {
        throw PackageError("the host block for \(host) in the CLI configuration has no service \(service)")
      }
      url = text
    } else {
      let discovery = "https://\(host)/.well-known/terraform.json"
      guard let (json, place) = try await document(discovery, host: host), let text = json[service]?.string else {
        throw PackageError("host \(host) does not offer a provider registry")
      }
      url = try resolved(text, against: place)
    }
    guard isTrustworthy(url) else {
      throw PackageError("the provider registry of \(host) has the address \(url), which is not https")
    }
    if !url.hasSuffix("/") { url += "/" }
    let base = url
    discovered.withLock { $0[host] = base }
    return base
  }

  // MARK: - Network mirrors

  func mirrorVersions(of provider: ProviderAddress, mirror: String) async throws(PackageError) -> Set<Version>? {
    let url = try mirrorBase(mirror) + "\(provider)/index.json"
    guard let (json, _) = try await document(url, host: hostName(url)) else { return nil }
    guard let versions = json["versions"]?.members else {
      throw PackageError("the provider mirror's answer at \(url) has no versions in it")
    }
    return Set(versions.compactMap { try? Version($0.name) })
  }

  func mirrorPackage(
    _ provider: ProviderAddress, _ version: Version, mirror: String
  ) async throws(PackageError) -> ProviderPackage? {
    let url = try mirrorBase(mirror) + "\(provider)/\(version).json"
    guard let (json, place) = try await document(url, host: hostName(url)) else { return nil }
    guard let archive = json["archives"]?[platform], let path = archive["url"]?.string else { return nil }
    let hashes = archive["hashes"]?.array?.compactMap { $0.string } ?? []
    return ProviderPackage(
      location: .remote(url: try resolved(path, against: place)), proof: hashes.isEmpty ? .none : .hashes(hashes))
  }

  private func mirrorBase(_ url: String) throws(PackageError) -> String {
    guard isTrustworthy(url) else { throw PackageError("the network mirror \(url) is not https") }
    return url.hasSuffix("/") ? url : url + "/"
  }

  // MARK: - Requests

  func download(_ url: String, to path: String) async throws(PackageError) {
    var request = HTTPRequest(.get, url)
    request.timeout = Self.downloadTimeout
    request.maximumBodySize = Self.maximumArchiveSize
    do {
      let response = try await client.download(request, to: path, retry: .standard)
      if !response.isSuccess { throw PackageError("unsuccessful request to \(url): status \(response.status)") }
    } catch let error as HTTPError {
      throw PackageError(error.description)
    } catch let error as PackageError {
      throw error
    } catch {
      throw PackageError("\(error)")
    }
  }

  /// A JSON document and where it was found; nil where there is none.
  private func document(_ url: String, host: String) async throws(PackageError) -> (json: JSON, url: String)? {
    let response = try await send(url, tokenOf: host)
    switch response.status {
    case 200..<300: break
    case 404, 410: return nil
    case 401, 403:
      throw PackageError(
        "host \(host) rejected the credentials, or none are given for it: see \"credentials\" in the CLI configuration"
          + tokens.problem(with: host))
    default: throw PackageError("unsuccessful request to \(url): status \(response.status)")
    }
    do { return (try JSON.read(response.body), response.url) } catch {
      throw PackageError("the answer from \(url) is no JSON: \(error.message)")
    }
  }

  private func bytes(_ url: String) async throws(PackageError) -> [UInt8] {
    let response = try await send(url, tokenOf: nil)
    if !response.isSuccess { throw PackageError("unsuccessful request to \(url): status \(response.status)") }
    return response.body
  }

  /// The token is that of the host whose registry or mirror is asked, wherever discovery says that this is. Archives and
  /// lists of checksums lie elsewhere and get none.
  private func send(_ url: String, tokenOf host: String?) async throws(PackageError) -> HTTPResponse {
    var request = HTTPRequest(.get, url)
    if let host, isTrustworthy(url), let token = await tokens.token(for: host) {
      request.headers.append(HTTPHeader("Authorization", "Bearer \(token)"))
    }
    request.maximumBodySize = Self.maximumDocumentSize
    do { return try await client.send(request, retry: .standard) } catch {
      throw PackageError(error.description)
    }
  }

  // MARK: - Addresses

  private func resolved(_ text: String, against base: String) throws(PackageError) -> String {
    guard let base = URL(string: base), let url = URL(string: text, relativeTo: base)?.absoluteURL,
      url.scheme == "https" || url.scheme == "http"
    else { throw PackageError("\"\(text)\" is no valid http or https URL") }
    return url.absoluteString
  }

  /// As hosts are named in addresses and settings: with the port, if one is given.
  private func hostName(_ url: String) -> String {
    guard let url = URL(string: url), let host = url.host else { return "" }
    return (url.port.map { "\(host):\($0)" } ?? host).lowercased()
  }

  /// Whether what comes from there is what its owner sent: over TLS, or from this machine.
  private func isTrustworthy(_ url: String) -> Bool {
    guard let url = URL(string: url) else { return false }
    return url.scheme == "https"
      || (url.scheme == "http" && ["localhost", "127.0.0.1", "::1", "[::1]"].contains(url.host ?? ""))
  }
}
