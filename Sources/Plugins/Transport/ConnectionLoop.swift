import CNGHTTP2
import CSystem
import Glibc

/// The thread of a connection: owns the socket and the HTTP/2 session, and nobody else touches them.
final class ConnectionLoop {
  /// A schema of 5 MB comes in one go instead of waiting for window updates every 64 KB.
  private static let windowSize: Int32 = 64 << 20
  private static let bufferSize = 1 << 18
  /// Not more than this waits to be written before the session is asked for more.
  private static let maximumUnsent = 1 << 20

  private let descriptor: Int32
  private let security: TLSLayer?
  private var session: OpaquePointer?
  private var calls: [Int32: CallState] = [:]
  private var streams: [UInt64: Int32] = [:]
  private var unsent: [UInt8] = []
  private var unsentStart = 0
  private var isClosing = false
  /// What the library found wrong with what came.
  private var complaint: String?
  /// Until when the other side must have begun to speak HTTP/2; nil when it has.
  private var greetingDeadline: ContinuousClock.Instant?
  private let greetingLimit: Duration

  private init(descriptor: Int32, security: TLSLayer?, greetingLimit: Duration) {
    self.descriptor = descriptor
    self.security = security
    self.greetingLimit = greetingLimit
    greetingDeadline = ContinuousClock.now + greetingLimit
  }

  deinit {
    if let session { nghttp2_session_del(session) }
    close(descriptor)
  }

  /// Serves the connection until it ends, and says why it did.
  static func run(
    descriptor: Int32, wake: WakeDescriptor, certificate: [UInt8]?, greetingWithin limit: Duration,
    orders: () -> [Connection.Order]
  ) -> RPCFailure {
    do throws(RPCFailure) {
      var security: TLSLayer?
      if let certificate {
        do throws(RPCFailure) { security = try TLSLayer(pinned: certificate) } catch {
          close(descriptor)
          throw error
        }
      }
      let loop = ConnectionLoop(descriptor: descriptor, security: security, greetingLimit: limit)
      do throws(RPCFailure) {
        try loop.start()
        try loop.serve(wake: wake, orders: orders)
        throw .connectionLost("the connection was closed")
      } catch {
        loop.failAll(error)
        throw error
      }
    } catch { return error }
  }

  private func failAll(_ failure: RPCFailure) {
    let pending = calls
    calls = [:]
    for (_, state) in pending { state.call.finish(.failure(failure)) }
  }
}

// MARK: The loop

extension ConnectionLoop {
  private func serve(wake: WakeDescriptor, orders: () -> [Connection.Order]) throws(RPCFailure) {
    while true {
      wake.clear()
      for order in orders() { try follow(order) }
      endLateCalls()
      if let greetingDeadline, greetingDeadline <= ContinuousClock.now {
        throw .malformed("it listens, but did not begin to speak HTTP/2 within \(greetingLimit)")
      }
      try write()
      try endIfOver()
      if isClosing { return }
      var watched = [
        pollfd(fd: descriptor, events: Int16(hasUnsent ? POLLIN | POLLOUT : POLLIN), revents: 0),
        pollfd(fd: wake.descriptor, events: Int16(POLLIN), revents: 0),
      ]
      if poll(&watched, 2, timeUntilDeadline()) < 0, errno != EINTR {
        throw .connectionLost("poll: \(String(cString: strerror(errno)))")
      }
      if watched[0].revents & Int16(POLLIN | POLLHUP | POLLERR) != 0 { try read() }
    }
  }

  private func timeUntilDeadline() -> Int32 {
    let deadlines = calls.values.compactMap(\.call.deadline) + [greetingDeadline].compactMap { $0 }
    guard let first = deadlines.min() else { return -1 }
    return max(0, (first - ContinuousClock.now).milliseconds + 1)
  }

  private func endLateCalls() {
    let now = ContinuousClock.now
    for (stream, state) in calls {
      if let deadline = state.call.deadline, deadline <= now { abandon(stream, .deadlineExceeded) }
    }
  }

  private func follow(_ order: Connection.Order) throws(RPCFailure) {
    switch order {
    case .call(let call): submit(call)
    case .cancel(let identifier):
      if let stream = streams[identifier] { abandon(stream, .cancelled) }
    case .close:
      nghttp2_session_terminate_session(session, UInt32(NGHTTP2_NO_ERROR.rawValue))
      isClosing = true
    }
  }

  /// Ends a call on our side and tells the other.
  private func abandon(_ stream: Int32, _ failure: RPCFailure) {
    guard let state = remove(stream) else { return }
    nghttp2_submit_rst_stream(session, UInt8(NGHTTP2_FLAG_NONE.rawValue), stream, UInt32(NGHTTP2_CANCEL.rawValue))
    state.call.finish(.failure(failure))
  }

