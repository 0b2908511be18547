import CCurl
import Synchronization

/// libcurl's handles that are not in use, with the connections that they keep, by the origin that they were used for. A server that is
/// asked many questions is then connected to, and its certificate looked at, only as often as it is asked at once. Each handle is in
/// one hand only: what takes one has it until it gives it back.
final class ConnectionPool: Sendable {
  /// Every handle keeps a connection open: so many of all origins together, the one used longest ago going first.
  private static let most = 96

  private struct Idle {
    var origin: String
    /// Pointers do not travel between threads.
    var handle: UInt
  }

  private let idle = Mutex<[Idle]>([])

  deinit {
    for idle in idle.withLock({ $0 }) { Self.clean(idle.handle) }
  }

  /// One that was used for the origin before, or a new one.
  func take(for url: String) -> UnsafeMutableRawPointer? {
    let origin = Self.origin(of: url)
    let found = idle.withLock { idle -> UInt? in
      // The last one used: its connection is the least likely to have been closed.
      idle.lastIndex { $0.origin == origin }.map { idle.remove(at: $0).handle }
    }
    guard let found, let handle = UnsafeMutableRawPointer(bitPattern: found) else { return curl_easy_init() }
    // Options go, connections stay.
    curl_easy_reset(handle)
    return handle
  }

  func giveBack(_ handle: UnsafeMutableRawPointer, for url: String) {
    // Nothing of the request, its credentials least of all, is to lie about.
    curl_easy_reset(handle)
    let entry = Idle(origin: Self.origin(of: url), handle: UInt(bitPattern: handle))
    let oldest = idle.withLock { idle -> UInt? in
      idle.append(entry)
      return idle.count > Self.most ? idle.removeFirst().handle : nil
    }
    if let oldest { Self.clean(oldest) }
  }

  private static func clean(_ handle: UInt) { curl_easy_cleanup(UnsafeMutableRawPointer(bitPattern: handle)) }

  /// Scheme, host and port, as written.
  private static func origin(of url: String) -> String {
    url.split(separator: "/", maxSplits: 3, omittingEmptySubsequences: false).prefix(3).joined(separator: "/")
      .lowercased()
  }
}
