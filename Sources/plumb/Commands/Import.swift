import Configuring
import Model
import Parsing
import Planning
import Storing

extension Command {
  static let importObject = Command(
    "import", summary: "Take an object that exists into the state", usage: "[options] ADDRESS ID",
    help: """
      Finds the object that ID identifies and records it in the state as the resource instance ADDRESS, which the \
      configuration must declare. What ID looks like is told by the documentation of the resource type. The object itself stays \
      as it is.

      An "import" block in the configuration does the same as a part of a plan, for many objects at once.
      """,
    flags: [
      .text("config", "PATH", hidden: true, "Where the configuration is. Use the global -chdir option instead."),
      .bool("allow-missing-config", hidden: true, "No longer possible."),
      .wholeNumber("parallelism", "N", hidden: true, ""),
      .bool("ignore-remote-version", hidden: true, ""), .lock, .lockTimeout, .input, .state, .stateOut, .backup,
    ] + variableFlags, arguments: .addresses
  ) { invocation in
    guard invocation.arguments.count == 2 else {
      throw UsageError(
        summary: "Wrong number of arguments", detail: "The import command expects two arguments: an address and an ID.")
    }
    return try await showingErrors(invocation) { try await runImport(invocation) }
  }
}

private func runImport(_ invocation: Invocation) async throws -> ExitCode {
  for flag in ["config", "allow-missing-config"] where invocation.flags.isGiven(flag) {
    throw DiagnosticsError(
      Diagnostic(
        code: "command.unsupported-option", summary: "Option not supported",
        detail: flag == "config"
          ? "Use the global -chdir option to name the place of the configuration."
          : "A resource that is imported must be declared first."))
  }
  let requested = RequestedImport(address: try importAddress(invocation.arguments[0]), id: invocation.arguments[1])
  let view = View(plain: invocation)
  let session = try Session.open(invocation)
  return try await withSession(session, view) {
    try checkDeclared(requested.address, session)
    let (variables, warnings) = try variables(session)
    let access = try await StateAccess.open(
      invocation, configuration: session.configuration, operation: "OperationTypeImport")
    return try await withState(access, view) {
      let state = await access.session.state
      guard state[requested.address]?.current == nil else { throw DiagnosticsError(alreadyManaged(requested.address)) }
      invocation.terminal.writeLine(
        view.options.palette(
          .reset, .bold, .green,
          .text("\(requested.address): Importing from ID \(quotedText(requested.id))..."), .reset))
      let result = await importing(requested, session, variables, state, view)
      let diagnostics = session.loaded.diagnostics + warnings + access.diagnostics + result.diagnostics
      guard !diagnostics.hasErrors, result.plan.priorState[requested.address]?.current != nil else {
        view.show(diagnostics)
        await access.told()
        return .failure
      }
      await access.session.replace(with: result.plan.priorState)
      try await access.session.finish()
      view.show(diagnostics)
      await access.told()
      invocation.terminal.write(view.options.palette(.reset, .green, .text(importedMessage), .reset))
      return .success
    }
  }
}

private let importedMessage = """

  Import successful!

  The resources that were imported are shown above. These resources are now in
  your Plumb state and will henceforth be managed by Plumb.


  """

private func importing(
  _ requested: RequestedImport, _ session: Session, _ variables: RootVariables, _ state: State, _ view: View
) async -> PlanningResult {
  var options = PlanningOptions(refreshes: false)
  options.requestedImport = requested
  let planner = Planner(
    input: PlanningInput(
      configuration: session.configuration, variables: variables, state: state,
      environment: session.environment(isPlanning: true), timestamp: timestamp(session.planTime)),
    options: options, pool: session.pool, graph: session.graph, onEvent: { view.show($0) })
  return await planner.plan()
}

private func importAddress(_ text: String) throws(DiagnosticsError) -> ResourceInstanceAddress {
  func refused(_ detail: String) -> DiagnosticsError {
    DiagnosticsError(Diagnostic(code: "address.invalid", summary: "Invalid address", detail: detail))
  }
  let address: ResourceInstanceAddress
  do {
    address = try ResourceInstanceAddress(parsing: text)
  } catch {
    throw refused("\(error.message)\n\nThe address given is: \(text)")
  }
  guard address.resource.mode == .managed else {
    throw refused("A managed resource address is required. Importing into a data resource is not allowed.")
  }
  return address
}

/// The configuration must say how the object is to be, so that the next plan does not destroy it.
private func checkDeclared(_ address: ResourceInstanceAddress, _ session: Session) throws(DiagnosticsError) {
  guard let module = session.configuration.modules[address.module.path] else {
    throw DiagnosticsError(
      Diagnostic(
        code: "import.missing-module", summary: "Import to non-existent module",
        detail:
          "\(address.module) is not defined in the configuration. Please add configuration for this module before importing "
          + "into it."))
  }
  guard module.resources[address.resource] != nil else {
    let place = address.module.isRoot ? "the root module" : "\(address.module)"
    throw DiagnosticsError(
      Diagnostic(
        code: "import.missing-resource", summary: "Resource address does not exist in the configuration",
        detail:
          "Before importing \(address), please create its configuration in \(place). For example:\n\n"
          + "    resource \"\(address.resource.type)\" \"\(address.resource.name)\" {\n      # (resource arguments)\n    }"
      ))
  }
}

private func alreadyManaged(_ address: ResourceInstanceAddress) -> Diagnostic {
  Diagnostic(
    code: "import.already-managed", summary: "Resource already managed by Plumb",
    detail:
      "Plumb is already managing a remote object for \(address). To import to this address you must first remove the existing "
      + "object from the state.", address: address.description)
}
