import Testing

@testable import Plugins

@Suite struct CallStateTests {
  private static func state(_ receive: (@Sendable ([UInt8]) -> Void)? = nil) -> CallState {
    CallState(
      call: Connection.Call(identifier: 1, path: "/a", message: [1, 2, 3], receive: receive, finish: { _ in }))
  }

  private static func add(_ state: CallState, _ bytes: [UInt8]) -> Bool {
    bytes.withUnsafeBufferPointer { state.add($0) }
  }

  @Test func `a message is sent with its length and received in pieces of any size`() {
    #expect(Self.state().body == [0, 0, 0, 0, 3, 1, 2, 3])
    let message: [UInt8] = [0, 0, 0, 0, 4, 9, 8, 7, 6]
    for size in 1...9 {
      let state = Self.state()
      state.addHeader(":status", "200")
      for start in stride(from: 0, to: message.count, by: size) {
        #expect(Self.add(state, Array(message[start..<min(message.count, start + size)])))
      }
      state.addHeader("grpc-status", "0")
      #expect(state.result(resetCode: 0) == .success([9, 8, 7, 6]))
    }
  }

  @Test func `what is no gRPC answer is refused`() {
    let cases: [([(String, String)], [UInt8], UInt32, String)] = [
      ([], [1, 0, 0, 0, 0], 0, "compressed"), ([], [0, 0xFF, 0xFF, 0xFF, 0xFF], 0, "4294967295 bytes"),
      ([], [0, 0, 0, 0, 0, 0, 0, 0, 0, 0], 0, "several messages"), ([("grpc-status", "0")], [], 0, "without a message"),
      ([(":status", "404")], [], 0, "HTTP status 404"),
      ([(":status", "200"), ("content-type", "text/html")], [], 0, "text/html"),
      ([(":status", "200")], [], 8, "HTTP/2 error 8"), ([(":status", "200")], [], 0, "without a gRPC status"),
    ]
    for (headers, bytes, reset, reason) in cases {
      let state = Self.state()
      for (name, value) in headers { state.addHeader(name, value) }
      _ = Self.add(state, bytes)
      guard case .failure(.malformed(let message)) = state.result(resetCode: reset) else {
        Issue.record("\(reason): \(state.result(resetCode: reset))")
        continue
      }
      #expect(message.contains(reason), "\(message)")
    }
  }

  @Test func `a status other than OK is a failure, with its message decoded`() {
    let state = Self.state()
    state.addHeader("grpc-status", "13")
    state.addHeader("grpc-message", "50%25")
    #expect(state.result(resetCode: 0) == .failure(.status(13, message: "50%")))
    let odd = Self.state()
    odd.addHeader("grpc-status", "many")
    #expect(odd.result(resetCode: 0) == .failure(.status(2, message: "")))
  }

  @Test func `a stream hands on each message`() async {
    let received = Promise<[UInt8]>()
    let state = Self.state { received.fulfil($0) }
    #expect(Self.add(state, [0, 0, 0, 0, 1, 5, 0, 0, 0, 0, 1, 6]))
    #expect(await received.value == [5])
    state.addHeader("grpc-status", "0")
    #expect(state.result(resetCode: 0) == .success([]))
  }
}
