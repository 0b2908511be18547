import CCurl
import CCurlShim
import Glibc
import Synchronization

/// One transfer by libcurl. `perform` blocks and is called once; `cancel` may be called from anywhere.
final class Exchange: Sendable {
  private let request: HTTPRequest
  private let userAgent: String
  private let file: Int32?
  /// Nil for a connection of its own.
  private let pool: ConnectionPool?
  private let isCancelled = Atomic(false)
  /// Written by callbacks during `perform` only, which all run on its thread.
  private let received = Mutex(Received())

  private struct Received {
    var status = 0
    var headers: [HTTPHeader] = []
    var body: [UInt8] = []
    var size = 0
    var isTooLarge = false
    var writeError: Int32 = 0
  }

  init(_ request: HTTPRequest, userAgent: String, file: Int32?, pool: ConnectionPool? = nil) {
    self.request = request
    self.pool = pool
    self.userAgent = userAgent
    self.file = file
  }

  func cancel() { isCancelled.store(true, ordering: .relaxed) }

  func perform() -> Result<HTTPResponse, HTTPError> {
    guard libraryIsReady, let handle = pool.map({ $0.take(for: request.url) }) ?? curl_easy_init() else {
      return .failure(.broken(url: request.url, reason: "libcurl cannot be started"))
    }
    // What failed may have left its connection in the middle of something.
    var keeps = false
    defer {
      if keeps, let pool { pool.giveBack(handle, for: request.url) } else { curl_easy_cleanup(handle) }
    }
    var list: UnsafeMutablePointer<curl_slist>?
    defer { curl_slist_free_all(list) }
    for header in request.headers { list = curl_slist_append(list, "\(header.name): \(header.value)") }
    // Without this libcurl waits up to a second for a "100 Continue" that few servers send.
    list = curl_slist_append(list, "Expect:")
    // Nor is a body a form unless somebody says so.
    if !request.headers.contains(where: { $0.name.lowercased() == "content-type" }) {
      list = curl_slist_append(list, "Content-Type:")
    }
    var message = [CChar](repeating: 0, count: Int(CURL_ERROR_SIZE))
    let code = message.withUnsafeMutableBufferPointer { text -> CURLcode in
      configure(handle, headers: list, message: text.baseAddress)
      return withBody(handle) { curl_easy_perform(handle) }
    }
    if code != CURLE_OK {
      let text = String(decoding: message.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
      return .failure(error(code, text.isEmpty ? String(cString: curl_easy_strerror(code)) : text))
    }
    var status = 0
    _ = plumb_curl_get_long(handle, Int32(CURLINFO_RESPONSE_CODE.rawValue), &status)
    var url: UnsafePointer<CChar>?
    _ = plumb_curl_get_string(handle, Int32(CURLINFO_EFFECTIVE_URL.rawValue), &url)
    keeps = true
    let finalURL = url.map { String(cString: $0) } ?? request.url
    return received.withLock {
      .success(HTTPResponse(status: status, headers: $0.headers, body: $0.body, url: finalURL))
    }
  }

  private func configure(
    _ handle: UnsafeMutableRawPointer, headers: UnsafeMutablePointer<curl_slist>?, message: UnsafeMutablePointer<CChar>?
  ) {
    func set(_ option: CURLoption, _ value: Int) { _ = plumb_curl_set_long(handle, Int32(option.rawValue), value) }
    func set(_ option: CURLoption, _ value: String) { _ = plumb_curl_set_string(handle, Int32(option.rawValue), value) }
    func set(_ option: CURLoption, _ value: UnsafeMutableRawPointer?) {
      _ = plumb_curl_set_pointer(handle, Int32(option.rawValue), value)
    }
    set(CURLOPT_URL, request.url)
    set(CURLOPT_PROTOCOLS_STR, "http,https")
    // What was asked for over TLS is never answered without it.
    set(CURLOPT_REDIR_PROTOCOLS_STR, request.url.lowercased().hasPrefix("https:") ? "https" : "http,https")
    set(CURLOPT_FOLLOWLOCATION, request.maximumRedirects > 0 ? 1 : 0)
    set(CURLOPT_MAXREDIRS, request.maximumRedirects)
    set(CURLOPT_NOSIGNAL, 1)
    _ = plumb_curl_close_on_exec(handle)
    // libcurl's reuse of HTTP/2 connections is broken in Debian 12.
    if pool != nil { set(CURLOPT_HTTP_VERSION, Int(CURL_HTTP_VERSION_1_1)) }
    set(CURLOPT_TIMEOUT_MS, milliseconds(request.timeout))
    set(CURLOPT_CONNECTTIMEOUT_MS, milliseconds(request.connectTimeout))
    set(CURLOPT_ACCEPT_ENCODING, "")
    set(CURLOPT_USERAGENT, userAgent)
    set(CURLOPT_HTTPHEADER, headers)
    set(CURLOPT_ERRORBUFFER, message)
    set(CURLOPT_PATH_AS_IS, request.keepsPath ? 1 : 0)
    if let proxy = request.proxy {
      set(CURLOPT_PROXY, proxy.url)
      set(CURLOPT_NOPROXY, proxy.exceptions)
    }
    configureTrust(handle)
    if let netrcFile = request.netrcFile {
      set(CURLOPT_NETRC, Int(CURL_NETRC_OPTIONAL.rawValue))
      set(CURLOPT_NETRC_FILE, netrcFile)
    }
    switch request.method {
    case .get: set(CURLOPT_HTTPGET, 1)
    case .head: set(CURLOPT_NOBODY, 1)
    case .post: set(CURLOPT_POST, 1)
    default: set(CURLOPT_CUSTOMREQUEST, request.method.rawValue)
    }
    let context = Unmanaged.passUnretained(self).toOpaque()
    set(CURLOPT_WRITEDATA, context)
    set(CURLOPT_HEADERDATA, context)
    set(CURLOPT_XFERINFODATA, context)
    set(CURLOPT_NOPROGRESS, 0)
    _ = plumb_curl_set_receive(handle, Int32(CURLOPT_WRITEFUNCTION.rawValue), receiveBody)
    _ = plumb_curl_set_receive(handle, Int32(CURLOPT_HEADERFUNCTION.rawValue), receiveHeader)
    _ = plumb_curl_set_progress(handle, reportProgress)
  }

  private func configureTrust(_ handle: UnsafeMutableRawPointer) {
    let trust = request.trust
    if trust.isInsecure {
      _ = plumb_curl_set_long(handle, Int32(CURLOPT_SSL_VERIFYPEER.rawValue), 0)
      _ = plumb_curl_set_long(handle, Int32(CURLOPT_SSL_VERIFYHOST.rawValue), 0)
    }
    if trust.authoritiesFile == nil && trust.authorities == nil {
      for (option, path) in userAuthorities { _ = plumb_curl_set_string(handle, Int32(option.rawValue), path) }
    }
    if let file = trust.authoritiesFile { _ = plumb_curl_set_string(handle, Int32(CURLOPT_CAINFO.rawValue), file) }
    let blobs = [
      (CURLOPT_CAINFO_BLOB, trust.authorities), (CURLOPT_SSLCERT_BLOB, trust.clientCertificate),
      (CURLOPT_SSLKEY_BLOB, trust.clientKey),
    ]
    for case (let option, var bytes?) in blobs {
      bytes.withUnsafeMutableBytes { buffer in
        // libcurl keeps a copy of its own.
        var blob = curl_blob(data: buffer.baseAddress, len: buffer.count, flags: UInt32(CURL_BLOB_COPY))
        _ = plumb_curl_set_pointer(handle, Int32(option.rawValue), &blob)
      }
    }
    if trust.clientCertificate != nil {
      _ = plumb_curl_set_string(handle, Int32(CURLOPT_SSLCERTTYPE.rawValue), "PEM")
    }
  }

  /// Keeps the request's body in place while libcurl reads it.
  private func withBody(_ handle: UnsafeMutableRawPointer, _ perform: () -> CURLcode) -> CURLcode {
    var body = request.body ?? []
    if request.body == nil && request.method != .post { return perform() }
    return body.withUnsafeMutableBytes { bytes in
      _ = plumb_curl_set_size(handle, Int32(CURLOPT_POSTFIELDSIZE_LARGE.rawValue), Int64(bytes.count))
      // A null pointer would make libcurl ask for a reader of the body.
      var nothing: UInt8 = 0
      return withUnsafeMutableBytes(of: &nothing) { empty in
        _ = plumb_curl_set_pointer(handle, Int32(CURLOPT_POSTFIELDS.rawValue), bytes.baseAddress ?? empty.baseAddress)
        return perform()
      }
    }
  }

  private func error(_ code: CURLcode, _ message: String) -> HTTPError {
    let (isTooLarge, writeError) = received.withLock { ($0.isTooLarge, $0.writeError) }
    if isTooLarge { return .tooLarge(url: request.url, limit: request.maximumBodySize) }
    if writeError != 0 { return .unwritable(path: "the answer", reason: String(cString: strerror(writeError))) }
    switch code {
    case CURLE_URL_MALFORMAT, CURLE_UNSUPPORTED_PROTOCOL: return .invalidURL(request.url)
    case CURLE_COULDNT_RESOLVE_HOST, CURLE_COULDNT_RESOLVE_PROXY, CURLE_COULDNT_CONNECT:
      return .unreachable(url: request.url, reason: message)
    case CURLE_PEER_FAILED_VERIFICATION, CURLE_SSL_CONNECT_ERROR, CURLE_SSL_CACERT_BADFILE:
      return .untrusted(url: request.url, reason: message)
    case CURLE_OPERATION_TIMEDOUT: return .timedOut(url: request.url)
    case CURLE_ABORTED_BY_CALLBACK: return .cancelled
    default: return .broken(url: request.url, reason: message)
    }
  }

  private func milliseconds(_ duration: Duration) -> Int { max(1, Int(duration / .milliseconds(1))) }

  // MARK: - Called by libcurl

  fileprivate func take(body bytes: UnsafeRawBufferPointer) -> Bool {
    received.withLock { received in
      received.size += bytes.count
      if received.size > request.maximumBodySize {
        received.isTooLarge = true
        return false
      }
      // Only what was asked for goes into the file; what a server says instead is for whoever reads the error.
      guard let file, (200..<300).contains(received.status) else {
        received.body.append(contentsOf: bytes)
        return true
      }
      var rest = bytes
      while !rest.isEmpty {
        let count = write(file, rest.baseAddress, rest.count)
        if count < 0 && errno == EINTR { continue }
        if count < 0 {
          received.writeError = errno
          return false
        }
        rest = UnsafeRawBufferPointer(rebasing: rest.dropFirst(count))
      }
      return true
    }
  }

  fileprivate func take(header line: String) {
    received.withLock { received in
      // Each answer of a chain of redirects begins with its own status line.
      if line.hasPrefix("HTTP/") {
        received.headers = []
        received.status = line.split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 0
      }
      guard let colon = line.firstIndex(of: ":"), !line.hasPrefix("HTTP/") else { return }
      let value = line[line.index(after: colon)...].drop { $0.isWhitespace }
      received.headers.append(
        HTTPHeader(String(line[..<colon]), String(value.reversed().drop { $0.isWhitespace }.reversed())))
    }
  }

  fileprivate var shouldStop: Bool { isCancelled.load(ordering: .relaxed) }
}

/// Whom a user trusts in place of the system's authorities, by the variables that OpenSSL and Go know. libcurl reads those
/// of the proxy from the environment itself, and leaves these to its programs.
private let userAuthorities: [(CURLoption, String)] =
  [(CURLOPT_CAINFO, "SSL_CERT_FILE"), (CURLOPT_CAPATH, "SSL_CERT_DIR")].compactMap { option, variable in
    guard let path = getenv(variable), path.pointee != 0 else { return nil }
    return (option, String(cString: path))
  }

/// libcurl must be started once in a process, before threads use it.
private let libraryIsReady = curl_global_init(Int(CURL_GLOBAL_DEFAULT)) == CURLE_OK

private func exchange(_ context: UnsafeMutableRawPointer?) -> Exchange? {
  context.map { Unmanaged<Exchange>.fromOpaque($0).takeUnretainedValue() }
}

private func receiveBody(
  _ bytes: UnsafeMutablePointer<CChar>?, _ size: Int, _ count: Int, _ context: UnsafeMutableRawPointer?
) -> Int {
  let total = size * count
  guard let exchange = exchange(context) else { return 0 }
  return exchange.take(body: UnsafeRawBufferPointer(start: bytes, count: total)) ? total : 0
}

private func receiveHeader(
  _ bytes: UnsafeMutablePointer<CChar>?, _ size: Int, _ count: Int, _ context: UnsafeMutableRawPointer?
) -> Int {
  let total = size * count
  guard let exchange = exchange(context) else { return 0 }
  exchange.take(header: String(decoding: UnsafeRawBufferPointer(start: bytes, count: total), as: UTF8.self))
  return total
}

private func reportProgress(
  _ context: UnsafeMutableRawPointer?, _ total: Int64, _ now: Int64, _ upTotal: Int64, _ upNow: Int64
) -> Int32 {
  exchange(context)?.shouldStop == true ? 1 : 0
}
