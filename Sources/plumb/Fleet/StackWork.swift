import Model
import Planning

/// Does something in the session of one stack among many, which is closed whatever happens. What was thrown is told rather than handed
/// on: the other stacks go on.
func inStackSession(_ invocation: Invocation, _ work: (Session) async throws -> Void) async -> [Diagnostic] {
  do {
    let session = try Session.open(invocation, toleratesBrokenReferences: true, usesState: true)
    do {
      try await work(session)
      await session.close()
    } catch {
      await session.close()
      throw error
    }
    return []
  } catch let error as DiagnosticsError {
    return error.diagnostics
  } catch {
    return [Diagnostic(code: "command.failed", summary: "The command failed", detail: "\(error)")]
  }
}
