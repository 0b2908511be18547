import Connecting
import Foundation
import Synchronization
import Testing

@Suite(.serialized) struct HTTPClientTests {
  let client = HTTPClient(wait: { _ in })

  @Test func `an answer has its status, headers and body`() async throws {
    let server = try LoopbackServer()
    defer { server.stop() }
    var request = HTTPRequest(.post, server.url + "/echo")
    request.headers = [HTTPHeader("X-Given", "a b")]
    request.body = Array("hello".utf8)
    let response = try await client.send(request)
    #expect(response.status == 200)
    #expect(String(decoding: response.body, as: UTF8.self) == "POST a b hello")
    #expect(response.header("content-TYPE") == "text/plain")
    let empty = try await client.send(HTTPRequest(.put, server.url + "/echo"))
    #expect(String(decoding: empty.body, as: UTF8.self) == "PUT None ")
  }

  @Test func `redirects are followed as often as allowed`() async throws {
    let server = try LoopbackServer()
    defer { server.stop() }
    let response = try await client.send(HTTPRequest(.get, server.url + "/redirect"))
    #expect(response.isSuccess)
    #expect(response.url == server.url + "/echo")
    #expect(response.header("location") == nil)
    var once = HTTPRequest(.get, server.url + "/redirect")
    once.maximumRedirects = 0
    #expect(try await client.send(once).status == 302)
  }

  @Test func `an answer beyond the limit is refused, in memory and in a file`() async throws {
    let server = try LoopbackServer()
    defer { server.stop() }
    var request = HTTPRequest(.get, server.url + "/large")
    request.maximumBodySize = 1000
    let expected = HTTPError.tooLarge(url: request.url, limit: 1000)
    await #expect(throws: expected) { try await client.send(request) }
    let path = NSTemporaryDirectory() + "plumb-http-\(UUID().uuidString)"
    await #expect(throws: expected) { try await client.download(request, to: path) }
    #expect(!FileManager.default.fileExists(atPath: path))
    request.maximumBodySize = 1 << 20
    _ = try await client.download(request, to: path)
    #expect(FileManager.default.contents(atPath: path)?.count == 100_000)
    try FileManager.default.removeItem(atPath: path)
    #expect(try await client.download(HTTPRequest(.get, server.url + "/missing"), to: path).status == 404)
    #expect(!FileManager.default.fileExists(atPath: path))
  }

  @Test func `a server that does not answer is given up in time or when the task is cancelled`() async throws {
    let server = try LoopbackServer()
    defer { server.stop() }
    var request = HTTPRequest(.get, server.url + "/slow")
    request.timeout = .milliseconds(200)
    let slow = request
    await #expect(throws: HTTPError.timedOut(url: request.url)) { try await client.send(slow) }
    request.timeout = .seconds(30)
    let patient = request
    let start = ContinuousClock.now
    let task = Task { try await client.send(patient) }
    try await Task.sleep(for: .milliseconds(100))
    task.cancel()
    await #expect(throws: HTTPError.cancelled) { try await task.value }
    #expect(ContinuousClock.now - start < .seconds(10))
  }

  @Test func `what may pass is tried again`() async throws {
    let server = try LoopbackServer()
    defer { server.stop() }
    let response = try await client.send(HTTPRequest(.get, server.url + "/flaky"), retry: .standard)
    #expect(response.status == 200)
    let waits = Mutex<[Duration]>([])
    let recording = HTTPClient(wait: { duration in waits.withLock { $0.append(duration) } })
    #expect(try await recording.send(HTTPRequest(.get, server.url + "/broken"), retry: .standard).status == 503)
    #expect(waits.withLock { $0 } == [.milliseconds(500), .seconds(1)])
  }

  @Test func `nobody there and no URL are told apart`() async {
    await #expect(throws: HTTPError.invalidURL("file:///etc/passwd")) {
      try await client.send(HTTPRequest(.get, "file:///etc/passwd"))
    }
    do {
      _ = try await client.send(HTTPRequest(.get, "http://127.0.0.1:1/"))
      Issue.record("a closed port answered")
    } catch {
      if case .unreachable = error { return }
      Issue.record("\(error)")
    }
  }
}

extension HTTPClientTests {
  private func port(_ client: HTTPClient, _ request: HTTPRequest) async throws -> String {
    String(decoding: try await client.send(request).body, as: UTF8.self)
  }

