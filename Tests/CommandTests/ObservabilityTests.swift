import Foundation
import Model
import TestSupport
import Testing

/// Where time goes, as a person, a collector and a terminal see it.
struct ObservabilityTests {
  static let configuration = """
    variable "secret" {
      default   = "hunter2-in-no-trace"
      sensitive = true
    }
    resource "terraform_data" "it" {
      input = var.secret
    }
    """

  @Test func `timings are a table on standard error, and change nothing else`() throws {
    try withTemporaryFolder { folder in
      try write(["main.tf": Self.configuration], to: folder)
      let plain = try PlumbBinary.run(["plan", "-no-color"], in: folder)
      let timed = try PlumbBinary.run(["plan", "-no-color", "--timings"], in: folder)
      #expect(timed.status == 0)
      #expect(timed.output == plain.output)
      for words in ["Timings: ", "Phase ", "load configuration ", "plan ", "open state "] {
        #expect(timed.errors.contains(words), "\(timed.errors)")
      }
      #expect(!timed.errors.contains("hunter2"))
      #expect(try PlumbBinary.run(["apply", "-auto-approve", "-timings"], in: folder).errors.contains("\napply "))
    }
  }

  /// Takes one request on the loopback and says what it was.
  static let collector = """
    import http.server, json, sys
    class Collector(http.server.BaseHTTPRequestHandler):
        def do_POST(self):
            body = self.rfile.read(int(self.headers["Content-Length"]))
            with open(sys.argv[1], "w") as file:
                json.dump({"path": self.path, "type": self.headers["Content-Type"], "team": self.headers["x-team"],
                           "body": json.loads(body)}, file)
            self.send_response(200)
            self.send_header("Content-Length", "2")
            self.end_headers()
            self.wfile.write(b"{}")
        def log_message(self, *words):
            pass
    server = http.server.HTTPServer(("127.0.0.1", 0), Collector)
    server.timeout = 60
    print(server.server_port, flush=True)
    server.handle_request()
    """

  @Test func `a collector gets the whole trace, under the parent that was given, and no secrets`() throws {
    try withTemporaryFolder { folder in
      try write(["main.tf": Self.configuration, "collector.py": Self.collector], to: folder)
      let server = Process()
      server.executableURL = URL(fileURLWithPath: "/usr/bin/python3")
      server.arguments = ["collector.py", "received.json"]
      server.currentDirectoryURL = folder
      let output = Pipe()
      server.standardOutput = output
      try server.run()
      defer { server.terminate() }
      let port = String(decoding: output.fileHandleForReading.availableData, as: UTF8.self).filter(\.isNumber)
      let trace = "0af7651916cd43dd8448eb211c80319c"
      let run = try PlumbBinary.run(
        ["plan", "-no-color"], in: folder,
        environment: [
          "OTEL_TRACES_EXPORTER": "otlp", "OTEL_EXPORTER_OTLP_ENDPOINT": "http://127.0.0.1:\(port)",
          "OTEL_EXPORTER_OTLP_HEADERS": "x-team=red", "TRACEPARENT": "00-\(trace)-b7ad6b7169203331-01",
          "OTEL_EXPORTER_OTLP_TIMEOUT": "10000",
        ])
      #expect(run.status == 0)
      #expect(run.errors == "")
      server.waitUntilExit()
      let bytes = Array(try Data(contentsOf: folder.appendingPathComponent("received.json")))
      #expect(!String(decoding: bytes, as: UTF8.self).contains("hunter2"))
      let received = try JSON.read(bytes)
      #expect(received["path"]?.string == "/v1/traces")
      #expect(received["type"]?.string == "application/json")
      #expect(received["team"]?.string == "red")
      let scope = received["body"]?["resourceSpans"]?.array?.first?["scopeSpans"]?.array?.first
      let spans = try #require(scope?["spans"]?.array)
      let names = Set(spans.compactMap { $0["name"]?.string })
      #expect(names.isSuperset(of: ["plumb plan", "load configuration", "open state", "validate", "plan", "resource"]))
      let identifiers = Set(spans.compactMap { $0["spanId"]?.string } + ["b7ad6b7169203331"])
      for span in spans {
        #expect(span["traceId"]?.string == trace)
        #expect(span["spanId"]?.string?.count == 16)
        #expect(identifiers.contains(span["parentSpanId"]?.string ?? ""))
        let (begin, end) = (span["startTimeUnixNano"]?.string, span["endTimeUnixNano"]?.string)
        #expect((Int(begin ?? "") ?? .max) <= (Int(end ?? "") ?? 0))
      }
      let root = spans.first { $0["name"]?.string == "plumb plan" }
      #expect(root?["parentSpanId"]?.string == "b7ad6b7169203331")
    }
  }

