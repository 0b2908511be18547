import Foundation
import Model
import TestSupport
import Testing

private let judge: String? = {
  guard let python = TestPython.executable else { return nil }
  let process = Process()
  process.executableURL = URL(fileURLWithPath: python)
  process.arguments = ["-c", "from opentelemetry.proto.collector.trace.v1 import trace_service_pb2"]
  process.standardError = FileHandle.nullDevice
  guard (try? process.run()) != nil else { return nil }
  process.waitUntilExit()
  return process.terminationStatus == 0 ? python : nil
}()

/// What a collector is sent, as OpenTelemetry's own messages.
struct JudgedTraceTests {
  @Test(.enabled(if: judge != nil, "no Python with opentelemetry-proto was found; scripts/test makes one"))
  func `OpenTelemetry's own messages take what is sent, and nothing of it is left over`() throws {
    try withTemporaryFolder { folder in
      try write(
        ["main.tf": ObservabilityTests.configuration, "collector.py": ObservabilityTests.collector], to: folder)
      let server = Process()
      server.executableURL = URL(fileURLWithPath: "/usr/bin/python3")
      server.arguments = ["collector.py", "received.json"]
      server.currentDirectoryURL = folder
      let output = Pipe()
      server.standardOutput = output
      try server.run()
      defer { server.terminate() }
      let port = String(decoding: output.fileHandleForReading.availableData, as: UTF8.self).filter(\.isNumber)
      let run = try PlumbBinary.run(
        ["plan", "-no-color"], in: folder,
        environment: [
          "OTEL_TRACES_EXPORTER": "otlp", "OTEL_EXPORTER_OTLP_ENDPOINT": "http://127.0.0.1:\(port)",
          "OTEL_EXPORTER_OTLP_TIMEOUT": "10000",
        ])
      #expect(run.status == 0)
      server.waitUntilExit()
      let judged = try runProcess(
        try #require(judge), ["\(TestPython.repository)/Tests/Fixtures/traces/judge.py", "received.json"], in: folder,
        environment: ProcessInfo.processInfo.environment)
      #expect(judged.status == 0, "\(judged.errors)")
      let verdict = try JSON.read(judged.output)
      #expect(verdict["spans"]?.int ?? 0 > 5)
      #expect(verdict["roots"]?.int == 1)
      #expect(verdict["traces"]?.int == 1)
    }
  }
}
