package import Model

/// Spans as a collector takes them: `ExportTraceServiceRequest` of OTLP in JSON.
package struct TraceRequest: Sendable {
  package var settings: TraceSettings
  /// 32 hexadecimal digits.
  package var trace: String
  /// When the recorder was made, in nanoseconds since 1970.
  package var begin: Int
  package var scope: (name: String, version: String)

  package init(settings: TraceSettings, trace: String, begin: Int, scope: (name: String, version: String)) {
    self.settings = settings
    self.trace = settings.parent?.trace ?? trace
    self.begin = begin
    self.scope = scope
  }

  package func json(_ spans: some Sequence<Span>) -> JSON {
    let resource = [("service.name", settings.serviceName)] + settings.resourceAttributes.map { ($0.name, $0.value) }
    return .record([
      (
        "resourceSpans",
        .array([
          .record([
            ("resource", .record([("attributes", attributes(resource))])),
            (
              "scopeSpans",
              .array([
                .record([
                  ("scope", .record([("name", .string(scope.name)), ("version", .string(scope.version))])),
                  ("spans", .array(spans.map(span))),
                ])
              ])
            ),
          ])
        ])
      )
    ])
  }

  private func span(_ span: Span) -> JSON {
    // 1 is internal, 3 a client of somebody else.
    let isCall = span.attributes["type"] != nil || span.attributes["provider"] != nil
    let state = settings.parent?.state ?? ""
    let parent = span.parent.map(hexadecimal) ?? settings.parent?.span
    return .record([
      ("traceId", .string(trace)),
      ("spanId", .string(hexadecimal(span.identifier))),
      ("traceState", state.isEmpty ? nil : .string(state)),
      ("parentSpanId", parent.map(JSON.string)),
      ("name", .string(span.name)),
      ("kind", .integer(isCall ? 3 : 1)),
      ("startTimeUnixNano", .string("\(begin + nanoseconds(span.begin))")),
      ("endTimeUnixNano", .string("\(begin + nanoseconds(span.end))")),
      ("attributes", attributes(span.attributes.sorted { $0.key < $1.key }.map { ("plumb.\($0.key)", $0.value) })),
      ("status", .record([("code", .integer(span.hasFailed ? 2 : 0))])),
    ])
  }

  private func attributes(_ pairs: [(String, String)]) -> JSON {
    .array(
      pairs.map { name, value in
        .record([("key", .string(name)), ("value", .record([("stringValue", .string(value))]))])
      })
  }

  private func hexadecimal(_ identifier: Span.Identifier) -> String {
    let text = String(identifier, radix: 16)
    return String(repeating: "0", count: 16 - text.count) + text
  }

  private func nanoseconds(_ duration: Duration) -> Int { Int(duration / .nanoseconds(1)) }
}
