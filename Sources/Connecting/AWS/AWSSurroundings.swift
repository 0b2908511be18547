import Glibc
package import Model

/// The world as the AWS layer meets it: all that is neither argument nor answer.
package struct AWSSurroundings: Sendable {
  package var environment: [String: String]
  /// Nil where there is no such file.
  package var readFile: @Sendable (String) -> [UInt8]?
  package var http: HTTPClient
  package var now: @Sendable () -> UTCTime
  package var wait: @Sendable (Duration) async throws -> Void
  /// From 0 to 1, for the pauses between attempts.
  package var random: @Sendable () -> Double

  package init(
    environment: [String: String], readFile: @escaping @Sendable (String) -> [UInt8]? = AWSSurroundings.file,
    http: HTTPClient = HTTPClient(), now: @escaping @Sendable () -> UTCTime = { .now },
    wait: @escaping @Sendable (Duration) async throws -> Void = { try await Task.sleep(for: $0) },
    random: @escaping @Sendable () -> Double = { Double.random(in: 0...1) }
  ) {
    self.environment = environment
    self.readFile = readFile
    self.http = http
    self.now = now
    self.wait = wait
    self.random = random
  }

  /// A longer file is no profile, token or cache.
  private static let maximumFileSize = 4 << 20

  package static func file(_ path: String) -> [UInt8]? {
    let descriptor = open(WorkingDirectory.path(path), O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while bytes.count <= maximumFileSize {
      let count = read(descriptor, &buffer, buffer.count)
      if count == 0 { return bytes }
      if count < 0 {
        if errno == EINTR { continue }
        return nil
      }
      bytes += buffer.prefix(count)
    }
    return nil
  }

  /// A path with the user's home in place of a leading `~`.
  func expanded(_ path: String) -> String {
    guard path == "~" || path.hasPrefix("~/"), let home = environment["HOME"], !home.isEmpty else { return path }
    return home + path.dropFirst()
  }

  /// The shared files, as settings, environment and custom name them.
  func profiles(_ settings: AWSSettings) throws(AWSError) -> SharedProfiles {
    let config = try files(settings.configFiles, variable: "AWS_CONFIG_FILE", usual: "~/.aws/config")
    let credentials = try files(
      settings.credentialsFiles, variable: "AWS_SHARED_CREDENTIALS_FILE", usual: "~/.aws/credentials")
    return try SharedProfiles(configFiles: config, credentialsFiles: credentials)
  }

  private func files(
    _ named: [String], variable: String, usual: String
  ) throws(AWSError) -> [(path: String, text: String)] {
    let places = named.isEmpty ? [environment[variable].flatMap { $0.isEmpty ? nil : $0 } ?? usual] : named
    return places.compactMap { place in
      let path = expanded(place)
      return readFile(path).map { (path, String(decoding: $0, as: UTF8.self)) }
    }
  }
}
