import Model

/// The present credentials of a source, fetched once and again before they expire.
actor CredentialCache {
  private let source: CredentialSource
  private let fetcher: CredentialFetcher
  private var present: AWSCredentials?
  private var fetching: Task<Result<AWSCredentials, AWSError>, Never>?

  /// Credentials are given up this long before their end, so that none expires on the way.
  private static let margin = 300

  init(source: CredentialSource, fetcher: CredentialFetcher) {
    self.source = source
    self.fetcher = fetcher
  }

  func current() async throws(AWSError) -> AWSCredentials {
    if let present, isFresh(present) { return present }
    if let fetching { return try await fetching.value.get() }
    let task = Task { [source, fetcher] () -> Result<AWSCredentials, AWSError> in
      do throws(AWSError) { return .success(try await fetcher.fetch(source)) } catch { return .failure(error) }
    }
    fetching = task
    let result = await task.value
    fetching = nil
    present = try? result.get()
    return try result.get()
  }

  private func isFresh(_ credentials: AWSCredentials) -> Bool {
    guard let expiration = credentials.expiration else { return true }
    return fetcher.surroundings.now() + Self.margin < expiration
  }
}
