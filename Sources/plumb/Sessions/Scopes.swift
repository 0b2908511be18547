import Model
import Plugins

/// Runs a command with its providers, and ends them whatever happens.
func withSession(
  _ session: Session, _ view: View, _ body: () async throws -> ExitCode
) async throws -> ExitCode {
  let interrupts = Interrupts(
    first: {
      view.line("\nInterrupt received. Ending gracefully...\n")
      Task { await session.providers.stopAll() }
    },
    second: {
      // Providers end with this process.
      exitNow()
    })
  defer { interrupts.stop() }
  do {
    let code = try await body()
    await session.close()
    return interrupts.received > 0 ? .failure : code
  } catch let error as DiagnosticsError {
    await session.close()
    view.show(error.diagnostics)
    return .failure
  } catch {
    await session.close()
    throw error
  }
}

/// Runs a command with the state in its hands, and gives the lock back whatever happens.
func withState(_ access: StateAccess, _ view: View, _ body: () async throws -> ExitCode) async throws -> ExitCode {
  do {
    let code = try await body()
    view.show(await access.close())
    return code
  } catch {
    view.show(await access.close())
    throw error
  }
}

/// Shows what went wrong before there was a session in the form that the command's other words have.
func showingErrors(_ invocation: Invocation, _ body: () async throws -> ExitCode) async throws -> ExitCode {
  do {
    return try await body()
  } catch let error as DiagnosticsError where invocation.flags.bool(Flag.json.name) {
    View(plain: invocation).asJSON.show(error.diagnostics)
    return .failure
  }
}