  @Test func `a collector that does not answer costs a warning and little time`() throws {
    try withTemporaryFolder { folder in
      try write(["main.tf": Self.configuration], to: folder)
      // Accepts connections, into its backlog, and never answers.
      let silent = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
      defer { close(silent) }
      var address = sockaddr_in()
      address.sin_family = sa_family_t(AF_INET)
      address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
      var length = socklen_t(MemoryLayout<sockaddr_in>.size)
      let port = withUnsafeMutablePointer(to: &address) {
        $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { pointer -> UInt16 in
          guard bind(silent, pointer, length) == 0, listen(silent, 4) == 0, getsockname(silent, pointer, &length) == 0
          else { return 0 }
          return pointer.withMemoryRebound(to: sockaddr_in.self, capacity: 1) { UInt16(bigEndian: $0.pointee.sin_port) }
        }
      }
      #expect(port > 0)
      for (place, words) in [
        ("127.0.0.1:\(port)", "Warning: traces were not sent"), ("127.0.0.1:1", "could not be reached"),
      ] {
        let begin = ContinuousClock.now
        let run = try PlumbBinary.run(
          ["plan", "-no-color"], in: folder,
          environment: [
            "OTEL_TRACES_EXPORTER": "otlp", "OTEL_EXPORTER_OTLP_ENDPOINT": "http://\(place)",
            "OTEL_EXPORTER_OTLP_TIMEOUT": "300",
          ])
        #expect(run.status == 0)
        #expect(run.errors.contains(words), "\(run.errors)")
        #expect(run.output.contains("1 to add"))
        #expect(ContinuousClock.now - begin < .seconds(20))
      }
    }
  }

  /// Runs a command with a terminal of its own, as `script` would.
  private static let terminal = """
    import os, pty, sys
    os.environ["TERM"] = sys.argv[2]
    received = b""
    process, descriptor = pty.fork()
    if process == 0:
        os.execv(sys.argv[3], sys.argv[3:])
    while True:
        try:
            data = os.read(descriptor, 65536)
        except OSError:
            break
        if not data:
            break
        received += data
    open(sys.argv[1], "wb").write(received)
    sys.exit(os.waitstatus_to_exitcode(os.waitpid(process, 0)[1]))
    """

  @Test func `a terminal shows a line while something takes long, and keeps nothing of it`() throws {
    try withTemporaryFolder { folder in
      let slow = """
        resource "terraform_data" "slow" {
          provisioner "local-exec" {
            command = "sleep 1.5"
          }
        }
        """
      try write(["main.tf": slow, "terminal.py": Self.terminal], to: folder)
      func shown(_ command: String..., term: String) throws -> String {
        let outcome = try runProcess(
          "/usr/bin/python3", ["terminal.py", "shown", term, PlumbBinary.path] + command, in: folder,
          environment: ProcessInfo.processInfo.environment)
        #expect(outcome.status == 0, "\(outcome.errors)")
        return String(decoding: try Data(contentsOf: folder.appendingPathComponent("shown")), as: UTF8.self)
      }
      let text = try shown("apply", "-auto-approve", "-no-color", term: "xterm")
      #expect(text.contains("Applying 0 of 1"))
      let screen = Self.screen(after: text)
      #expect(!screen.contains { $0.contains("Applying 0 of 1") }, "\(screen)")
      #expect(screen.contains { $0.contains("Apply complete!") })
      // Provisioners are part of creating.
      #expect(!screen.contains { $0.contains("complete after 0s") }, "\(screen)")
      _ = try shown("destroy", "-auto-approve", "-no-color", term: "xterm")
      #expect(!(try shown("apply", "-auto-approve", "-no-color", term: "dumb")).contains("Applying"))
      _ = try PlumbBinary.run(["destroy", "-auto-approve"], in: folder)
      #expect(!(try PlumbBinary.run(["apply", "-auto-approve"], in: folder)).output.contains("Applying"))
      _ = try PlumbBinary.run(["destroy", "-auto-approve"], in: folder)
      let stream = try PlumbBinary.run(["apply", "-auto-approve", "-json"], in: folder).output
      #expect(stream.contains("\"type\":\"progress\""))
    }
  }

  /// The lines of a terminal when all that was written to it has been: whatever was drawn and erased is gone.
  private static func screen(after text: String) -> [String] {
    var lines: [[Unicode.Scalar]] = [[]]
    var column = 0
    var rest = text.unicodeScalars[...]
    while let scalar = rest.popFirst() {
      switch scalar {
      case "\n":
        lines.append([])
        column = 0
      case "\r": column = 0
      case "\u{1B}" where rest.starts(with: "[K".unicodeScalars):
        rest = rest.dropFirst(2)
        lines[lines.count - 1].removeSubrange(min(column, lines[lines.count - 1].count)...)
      default:
        if column < lines[lines.count - 1].count {
          lines[lines.count - 1][column] = scalar
        } else {
          lines[lines.count - 1].append(scalar)
        }
        column += 1
      }
    }
    return lines.map { line in String(String.UnicodeScalarView(line)) }
  }
}
