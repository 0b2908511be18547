import CSystem
import Connecting
import Glibc
import Model

/// Measures a command where `-timings` or OpenTelemetry's variables ask for it: the one place where recording begins and ends.
struct Measuring: Sendable {
  let invocation: Invocation
  private let showsTimings: Bool
  private let traces: TraceSettings?

  init(_ invocation: Invocation) {
    self.invocation = invocation
    showsTimings = invocation.flags.bool(Flag.timings.name)
    do throws(TraceSettings.Problem) {
      traces = try TraceSettings(environment: invocation.environment, serviceName: "plumb")
    } catch {
      invocation.terminal.writeErrorLine("Warning: no traces are sent: \(error.message).")
      traces = nil
    }
  }

  func run(_ body: () async -> ExitCode) async -> ExitCode {
    guard showsTimings || traces != nil else { return await body() }
    let clock = ContinuousClock()
    let (begin, start) = (clock.now, nanosecondsSince1970())
    let recorder = SpanRecorder(first: UInt64.random(in: 1...UInt64.max >> 1)) { clock.now - begin }
    let code = await Tracing.$current.withValue(Tracing(recorder: recorder)) {
      await Tracing.measure("plumb \(invocation.command.name)", ["version": Plumb.version]) { await body() }
    }
    if showsTimings {
      let report = TimingsReport(recorder.spans, dropped: recorder.dropped)
      invocation.terminal.writeError(
        report.text(cpu: (cpuTime(RUSAGE_SELF.rawValue), cpuTime(RUSAGE_CHILDREN.rawValue))))
    }
    if let traces { await send(recorder.spans, traces, start) }
    return code
  }

  private func send(_ spans: [Span], _ settings: TraceSettings, _ start: Int) async {
    let trace = (0..<2).map { _ in hexadecimal(UInt64.random(in: 1...UInt64.max)) }.joined()
    let export = TraceExport(
      request: TraceRequest(settings: settings, trace: trace, begin: start, scope: ("plumb", Plumb.version)),
      client: HTTPClient(userAgent: "plumb/\(Plumb.version)"))
    if let problem = await export.send(spans) {
      invocation.terminal.writeErrorLine("Warning: traces were not sent to \(settings.place): \(problem).")
    }
  }
}

private func hexadecimal(_ number: UInt64) -> String {
  let text = String(number, radix: 16)
  return String(repeating: "0", count: 16 - text.count) + text
}

private func nanosecondsSince1970() -> Int { Int(plumb_nanoseconds_since_1970()) }

private func cpuTime(_ who: Int32) -> Duration { .microseconds(plumb_cpu_microseconds(who)) }
