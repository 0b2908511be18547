/// One call on a connection: what is still to be sent and what has come.
final class CallState {
  let call: Connection.Call
  /// The message with its gRPC prefix.
  let body: [UInt8]
  var sent = 0
  private var received: [UInt8] = []
  private var messages: [[UInt8]] = []
  private var httpStatus: String?
  private var contentType: String?
  private var grpcStatus: Int?
  private var grpcMessage = ""
  private(set) var violation: String?

  init(call: Connection.Call) {
    self.call = call
    var body: [UInt8] = []
    body.reserveCapacity(call.message.count + 5)
    body.append(0)
    let count = UInt32(call.message.count)
    for shift in [24, 16, 8, 0] { body.append(UInt8(truncatingIfNeeded: count >> UInt32(shift))) }
    body.append(contentsOf: call.message)
    self.body = body
  }

  func addHeader(_ name: String, _ value: String) {
    switch name {
    case ":status": httpStatus = value
    case "content-type": contentType = value
    case "grpc-status": grpcStatus = Int(value) ?? 2
    case "grpc-message": grpcMessage = percentDecoded(value)
    default: break
    }
  }

  /// Takes bytes of the body; false when they are no gRPC.
  func add(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    if received.isEmpty, bytes.count >= 5 {
      // The whole length is known from the start: room is made once.
      let length = Self.length(bytes[0..<5])
      if length <= Connection.maximumMessageSize { received.reserveCapacity(length + 5) }
    }
    received.append(contentsOf: bytes)
    while received.count >= 5 {
      guard received[0] == 0 else { return violate("it sent a compressed message, which was not agreed") }
      let length = Self.length(received[0..<5])
      guard length <= Connection.maximumMessageSize else {
        return violate("it sent a message of \(length) bytes; at most \(Connection.maximumMessageSize) are accepted")
      }
      if received.count < 5 + length { break }
      let message = Array(received[5..<5 + length])
      received.removeFirst(5 + length)
      if let receive = call.receive {
        receive(message)
      } else if messages.isEmpty {
        messages.append(message)
      } else {
        return violate("it sent several messages where one was expected")
      }
    }
    return true
  }

  private static func length(_ prefix: some Collection<UInt8>) -> Int {
    prefix.dropFirst().reduce(0) { $0 << 8 | Int($1) }
  }

  private func violate(_ message: String) -> Bool {
    violation = message
    return false
  }

  /// What the call came to, when its stream has been closed. `resetCode` is HTTP/2's, zero for an orderly end.
  func result(resetCode: UInt32) -> Result<[UInt8], RPCFailure> {
    if let violation { return .failure(.malformed(violation)) }
    if let grpcStatus {
      if grpcStatus != 0 { return .failure(.status(grpcStatus, message: grpcMessage)) }
      if let message = messages.first { return .success(message) }
      return call.receive == nil ? .failure(.malformed("it answered without a message")) : .success([])
    }
    if let httpStatus, httpStatus != "200" {
      return .failure(.malformed("it answered with HTTP status \(httpStatus)"))
    }
    if let contentType, !contentType.hasPrefix("application/grpc") {
      return .failure(.malformed("it answered with content of type \(contentType.debugDescription)"))
    }
    if resetCode != 0 { return .failure(.malformed("it broke off the call (HTTP/2 error \(resetCode))")) }
    return .failure(.malformed("it answered without a gRPC status"))
  }
}
