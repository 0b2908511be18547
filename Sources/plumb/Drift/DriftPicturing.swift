import Assessing
import Configuring
import Model
import Planning
import Reporting

/// The stack in the working directory, looked at as `plumb drift` does, as a picture. The code is a failure when anything could not
/// be looked at: the picture says what.
func driftPicture(_ invocation: Invocation) async throws -> (picture: DriftPicture, code: ExitCode) {
  let selection = StackSelection(["."])
  if selection.diagnostics.hasErrors { throw DiagnosticsError(selection.diagnostics) }
  // What of it can be drawn is needed even where it cannot be planned.
  let (graph, problems) = ConfigGraph.build(try configuration(for: invocation))
  if problems.hasErrors { throw DiagnosticsError(problems) }
  let options = try planningOptions(invocation)
  let shared = try SharedWork(invocation, maximumCalls: options.parallelism)
  let run = DriftRun(invocation, stacks: selection.stacks, options: options, shared: shared, concurrency: 1)
  let time = UTCTime.now
  let assessed: [AssessedStack]
  let report: FindingsReport
  do {
    // The output is the picture.
    (assessed, report) = try await run.report(at: time, isQuiet: true)
    await shared.close()
  } catch {
    await shared.close()
    throw error
  }
  for stack in assessed { invocation.terminal.writeError(stack.text) }
  let name = selection.stacks.first?.path.split(separator: "/").last.map(String.init) ?? "."
  let failed = !report.gaps.isEmpty || assessed.contains { $0.diagnostics.hasErrors }
  return (DriftPicture(report.pictured(of: graph, title: "Drift of \(name)")), failed ? .failure : .success)
}

extension FindingsReport {
  /// Of one stack, and what belongs to none.
  func pictured(of graph: ConfigGraph, title: String) -> DriftPictureInput {
    let stack = stacks.first { !$0.name.isEmpty }
    let beside = stacks.first { $0.name.isEmpty }
    let isUnread = stack?.gaps.contains { $0.place == .stack && $0.reason == .failed } ?? true
    let looked = stack?.subjects.compactMap { subject -> ResourceInstanceAddress? in
      if case .instance(let address) = subject { return address }
      return nil
    }
    var input = DriftPictureInput(
      title: title, time: time, graph: graph, looked: isUnread ? nil : Set(looked ?? []),
      findings: stack?.findings ?? [],
      // Where that could not be found out at all, nothing is said of how many there are.
      unmanaged: beside.flatMap { $0.gaps.contains { $0.place == .stack } ? nil : $0.findings })
    for gap in gaps {
      if case .scope(let scope) = gap.place {
        input.unlisted.append(scope.words)
      } else {
        input.notes.append(gap.detail)
      }
    }
    if !input.unlisted.isEmpty {
      input.notes.append(
        "\(input.unlisted.count) lists could not be had to their end: there may be more than is shown.")
    }
    return input
  }
}
