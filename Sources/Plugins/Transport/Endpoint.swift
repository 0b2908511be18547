import CSystem
import Glibc

/// Where a provider listens.
enum Endpoint: Sendable, Hashable, CustomStringConvertible {
  case unix(path: String)
  case loopback(address: String, port: UInt16)

  /// As a handshake or a reattachment states it; nil for other networks and for other machines.
  init?(network: String, address: String) {
    switch network {
    case "unix":
      guard !address.isEmpty else { return nil }
      self = .unix(path: address)
    case "tcp":
      guard let colon = address.lastIndex(of: ":"), let port = UInt16(address[address.index(after: colon)...]), port > 0
      else { return nil }
      let host = address[..<colon]
      guard host == "localhost" || host.hasPrefix("127.") else { return nil }
      self = .loopback(address: host == "localhost" ? "127.0.0.1" : String(host), port: port)
    default: return nil
    }
  }

  var description: String {
    switch self {
    case .unix(let path): path
    case .loopback(let address, let port): "\(address):\(port)"
    }
  }

  /// A connected, non-blocking socket.
  func connect() throws(RPCFailure) -> Int32 {
    let descriptor =
      switch self {
      case .unix(let path): plumb_connect_unix(path)
      case .loopback(let address, let port): plumb_connect_loopback(address, port)
      }
    guard descriptor >= 0 else {
      throw .connectionLost("connecting to \(self) failed: \(String(cString: strerror(-descriptor)))")
    }
    return descriptor
  }
}
