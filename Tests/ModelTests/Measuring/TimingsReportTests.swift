import Testing

@testable import Model

/// Where time went, from spans, and how spans come to be.
struct TimingsReportTests {
  private func span(
    _ id: UInt64, _ name: String, _ from: Int, _ to: Int, in parent: UInt64? = 1, _ attributes: [String: String] = [:]
  ) -> Span {
    Span(
      name: name, attributes: attributes, identifier: id, parent: parent, begin: .milliseconds(from),
      end: .milliseconds(to))
  }

  private var spans: [Span] {
    [
      span(2, "load configuration", 0, 12), span(3, "plan", 20, 980),
      span(4, "refresh", 30, 900, in: 3, ["address": "aws_vpc.a"]),
      span(5, "provider read", 800, 900, in: 4, ["type": "aws_vpc", "provider": "p"]),
      span(6, "resource", 30, 950, in: 3, ["address": "aws_vpc.b"]),
      span(7, "provider read", 40, 340, in: 6, ["type": "aws_vpc", "provider": "p"]),
      span(8, "provider plan", 340, 345, in: 6, ["type": "aws_vpc", "provider": "p"]),
      span(9, "provider read", 40, 60, in: 6, ["type": "aws_subnet", "provider": "p"]),
      span(1, "plumb plan", 0, 1000, in: nil),
    ]
  }

  @Test func `phases, calls by type and slowest resources are told apart`() {
    let report = TimingsReport(spans)
    #expect(report.whole == .seconds(1))
    #expect(report.phases.map(\.name) == ["load configuration", "plan"])
    #expect(report.calls.map(\.name) == ["provider read aws_vpc", "provider read aws_subnet", "provider plan aws_vpc"])
    #expect(report.calls.first?.count == 2)
    #expect(report.calls.first?.total == .milliseconds(400))
    #expect(report.calls.first?.longest == .milliseconds(300))
    // What counts is what the provider did, not how long one waited for one's turn.
    #expect(report.slowest.map(\.name) == ["aws_vpc.b", "aws_vpc.a"])
    #expect(report.slowest.first?.total == .milliseconds(325))
  }

  @Test func `the table has its columns under each other`() {
    let text = TimingsReport(spans).text(cpu: (.milliseconds(40), .milliseconds(500)))
    #expect(text.hasPrefix("\nTimings: 1.000s in all; CPU time 0.040s here, 0.500s in providers that ended\n"))
    #expect(
      text.contains(
        """
        Provider call                Count     Total    Median   Longest
        provider read aws_vpc            2    0.400s    0.300s    0.300s
        provider read aws_subnet         1    0.020s    0.020s    0.020s
        provider plan aws_vpc            1    0.005s    0.005s    0.005s
        """))
    #expect(TimingsReport([]).text() == "\nTimings: 0.000s in all\n")
  }

  @Test func `nothing is recorded unless somebody records, and children know their parents`() async throws {
    #expect(Tracing.begin("nothing") == nil)
    let recorder = SpanRecorder(first: 100) { .zero }
    struct Failure: Error {}
    await Tracing.$current.withValue(Tracing(recorder: recorder)) {
      await Tracing.measure("outer") {
        await withTaskGroup(of: Void.self) { group in
          for index in 0..<3 { group.addTask { Tracing.begin("inner", ["type": "\(index)"])?.end() } }
        }
        do {
          try Tracing.measureInPlace("failing") { () throws(Failure) in throw Failure() }
        } catch {}
        // Unstructured work belongs to whoever began it, too.
        await Task { Tracing.begin("later")?.end() }.value
      }
    }
    let spans = recorder.spans
    let outer = try #require(spans.first { $0.name == "outer" })
    #expect(outer.parent == nil)
    #expect(spans.filter { $0.parent == outer.identifier }.count == 5)
    #expect(spans.first { $0.name == "failing" }?.hasFailed == true)
    #expect(Set(spans.map(\.identifier)).count == spans.count)
  }
}
