/// Where traces go, as the environment says in the variables of OpenTelemetry.
package struct TraceSettings: Sendable, Hashable {
  /// The context that whoever started this program is in (W3C Trace Context).
  package struct Parent: Sendable, Hashable {
    package var trace: String
    package var span: String
    package var isSampled: Bool
    package var state: String
  }

  package var endpoint: String
  package var headers: [HTTPHeader]
  package var timeout: Duration
  package var serviceName: String
  package var resourceAttributes: [(name: String, value: String)] {
    attributes.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
  }
  private var attributes: [String: String]
  package var parent: Parent?

  static let defaultEndpoint = "http://localhost:4318"
  /// A collector that does not answer must not be waited for: what is not sent by then is lost.
  static let defaultTimeout: Duration = .seconds(1)
  static let maximumTimeout: Duration = .seconds(10)

  /// What is wrong with the settings: to be told, and no reason not to do the work.
  package struct Problem: Error, Sendable, Hashable {
    package var message: String
  }

  /// Nil where no traces are asked for.
  package init?(environment: [String: String], serviceName: String) throws(Problem) {
    func value(_ names: String...) -> String? {
      names.lazy.compactMap { environment[$0] }.first { !$0.isEmpty }
    }
    guard value("OTEL_SDK_DISABLED")?.lowercased() != "true" else { return nil }
    let exporters = (value("OTEL_TRACES_EXPORTER") ?? "none").split(separator: ",").map { $0.filter { $0 != " " } }
    guard exporters.contains("otlp") else {
      if let other = exporters.first(where: { $0 != "none" }) {
        throw Problem(message: "OTEL_TRACES_EXPORTER is \(other), and traces can be sent by otlp only")
      }
      return nil
    }
    if let transport = value("OTEL_EXPORTER_OTLP_TRACES_PROTOCOL", "OTEL_EXPORTER_OTLP_PROTOCOL"),
      !["http/json", "http/protobuf"].contains(transport)
    {
      throw Problem(
        message: "OTEL_EXPORTER_OTLP_PROTOCOL is \(transport), and traces can be sent by HTTP only (http/json)")
    }
    if let whole = value("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT") {
      endpoint = whole
    } else {
      var base = (value("OTEL_EXPORTER_OTLP_ENDPOINT") ?? Self.defaultEndpoint)[...]
      while base.last == "/" { base = base.dropLast() }
      endpoint = base + "/v1/traces"
    }
    guard endpoint.hasPrefix("http://") || endpoint.hasPrefix("https://") else {
      throw Problem(message: "the endpoint for traces must begin with http:// or https://")
    }
    headers = Self.pairs(value("OTEL_EXPORTER_OTLP_TRACES_HEADERS", "OTEL_EXPORTER_OTLP_HEADERS")).map {
      HTTPHeader($0.name, $0.value)
    }
    let wanted = value("OTEL_EXPORTER_OTLP_TRACES_TIMEOUT", "OTEL_EXPORTER_OTLP_TIMEOUT").flatMap { Int($0) }
    timeout = min(wanted.map { .milliseconds(max($0, 1)) } ?? Self.defaultTimeout, Self.maximumTimeout)
    attributes = Dictionary(Self.pairs(value("OTEL_RESOURCE_ATTRIBUTES")).map { ($0.name, $0.value) }) { $1 }
    self.serviceName = value("OTEL_SERVICE_NAME") ?? attributes["service.name"] ?? serviceName
    attributes["service.name"] = nil
    parent = value("TRACEPARENT").flatMap { Self.parent($0, state: value("TRACESTATE") ?? "") }
    // Whoever is asking has decided that this trace is not kept.
    if parent?.isSampled == false { return nil }
  }

  /// The endpoint for people, without what may be secret in it.
  package var place: String {
    var text = endpoint[...]
    if let query = text.firstIndex(where: { $0 == "?" || $0 == "#" }) { text = text[..<query] }
    guard let slashes = text.firstRange(of: "://"), let at = text.lastIndex(of: "@") else { return String(text) }
    return String(text[..<slashes.upperBound]) + text[text.index(after: at)...]
  }

  /// `name=value,name=value`, percent-encoded.
  private static func pairs(_ text: String?) -> [(name: String, value: String)] {
    (text ?? "").split(separator: ",").compactMap { pair in
      guard let equals = pair.firstIndex(of: "=") else { return nil }
      let name = pair[..<equals].filter { !$0.isWhitespace }
      let value = pair[pair.index(after: equals)...].drop { $0 == " " }
      return name.isEmpty ? nil : (PercentEncoding.decode(name), PercentEncoding.decode(String(value)))
    }
  }

  /// `00-<32 hexadecimal digits>-<16>-<2>`; nil for anything else, which the specification says to ignore.
  private static func parent(_ text: String, state: String) -> Parent? {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false).map(String.init)
    guard parts.count >= 4, parts[0].count == 2, parts[0] != "ff", parts[0] != "00" || parts.count == 4 else {
      return nil
    }
    func isHexadecimal(_ part: String, _ count: Int) -> Bool {
      part.utf8.count == count && part.utf8.allSatisfy { (0x30...0x39).contains($0) || (0x61...0x66).contains($0) }
    }
    guard isHexadecimal(parts[1], 32), isHexadecimal(parts[2], 16), isHexadecimal(parts[3], 2),
      parts[1].contains(where: { $0 != "0" }), parts[2].contains(where: { $0 != "0" }),
      let flags = UInt8(parts[3], radix: 16)
    else { return nil }
    return Parent(trace: parts[1], span: parts[2], isSampled: flags & 1 == 1, state: state)
  }
}
