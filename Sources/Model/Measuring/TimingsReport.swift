/// Where the time of a run went: its phases, what providers were asked, and the resources that took longest.
package struct TimingsReport: Sendable, Hashable {
  /// Work of one kind, done so many times.
  package struct Row: Sendable, Hashable {
    package var name: String
    package var count: Int
    package var total: Duration
    package var median: Duration
    package var longest: Duration

    init(_ name: String, _ durations: [Duration]) {
      let sorted = durations.sorted()
      self.name = name
      count = sorted.count
      total = sorted.reduce(.zero, +)
      median = sorted.isEmpty ? .zero : sorted[sorted.count / 2]
      longest = sorted.last ?? .zero
    }
  }

  static let slowestShown = 10

  package var whole: Duration
  package var phases: [Row]
  package var calls: [Row]
  package var slowest: [Row]
  package var dropped: Int

  package init(_ spans: [Span], dropped: Int = 0) {
    self.dropped = dropped
    whole = spans.filter { $0.parent == nil }.map(\.duration).max() ?? .zero
    var phases: [String: (begin: Duration, durations: [Duration])] = [:]
    var calls: [String: [Duration]] = [:]
    for span in spans where span.parent != nil && span.attributes["address"] == nil {
      if let type = span.attributes["type"] {
        calls["\(span.name) \(type)", default: []].append(span.duration)
      } else {
        let known = phases[span.name]
        phases[span.name] = (min(known?.begin ?? span.begin, span.begin), (known?.durations ?? []) + [span.duration])
      }
    }
    // In the order in which they began; calls and resources by what they cost.
    self.phases = phases.sorted { ($0.value.begin, $0.key) < ($1.value.begin, $1.key) }
      .map { Row($0.key, $0.value.durations) }
    self.calls = Self.byCost(calls.map { Row($0.key, $0.value) })
    slowest = Array(Self.byCost(Self.resources(spans)).prefix(Self.slowestShown))
  }

  /// What providers did for each resource instance. Its own span counts for nothing: it is waiting, mostly.
  private static func resources(_ spans: [Span]) -> [Row] {
    var addresses: [Span.Identifier: String] = [:]
    for span in spans { addresses[span.identifier] = span.attributes["address"] }
    var durations: [String: [Duration]] = [:]
    for span in spans where span.attributes["type"] != nil {
      guard let parent = span.parent, let address = addresses[parent] else { continue }
      durations[address, default: []].append(span.duration)
    }
    return durations.map { Row($0.key, $0.value) }
  }

  private static func byCost(_ rows: [Row]) -> [Row] {
    rows.sorted { ($1.total, $0.name) < ($0.total, $1.name) }
  }

  /// As a table. What goes on at the same time is counted for each: sums may be more than the whole.
  package func text(cpu: (own: Duration, providers: Duration)? = nil) -> String {
    var text = "\nTimings: \(Self.seconds(whole)) in all"
    if let cpu {
      text += "; CPU time \(Self.seconds(cpu.own)) here, \(Self.seconds(cpu.providers)) in providers that ended"
    }
    text += "\n" + table("Phase", phases) + table("Provider call", calls) + table("Slowest resources", slowest)
    if dropped > 0 { text += "\n\(dropped) further pieces of work were not recorded.\n" }
    return text
  }

  private func table(_ title: String, _ rows: [Row]) -> String {
    if rows.isEmpty { return "" }
    let width = max(rows.map(\.name.count).max() ?? 0, title.count, 24)
    var text = "\n" + line(title, ["Count", "Total", "Median", "Longest"], width)
    for row in rows {
      text += line(
        row.name, ["\(row.count)", Self.seconds(row.total), Self.seconds(row.median), Self.seconds(row.longest)], width)
    }
    return text
  }

  private func line(_ name: String, _ cells: [String], _ width: Int) -> String {
    name + String(repeating: " ", count: width - name.count)
      + cells.map { String(repeating: " ", count: max(10 - $0.count, 1)) + $0 }.joined() + "\n"
  }

  /// `0.012s`: to the millisecond, which columns stay under each other with.
  private static func seconds(_ duration: Duration) -> String {
    let milliseconds = Int((duration / .milliseconds(1)).rounded())
    let rest = String(milliseconds % 1000)
    return "\(milliseconds / 1000)." + String(repeating: "0", count: 3 - rest.count) + rest + "s"
  }
}
