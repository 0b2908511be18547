import Foundation
import Model
import Testing

@testable import Connecting

/// Traces for OpenTelemetry: what the environment asks for, and what a collector is sent.
struct TraceTests {
  private func settings(_ environment: [String: String]) throws -> TraceSettings? {
    try TraceSettings(environment: environment, serviceName: "plumb")
  }

  @Test(
    arguments: [
      ([:], nil), (["OTEL_EXPORTER_OTLP_ENDPOINT": "http://c:4318"], nil), (["OTEL_TRACES_EXPORTER": "none"], nil),
      (["OTEL_TRACES_EXPORTER": "otlp"], "http://localhost:4318/v1/traces"),
      (
        ["OTEL_TRACES_EXPORTER": "otlp", "OTEL_EXPORTER_OTLP_ENDPOINT": "http://c:1/base/"], "http://c:1/base/v1/traces"
      ),
      (
        [
          "OTEL_TRACES_EXPORTER": "otlp", "OTEL_EXPORTER_OTLP_ENDPOINT": "http://c:1",
          "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT": "https://t/x",
        ], "https://t/x"
      ),
      (["OTEL_TRACES_EXPORTER": "otlp", "OTEL_SDK_DISABLED": "true"], nil),
      (
        ["OTEL_TRACES_EXPORTER": "otlp", "TRACEPARENT": "00-\(String(repeating: "a", count: 32))-00000000000000ab-00"],
        nil
      ),
    ] as [([String: String], String?)])
  func `the environment says whether and where`(_ environment: [String: String], _ endpoint: String?) throws {
    #expect(try settings(environment)?.endpoint == endpoint)
  }

  @Test(arguments: [
    ["OTEL_TRACES_EXPORTER": "zipkin"], ["OTEL_TRACES_EXPORTER": "otlp", "OTEL_EXPORTER_OTLP_PROTOCOL": "grpc"],
    ["OTEL_TRACES_EXPORTER": "otlp", "OTEL_EXPORTER_OTLP_ENDPOINT": "c:4317"],
  ])
  func `what is not possible is told`(_ environment: [String: String]) {
    #expect(throws: TraceSettings.Problem.self) { try settings(environment) }
  }

  @Test func `headers, resource attributes, name and parent are read`() throws {
    let trace = "0af7651916cd43dd8448eb211c80319c"
    let found = try #require(
      try settings([
        "OTEL_TRACES_EXPORTER": "otlp", "OTEL_EXPORTER_OTLP_HEADERS": "authorization=Bearer%20abc, x-team = red",
        "OTEL_RESOURCE_ATTRIBUTES": "deployment.environment=prod,service.name=other,empty=,broken",
        "OTEL_SERVICE_NAME": "infra", "OTEL_EXPORTER_OTLP_TIMEOUT": "99999999", "TRACESTATE": "a=b",
        "TRACEPARENT": "00-\(trace)-b7ad6b7169203331-01",
      ]))
    #expect(found.headers == [HTTPHeader("authorization", "Bearer abc"), HTTPHeader("x-team", "red")])
    #expect(found.serviceName == "infra")
    #expect(found.resourceAttributes.map(\.name) == ["deployment.environment", "empty"])
    #expect(found.timeout == .seconds(10))
    #expect(
      found.parent == TraceSettings.Parent(trace: trace, span: "b7ad6b7169203331", isSampled: true, state: "a=b"))
    for wrong in [
      "", "00-\(trace)-b7ad6b7169203331", "00-\(String(repeating: "0", count: 32))-b7ad6b7169203331-01", "x",
    ] {
      #expect(try settings(["OTEL_TRACES_EXPORTER": "otlp", "TRACEPARENT": wrong])?.parent == nil, "\(wrong)")
    }
  }

  @Test func `a place is shown without its secrets`() throws {
    let found = try settings([
      "OTEL_TRACES_EXPORTER": "otlp",
      "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT": "https://me:secret@c/v1/traces?token=secret",
    ])
    #expect(found?.place == "https://c/v1/traces")
  }

  @Test func `the body is an ExportTraceServiceRequest in JSON`() throws {
    let found = try #require(
      try settings(["OTEL_TRACES_EXPORTER": "otlp", "OTEL_RESOURCE_ATTRIBUTES": "team=red"]))
    let request = TraceRequest(
      settings: found, trace: String(repeating: "ab", count: 16), begin: 1_700_000_000_000_000_000,
      scope: ("plumb", "1"))
    let spans = [
      Span(
        name: "provider read", attributes: ["type": "aws_vpc", "provider": "p"], identifier: 0x2A, parent: 7,
        begin: .milliseconds(1), end: .milliseconds(3), hasFailed: true),
      Span(name: "plumb plan", identifier: 7, begin: .zero, end: .seconds(1)),
    ]
    let expected = """
      {"resourceSpans":[{"resource":{"attributes":[{"key":"service.name","value":{"stringValue":"plumb"}},\
      {"key":"team","value":{"stringValue":"red"}}]},"scopeSpans":[{"scope":{"name":"plumb","version":"1"},"spans":[\
      {"traceId":"abababababababababababababababab","spanId":"000000000000002a","parentSpanId":"0000000000000007",\
      "name":"provider read","kind":3,"startTimeUnixNano":"1700000000001000000","endTimeUnixNano":"1700000000003000000",\
      "attributes":[{"key":"plumb.provider","value":{"stringValue":"p"}},{"key":"plumb.type","value":{"stringValue":"aws_vpc"}}],\
      "status":{"code":2}},\
      {"traceId":"abababababababababababababababab","spanId":"0000000000000007","name":"plumb plan","kind":1,\
      "startTimeUnixNano":"1700000000000000000","endTimeUnixNano":"1700000001000000000","attributes":[],"status":{"code":0}}]}]}]}
      """
    #expect(request.json(spans).text(.compact) == expected)
  }
}