  @Test func `a client that keeps connections asks again by the same one, and nothing of a request stays`() async throws
  {
    let server = try LoopbackServer()
    defer { server.stop() }
    let keeping = HTTPClient(keepsConnections: true)
    let plain = HTTPRequest(.get, server.url + "/port")
    let first = try await port(keeping, plain)
    var post = HTTPRequest(.post, server.url + "/echo")
    post.headers = [HTTPHeader("X-Given", "once")]
    post.body = Array("hello".utf8)
    #expect(try await port(keeping, post) == "POST once hello")
    #expect(try await port(keeping, HTTPRequest(.get, server.url + "/echo")) == "GET None ")
    #expect(try await port(keeping, plain) == first)
    // A copy has them too, another client has not.
    let copy = keeping
    #expect(try await port(copy, plain) == first)
    let alien = try await port(client, plain)
    #expect(alien != first)
    let (one, other) = (try await port(client, plain), try await port(client, plain))
    #expect(one != other)
  }

  @Test func `what failed is not kept, and what was closed meanwhile is replaced`() async throws {
    let server = try LoopbackServer()
    defer { server.stop() }
    let keeping = HTTPClient(keepsConnections: true)
    let plain = HTTPRequest(.get, server.url + "/port")
    let first = try await port(keeping, plain)
    var large = HTTPRequest(.get, server.url + "/large")
    large.maximumBodySize = 10
    let tooLarge = large
    await #expect(throws: HTTPError.tooLarge(url: large.url, limit: 10)) { try await keeping.send(tooLarge) }
    let second = try await port(keeping, plain)
    #expect(second != first)
    #expect(try await keeping.send(HTTPRequest(.get, server.url + "/goodbye")).status == 200)
    try await Task.sleep(for: .milliseconds(50))
    let third = try await port(keeping, plain)
    #expect(third != second)
  }

  @Test func `many at once each have a connection, and use it again`() async throws {
    let server = try LoopbackServer()
    defer { server.stop() }
    let keeping = HTTPClient(keepsConnections: true)
    let plain = HTTPRequest(.get, server.url + "/port")
    func round() async throws -> Set<String> {
      try await withThrowingTaskGroup(of: String.self) { group in
        for _ in 0..<40 { group.addTask { try await port(keeping, plain) } }
        return try await group.reduce(into: []) { $0.insert($1) }
      }
    }
    let ports = try await round().union(round())
    #expect(ports.count < 80)
    let after = try await port(keeping, plain)
    #expect(ports.contains(after))
  }
}

/// A small server on loopback, in Python, for as long as a test needs it.
struct LoopbackServer {
  private let process = Process()
  let url: String

  init() throws {
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["python3", "-c", Self.program]
    let output = Pipe()
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    try process.run()
    let line = String(decoding: output.fileHandleForReading.availableData, as: UTF8.self)
    url = "http://127.0.0.1:\(line.trimmingCharacters(in: .whitespacesAndNewlines))"
  }

  /// Not by SIGTERM, which the child inherits as blocked from the test's thread; Foundation reaps it.
  func stop() { kill(process.processIdentifier, SIGKILL) }

  private static let program = """
    import http.server, sys, time
    tries = 0
    class Handler(http.server.BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        def answer(self, status, body, headers=()):
            self.send_response(status)
            for name, value in headers: self.send_header(name, value)
            self.send_header("Content-Type", "text/plain")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)
        def handle_any(self):
            global tries
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            if self.path == "/echo":
                self.answer(200, f"{self.command} {self.headers.get('X-Given')} ".encode() + body)
            elif self.path == "/redirect": self.answer(302, b"away", [("Location", "/echo")])
            elif self.path == "/port": self.answer(200, str(self.client_address[1]).encode())
            elif self.path == "/goodbye":
                self.answer(200, b"")
                self.close_connection = True
            elif self.path == "/large": self.answer(200, b"x" * 100000)
            elif self.path == "/slow":
                time.sleep(20)
            elif self.path == "/flaky":
                tries += 1
                self.answer(200 if tries > 2 else 503, b"")
            elif self.path == "/broken": self.answer(503, b"")
            else: self.answer(404, b"nothing here")
        do_GET = do_POST = do_PUT = handle_any
        def log_message(self, *arguments): pass
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    print(server.server_address[1], flush=True)
    server.serve_forever()
    """
}
