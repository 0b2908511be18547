import COpenSSL

/// TLS between the session and the socket, for providers that insist on it. The other side is known by the certificate
/// that its process announced on its output, and by nothing else.
final class TLSLayer {
  private let context: OpaquePointer
  private let connection: OpaquePointer
  /// What comes from the socket, and what goes to it. Owned by the connection.
  private let incoming: OpaquePointer
  private let outgoing: OpaquePointer
  private let pinned: [UInt8]
  private var isEstablished = false
  /// Written before the handshake was done.
  private var waiting: [UInt8] = []

  init(pinned: [UInt8]) throws(RPCFailure) {
    guard let context = SSL_CTX_new(TLS_client_method()) else { throw Self.failure("starting") }
    guard let connection = SSL_new(context), let incoming = BIO_new(BIO_s_mem()), let outgoing = BIO_new(BIO_s_mem())
    else {
      SSL_CTX_free(context)
      throw Self.failure("starting")
    }
    self.context = context
    self.connection = connection
    self.incoming = incoming
    self.outgoing = outgoing
    self.pinned = pinned
    // Comparing the certificate itself is stricter than any chain, and lets frameworks have the keys they have.
    SSL_set_verify(connection, SSL_VERIFY_NONE, nil)
    SSL_set_security_level(connection, 0)
    SSL_ctrl(connection, SSL_CTRL_SET_MIN_PROTO_VERSION, Int(TLS1_2_VERSION), nil)
    var host = Array("localhost\0".utf8CString)
    host.withUnsafeMutableBytes {
      _ = SSL_ctrl(connection, SSL_CTRL_SET_TLSEXT_HOSTNAME, Int(TLSEXT_NAMETYPE_host_name), $0.baseAddress)
    }
    let protocols: [UInt8] = [2] + Array("h2".utf8)
    SSL_set_alpn_protos(connection, protocols, UInt32(protocols.count))
    SSL_set_bio(connection, incoming, outgoing)
    SSL_set_connect_state(connection)
  }

  deinit {
    SSL_free(connection)
    SSL_CTX_free(context)
  }

  var hasUnsent: Bool { BIO_ctrl_pending(outgoing) > 0 }

  func encrypt(_ bytes: UnsafeBufferPointer<UInt8>) throws(RPCFailure) {
    waiting.append(contentsOf: bytes)
    try shakeHands()
    try flush()
  }

  func takeUnsent() -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: BIO_ctrl_pending(outgoing))
    if bytes.isEmpty { return [] }
    let count = BIO_read(outgoing, &bytes, Int32(clamping: bytes.count))
    return Array(bytes.prefix(max(0, Int(count))))
  }

  func decrypt(_ bytes: ArraySlice<UInt8>) throws(RPCFailure) -> ArraySlice<UInt8> {
    let written = bytes.withUnsafeBytes { BIO_write(incoming, $0.baseAddress, Int32(clamping: $0.count)) }
    guard written == bytes.count else { throw Self.failure("reading") }
    try shakeHands()
    try flush()
    guard isEstablished else { return [] }
    var plain: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = SSL_read(connection, &buffer, Int32(buffer.count))
      if count <= 0 {
        guard SSL_get_error(connection, count) == SSL_ERROR_WANT_READ else {
          if plain.isEmpty { throw .connectionLost("it ended the TLS session") }
          break
        }
        break
      }
      plain.append(contentsOf: buffer[..<Int(count)])
    }
    return plain[...]
  }

  private func shakeHands() throws(RPCFailure) {
    if isEstablished { return }
    let result = SSL_do_handshake(connection)
    if result != 1 {
      let reason = SSL_get_error(connection, result)
      if reason == SSL_ERROR_WANT_READ || reason == SSL_ERROR_WANT_WRITE { return }
      throw Self.failure("agreeing on keys")
    }
    try checkCertificate()
    isEstablished = true
  }

  private func checkCertificate() throws(RPCFailure) {
    guard let certificate = SSL_get1_peer_certificate(connection) else {
      throw .malformed("TLS failed: it presented no certificate")
    }
    defer { X509_free(certificate) }
    let length = i2d_X509(certificate, nil)
    var encoded = [UInt8](repeating: 0, count: max(0, Int(length)))
    encoded.withUnsafeMutableBufferPointer { buffer in
      var next = buffer.baseAddress
      _ = i2d_X509(certificate, &next)
    }
    guard encoded == pinned else {
      throw .malformed("TLS failed: its certificate is not the one that it announced when it started")
    }
  }

  private func flush() throws(RPCFailure) {
    guard isEstablished, !waiting.isEmpty else { return }
    let count = SSL_write(connection, waiting, Int32(clamping: waiting.count))
    // Written to memory, so all or nothing.
    guard count == waiting.count else { throw Self.failure("writing") }
    waiting.removeAll(keepingCapacity: true)
  }

  private static func failure(_ activity: String) -> RPCFailure {
    let code = ERR_get_error()
    let reason = ERR_reason_error_string(code).map { String(cString: $0) } ?? "unknown reason"
    return .malformed("TLS failed while \(activity): \(reason)")
  }
}
