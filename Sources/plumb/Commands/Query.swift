import Configuring
import Model
import Planning

extension Command {
  static let query = Command(
    "query", group: .other, summary: "List objects that exist, by the list blocks of query files",
    help: """
      Reads the query files (*.tfquery.hcl) beside the configuration, asks the providers for the objects that their list blocks \
      name, and shows the identity of each. Nothing is changed.

      With -generate-config-out, resource and import blocks for what was found are written to a new file. Look through it, move \
      what you want to keep into the configuration, and plumb apply takes these objects into the state.
      """,
    flags: [
      .text("generate-config-out", "FILE", "Write configuration for importing what is found to this new file."), .json,
    ] + variableFlags,
    run: { invocation in try await showingErrors(invocation) { try await runQuery(invocation) } })
}

private func runQuery(_ invocation: Invocation) async throws -> ExitCode {
  guard invocation.arguments.isEmpty else {
    throw UsageError(
      summary: "Too many command line arguments",
      detail: "query takes no arguments; to work in another directory, use the global -chdir option.")
  }
  let view = View(invocation)
  let path = invocation.flags.string("generate-config-out").flatMap { $0.isEmpty ? nil : $0 }
  if let path { try refuseToOverwrite(path) }
  let session = try Session.open(
    invocation, toleratesBrokenReferences: true, usesState: true, readsQueries: true)
  return try await withSession(session, view) {
    try refuseNothingToList(session)
    let (variables, warnings) = try variables(session)
    let problems = await session.validate()
    if problems.hasErrors { throw DiagnosticsError(session.loaded.diagnostics + warnings + problems) }
    let query = Query(
      configuration: session.configuration, graph: session.graph, variables: variables,
      state: try await readState(invocation) ?? State(), environment: session.environment(isPlanning: true),
      pool: session.pool, parallelism: defaultParallelism, generates: path != nil, onEvent: { view.show($0) })
    let result = await query.run()
    if let path, !result.found.isEmpty {
      try writeGenerated(importFile(result.found, product: "Plumb"), to: path)
      view.line("Configuration for importing what was found has been written to \(path). Review it before you use it.")
    }
    let known = Set(result.diagnostics)
    view.show(session.loaded.diagnostics + warnings + problems.filter { !known.contains($0) } + result.diagnostics)
    return result.diagnostics.hasErrors ? .failure : .success
  }
}

private func refuseNothingToList(_ session: Session) throws(DiagnosticsError) {
  if session.configuration.root.resources.keys.contains(where: { $0.mode == .list }) { return }
  throw DiagnosticsError(
    session.loaded.diagnostics + [
      Diagnostic(
        code: "query.nothing-to-list", summary: "No list blocks",
        detail:
          "There is no list block to be found. Write one into a file beside the configuration whose name ends in .tfquery.hcl, "
          + "such as:\n\n  list \"aws_instance\" \"all\" {\n    provider = aws\n  }")
    ])
}

extension View {
  fileprivate func show(_ event: QueryEvent) {
    if isJSON {
      send(event.message)
    } else if let text = event.text {
      invocation.terminal.writeLine(text)
    }
  }
}