  private func remove(_ stream: Int32) -> CallState? {
    guard let state = calls.removeValue(forKey: stream) else { return nil }
    streams[state.call.identifier] = nil
    return state
  }

  private var hasUnsent: Bool { unsentStart < unsent.count || security?.hasUnsent == true }

  private func write() throws(RPCFailure) {
    while true {
      while unsent.count - unsentStart < Self.maximumUnsent {
        var bytes: UnsafePointer<UInt8>?
        let count = nghttp2_session_mem_send(session, &bytes)
        guard count >= 0 else { throw failure("sending", Int32(count)) }
        guard count > 0, let bytes else { break }
        let frame = UnsafeBufferPointer(start: bytes, count: count)
        if let security { try security.encrypt(frame) } else { unsent.append(contentsOf: frame) }
      }
      if let security { unsent.append(contentsOf: security.takeUnsent()) }
      if unsentStart == unsent.count { return }
      let count = unsent.withUnsafeBytes { bytes in
        plumb_send(descriptor, bytes.baseAddress! + unsentStart, bytes.count - unsentStart)
      }
      if count < 0 {
        if errno == EAGAIN { return }
        if errno == EINTR { continue }
        throw .connectionLost("writing to it failed: \(String(cString: strerror(errno)))")
      }
      unsentStart += count
      if unsentStart == unsent.count {
        unsent.removeAll(keepingCapacity: true)
        unsentStart = 0
      }
    }
  }

  private func read() throws(RPCFailure) {
    var buffer = [UInt8](repeating: 0, count: Self.bufferSize)
    while true {
      let count = recv(descriptor, &buffer, buffer.count, 0)
      if count == 0 { throw .connectionLost("it closed the connection") }
      if count < 0 {
        if errno == EAGAIN { return }
        if errno == EINTR { continue }
        throw .connectionLost("reading from it failed: \(String(cString: strerror(errno)))")
      }
      if let security {
        try receive(security.decrypt(buffer[..<count]))
      } else {
        try receive(buffer[..<count])
      }
      if count < buffer.count { return }
    }
  }

  private func receive(_ bytes: ArraySlice<UInt8>) throws(RPCFailure) {
    let taken = bytes.withUnsafeBufferPointer { nghttp2_session_mem_recv(session, $0.baseAddress, $0.count) }
    if taken < 0 { throw failure("reading", Int32(taken)) }
  }

  /// A session is over when one side has said so, and ours does when the other breaks the rules.
  private func endIfOver() throws(RPCFailure) {
    if isClosing || nghttp2_session_want_read(session) != 0 || nghttp2_session_want_write(session) != 0 { return }
    if let complaint { throw .malformed("HTTP/2 failed: \(complaint)") }
    throw .connectionLost("it ended the HTTP/2 session")
  }

  private func failure(_ activity: String, _ code: Int32) -> RPCFailure {
    .malformed("HTTP/2 failed while \(activity): \(complaint ?? String(cString: nghttp2_strerror(code)))")
  }
}

// MARK: The session

