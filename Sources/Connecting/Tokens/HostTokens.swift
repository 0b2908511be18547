import Synchronization

/// The tokens that hosts want to see: those that are known, and otherwise those of a helper, which is asked once for each host.
package final class HostTokens: Sendable {
  private let helper: CredentialsHelper?
  private let known: [String: String]
  private let asked = Mutex<[String: Result<String?, CredentialsHelper.Failure>]>([:])

  /// `known` is by host name.
  package init(_ known: [String: String], helper: CredentialsHelper? = nil) {
    self.known = known
    self.helper = helper
  }

  /// Nil where there is none: most hosts want none.
  package func token(for host: String) async -> String? {
    if let token = known[host] { return token }
    guard let helper else { return nil }
    if let answer = asked.withLock({ $0[host] }) { return try? answer.get() }
    let answer: Result<String?, CredentialsHelper.Failure>
    do throws(CredentialsHelper.Failure) {
      answer = .success(try await helper.token(for: host))
    } catch { answer = .failure(error) }
    asked.withLock { $0[host] = answer }
    return try? answer.get()
  }

  /// Why a host that has refused us may not have seen a token; empty where nothing went wrong.
  package func problem(with host: String) -> String {
    guard case .failure(let failure) = asked.withLock({ $0[host] }) else { return "" }
    return ". The credentials helper failed: \(failure.message)"
  }
}
