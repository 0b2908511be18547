import Configuring
package import Connecting
import Foundation
import Model
import Synchronization

/// Speaks the module registry protocol.
package final class ModuleRegistry: Sendable {
  /// Why a registry does not give what is asked.
  enum Failure: Error, Sendable, Hashable {
    case notFound
    case failed(String)
  }

  private static let service = "modules.v1"
  private static let maximumDocumentSize = 16 << 20

  private let hosts: RegistryHosts
  private let client: HTTPClient
  private let found = Mutex(Found())

  /// Answers, so that each question is asked once.
  private struct Found {
    var services: [String: String] = [:]
    var versions: [RegistryModule: [Version]] = [:]
  }

  package init(hosts: RegistryHosts, client: HTTPClient) {
    self.hosts = hosts
    self.client = client
  }

  func versions(of module: RegistryModule) async throws(Failure) -> [Version] {
    if let known = found.withLock({ $0.versions[module] }) { return known }
    let base = try await modulesService(of: module.host)
    let response = try await send(base + "\(module.path)/versions", host: module.host)
    guard let list = json(response)?["modules"]?.array?.first?["versions"]?.array else {
      throw .failed("the answer from \(response.url) is no list of versions")
    }
    // What is no version can only be chosen by those who know it.
    let versions = list.compactMap { $0["version"]?.string }.compactMap { try? Version($0) }
    found.withLock { $0.versions[module] = versions }
    return versions
  }

  /// Where the package of one version is.
  func location(of module: RegistryModule, _ version: Version) async throws(Failure) -> String {
    let base = try await modulesService(of: module.host)
    let response = try await send(base + "\(module.path)/\(version)/download", host: module.host)
    let location = response.header("X-Terraform-Get") ?? json(response)?["location"]?.string
    guard let location, !location.isEmpty else {
      throw .failed("the answer from \(response.url) does not say where the module is")
    }
    do { return try WebPackage.resolved(location, against: response.url) } catch { throw .failed(error.message) }
  }

  // MARK: - Hosts

  /// The base URL of a host's module registry, with a slash at its end.
  private func modulesService(of host: String) async throws(Failure) -> String {
    if let known = found.withLock({ $0.services[host] }) { return known }
    var url: String
    if let given = hosts.services[host] {
      guard let text = given[Self.service] else {
        throw .failed("the host block for \(host) in the CLI configuration has no service \(Self.service)")
      }
      url = text
    } else {
      let discovery = "https://\(host)/.well-known/terraform.json"
      let response: HTTPResponse
      do { response = try await send(discovery, host: host) } catch {
        if error == .notFound { throw .failed("host \(host) does not provide Terraform services") }
        throw error
      }
      guard let text = json(response)?[Self.service]?.string else {
        throw .failed("host \(host) does not provide a module registry")
      }
      do { url = try WebPackage.resolved(text, against: response.url) } catch { throw .failed(error.message) }
    }
    guard isTrustworthy(url) else {
      throw .failed("the module registry of \(host) has the address \(url), which is not https")
    }
    if !url.hasSuffix("/") { url += "/" }
    let base = url
    found.withLock { $0.services[host] = base }
    return base
  }

  private func send(_ url: String, host: String) async throws(Failure) -> HTTPResponse {
    var request = HTTPRequest(.get, url)
    request.maximumBodySize = Self.maximumDocumentSize
    if isTrustworthy(url), let token = await hosts.tokens.token(for: host) {
      request.headers.append(HTTPHeader("Authorization", "Bearer \(token)"))
    }
    let response: HTTPResponse
    do { response = try await client.send(request, retry: .standard) } catch {
      throw .failed(URLText.withoutSecrets(error.description))
    }
    switch response.status {
    case 200..<300: return response
    case 404, 410: throw .notFound
    case 401, 403:
      throw .failed(
        "host \(host) rejected the credentials, or none are given for it: see \"credentials\" in the CLI configuration,"
          + " or TF_TOKEN_\(host.replacing("-", with: "__").replacing(".", with: "_"))"
          + hosts.tokens.problem(with: host))
    default: throw .failed("unsuccessful request to \(url): status \(response.status)")
    }
  }

  private func json(_ response: HTTPResponse) -> JSON? { try? JSON.read(response.body) }

  /// Whether what comes from there is what its owner sent: over TLS, or from this machine.
  private func isTrustworthy(_ url: String) -> Bool {
    guard let url = URL(string: url) else { return false }
    return url.scheme == "https"
      || (url.scheme == "http" && ["localhost", "127.0.0.1", "::1", "[::1]"].contains(url.host ?? ""))
  }
}