extension ConnectionLoop {
  private func start() throws(RPCFailure) {
    var callbacks: OpaquePointer?
    nghttp2_session_callbacks_new(&callbacks)
    defer { nghttp2_session_callbacks_del(callbacks) }
    nghttp2_session_callbacks_set_on_header_callback(callbacks) {
      _, frame, name, nameCount, value, valueCount, _, raw in
      guard let frame, let name, let value, let loop = ConnectionLoop.of(raw) else { return 0 }
      loop.calls[frame.pointee.hd.stream_id]?.addHeader(
        String(decoding: UnsafeBufferPointer(start: name, count: nameCount), as: UTF8.self),
        String(decoding: UnsafeBufferPointer(start: value, count: valueCount), as: UTF8.self))
      return 0
    }
    nghttp2_session_callbacks_set_on_data_chunk_recv_callback(callbacks) { session, _, stream, bytes, count, raw in
      guard let loop = ConnectionLoop.of(raw), let state = loop.calls[stream] else { return 0 }
      if !state.add(UnsafeBufferPointer(start: bytes, count: count)) {
        nghttp2_submit_rst_stream(
          session, UInt8(NGHTTP2_FLAG_NONE.rawValue), stream, UInt32(NGHTTP2_CANCEL.rawValue))
      }
      return 0
    }
    nghttp2_session_callbacks_set_on_stream_close_callback(callbacks) { _, stream, code, raw in
      if let loop = ConnectionLoop.of(raw), let state = loop.remove(stream) {
        state.call.finish(state.result(resetCode: code))
      }
      return 0
    }
    nghttp2_session_callbacks_set_error_callback2(callbacks) { _, _, text, count, raw in
      guard let text, let loop = ConnectionLoop.of(raw), loop.complaint == nil else { return 0 }
      loop.complaint = text.withMemoryRebound(to: UInt8.self, capacity: count) {
        String(decoding: UnsafeBufferPointer(start: $0, count: count), as: UTF8.self)
      }
      return 0
    }
    nghttp2_session_callbacks_set_on_frame_recv_callback(callbacks) { _, _, raw in
      ConnectionLoop.of(raw)?.greetingDeadline = nil
      return 0
    }
    // A server that is shutting down takes no new streams.
    nghttp2_session_callbacks_set_on_frame_not_send_callback(callbacks) { _, frame, code, raw in
      guard let frame, let loop = ConnectionLoop.of(raw), let state = loop.remove(frame.pointee.hd.stream_id) else {
        return 0
      }
      // Or one that broke the rules before the call was sent, which tells more.
      let failure: RPCFailure =
        loop.complaint.map { .malformed("HTTP/2 failed: \($0)") }
        ?? .connectionLost("it takes no more calls (\(String(cString: nghttp2_strerror(code))))")
      state.call.finish(.failure(failure))
      return 0
    }
    let code = nghttp2_session_client_new(&session, callbacks, Unmanaged.passUnretained(self).toOpaque())
    guard code == 0 else { throw failure("starting", code) }
    var settings = [
      nghttp2_settings_entry(
        settings_id: Int32(NGHTTP2_SETTINGS_INITIAL_WINDOW_SIZE.rawValue), value: UInt32(Self.windowSize)),
      nghttp2_settings_entry(settings_id: Int32(NGHTTP2_SETTINGS_ENABLE_PUSH.rawValue), value: 0),
    ]
    let none = UInt8(NGHTTP2_FLAG_NONE.rawValue)
    nghttp2_submit_settings(session, none, &settings, settings.count)
    nghttp2_session_set_local_window_size(session, none, 0, Self.windowSize)
  }

  private static func of(_ raw: UnsafeMutableRawPointer?) -> ConnectionLoop? {
    raw.map { Unmanaged<ConnectionLoop>.fromOpaque($0).takeUnretainedValue() }
  }

  private func submit(_ call: Connection.Call) {
    let state = CallState(call: call)
    var provider = nghttp2_data_provider()
    provider.read_callback = { _, stream, buffer, capacity, flags, _, raw in
      guard let loop = ConnectionLoop.of(raw), let state = loop.calls[stream], let buffer, let flags else {
        return Int(NGHTTP2_ERR_TEMPORAL_CALLBACK_FAILURE.rawValue)
      }
      let count = min(capacity, state.body.count - state.sent)
      state.body.withUnsafeBufferPointer { body in
        if let base = body.baseAddress { memcpy(buffer, base + state.sent, count) }
      }
      state.sent += count
      if state.sent == state.body.count { flags.pointee |= UInt32(NGHTTP2_DATA_FLAG_EOF.rawValue) }
      return count
    }
    let headers = [
      (":method", "POST"), (":scheme", security == nil ? "http" : "https"), (":path", call.path),
      // A socket's path is no host, and servers refuse it.
      (":authority", "localhost"), ("te", "trailers"), ("content-type", "application/grpc"),
    ]
    let stream = Self.withHeaders(headers) { nghttp2_submit_request(session, nil, $0, $1, &provider, nil) }
    guard stream > 0 else {
      call.finish(.failure(failure("calling", stream)))
      return
    }
    calls[stream] = state
    streams[call.identifier] = stream
  }

  /// The session copies names and values.
  private static func withHeaders(
    _ headers: [(String, String)], _ body: (UnsafePointer<nghttp2_nv>?, Int) -> Int32
  ) -> Int32 {
    var bytes: [UInt8] = []
    for (name, value) in headers {
      bytes.append(contentsOf: name.utf8)
      bytes.append(contentsOf: value.utf8)
    }
    return bytes.withUnsafeMutableBufferPointer { buffer in
      guard var next = buffer.baseAddress else { return -1 }
      var entries: [nghttp2_nv] = []
      for (name, value) in headers {
        let valueStart = next + name.utf8.count
        entries.append(
          nghttp2_nv(
            name: next, value: valueStart, namelen: name.utf8.count, valuelen: value.utf8.count,
            flags: UInt8(NGHTTP2_NV_FLAG_NONE.rawValue)))
        next = valueStart + value.utf8.count
      }
      return body(entries, entries.count)
    }
  }
}
