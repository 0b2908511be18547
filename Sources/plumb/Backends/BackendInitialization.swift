import Configuring
import Model
import Storing

/// What `init` does about the backend: chooses it, moves states to it when asked to, and remembers it.
struct BackendInitialization {
  let invocation: Invocation
  let say: @Sendable (String) -> Void

  private var flags: FlagValues { invocation.flags }
  var mayAsk: Bool { flags.bool(Flag.input.name, default: true) && !flags.bool(Flag.json.name) }
  /// Answers yes to all questions about copying.
  private var isForced: Bool { flags.bool("force-copy") }
  private var migrates: Bool { flags.bool("migrate-state") || isForced }

  /// What is wrong with the flags among themselves.
  static func problems(with flags: FlagValues) -> [Diagnostic] {
    if flags.bool("migrate-state"), flags.bool(Flag.json.name) {
      return [
        Diagnostic(
          code: "command.incompatible-options",
          summary: "The -migrate-state and -json options are mutually-exclusive",
          detail: "Plumb cannot ask for interactive approval when -json is set. To use the -migrate-state option, "
            + "disable the -json option.")
      ]
    }
    if flags.bool("migrate-state"), flags.bool("reconfigure") {
      return [
        Diagnostic(
          code: "command.incompatible-options", summary: "Invalid init options",
          detail: "The -migrate-state and -reconfigure options are mutually-exclusive.")
      ]
    }
    return []
  }

  /// The backend that all other commands use from now on.
  func run(_ configuration: Configuration) async throws -> any Backend {
    let remembered = flags.bool("reconfigure") ? nil : try invocation.backendRecord()
    let scope = EarlyScope.backend(of: configuration, inputs: earlyInputs(invocation))
    let wanted = try configuration.root.backend.map { (block) throws(DiagnosticsError) in
      try invocation.requestedBackend(block, scope: scope, isStrict: true)
    }
    if wanted == nil, flags.isGiven("backend-config") {
      invocation.report([
        Diagnostic(
          .warning, code: "backend.missing-block", summary: "Missing backend configuration",
          detail: "-backend-config was used without a \"backend\" block in the configuration.\n\nIf you intended to "
            + "override the default local backend configuration, no action is required, but you may add an explicit "
            + "backend block to your configuration to clear this warning:\n\nterraform {\n  backend \"local\" {}\n}\n\n"
            + "However, if you intended to override a defined backend, please verify that the backend configuration is "
            + "present and valid.")
      ])
    }
    let change = BackendChange.between(
      remembered, invocation.recordedValues(remembered), and: wanted, isInitializing: true)
    switch change {
    case .unconfigured:
      if flags.bool("reconfigure"), let old = try invocation.backendRecord() {
        try remember(nil)
        say("\n\nSuccessfully unset the backend \"\(old.type)\". Plumb will now operate locally.")
      }
      return try sealed(LocalBackend(), configuration)
    case .same(let record, let isRehashed):
      let backend = try sealed(try await invocation.open(record), configuration)
      if isRehashed { try remember(record) }
      return backend
    case .initial(let wanted): return try await configure(wanted, instead: nil, configuration, scope)
    case .unset(let record):
      guard migrates else { throw changed }
      say("Plumb has detected you're unconfiguring your previously set \"\(record.type)\" backend.")
      let backend = try sealed(LocalBackend(), configuration)
      try await migrate(
        from: BackendEnd(type: record.type, backend: try sealed(try await invocation.open(record), configuration)),
        to: BackendEnd(type: "local", backend: backend))
      try remember(nil)
      say("\n\nSuccessfully unset the backend \"\(record.type)\". Plumb will now operate locally.")
      return backend
    case .changed(let record, let wanted):
      guard migrates else { throw changed }
      return try await configure(wanted, instead: record, configuration, scope)
    }
  }

  private func configure(
    _ wanted: RequestedBackend, instead record: BackendRecord?, _ configuration: Configuration, _ scope: EarlyScope
  ) async throws -> any Backend {
    guard let type = BackendType.all[wanted.type], let block = configuration.root.backend else {
      preconditionFailure("a backend that is wanted has a block and a type")
    }
    let backend: any Backend
    do {
      backend = try await invocation.open(type, wanted.values).encrypted(
        with: try invocation.stateSealer(configuration))
    } catch {
      throw DiagnosticsError(error.diagnostics.map { $0.placed(in: block, type.schema) })
    }
    let target = BackendEnd(type: wanted.type, backend: backend)
    if let record {
      say(
        record.type == wanted.type
          ? """
          Backend configuration changed!

          Plumb has detected that the configuration specified for the backend
          has changed. Plumb will now check for existing state in the backends.


          """
          : "Plumb detected that the backend type changed from \"\(record.type)\" to \"\(wanted.type)\".\n")
      let source = BackendEnd(
        type: record.type, backend: try sealed(try await invocation.open(record), configuration))
      try await migrate(from: source, to: target)
    } else {
      try await migrateLocalStates(to: target, try sealed(LocalBackend(), configuration))
    }
    try await selectExistingWorkspace(backend)
    try remember(wanted.record)
    say(
      """

      Successfully configured the backend "\(wanted.type)"! Plumb will automatically
      use this backend unless the backend configuration changes.
      """)
    return backend
  }

  private func migrate(from source: BackendEnd, to target: BackendEnd) async throws {
    try await StateMigration(
      invocation: invocation, source: source, target: target, isForced: isForced, mayAsk: mayAsk, say: say
    ).run()
  }

  /// States in files beside the configuration are from the time before there was a backend.
  private func migrateLocalStates(to target: BackendEnd, _ backend: any Backend) async throws {
    guard let local = backend as? LocalBackend else { return }
    if let other = target.backend as? LocalBackend, other.path == local.path { return }
    let migration = StateMigration(
      invocation: invocation, source: BackendEnd(type: "local", backend: local), target: target, isForced: isForced,
      mayAsk: mayAsk, say: say)
    guard try await migration.hasStates() else { return }
    let copied = try await migration.run()
    for workspace in copied { try await migration.emptyLocalState(of: workspace, local) }
  }

  private func sealed(_ backend: any Backend, _ configuration: Configuration) throws -> any Backend {
    backend.encrypted(with: try invocation.stateSealer(configuration))
  }

  private var changed: DiagnosticsError {
    DiagnosticsError(
      Diagnostic(
        code: "backend.changed", summary: "Backend configuration changed",
        detail: "A change in the backend configuration has been detected, which may require migrating existing state."
          + "\n\nIf you wish to attempt automatic migration of the state, use \"plumb init -migrate-state\".\nIf you "
          + "wish to store the current configuration with no changes to the state, use \"plumb init -reconfigure\"."))
  }

  // MARK: - What is remembered

  private func remember(_ record: BackendRecord?) throws(DiagnosticsError) {
    // Arguments may be secrets.
    try invocation.writeWhole(
      record?.encoded() ?? BackendRecord.none, to: invocation.backendRecordPath, permissions: 0o600)
  }

  /// Another workspace than the one in use may be all that the new backend has.
  private func selectExistingWorkspace(_ backend: any Backend) async throws {
    let workspaces: [String]
    do {
      guard let found = try await backend.workspaces() else { return }
      workspaces = found
    } catch {
      throw DiagnosticsError(error.diagnostics)
    }
    let current = workspaceName(invocation)
    if workspaces.contains(current) { return }
    if workspaces.count == 1 { return try invocation.select(workspace: workspaces[0]) }
    guard mayAsk else {
      throw DiagnosticsError(
        Diagnostic(
          code: "workspace.unknown", summary: "Currently selected workspace \(quoted(current)) does not exist",
          detail: "The backend has these workspaces: \(workspaces.joined(separator: ", ")). Select one of them through "
            + "TF_WORKSPACE, or run init without -input=false."))
    }
    let list = workspaces.enumerated().map { "  \($0 + 1). \($1)" }.joined(separator: "\n")
    let answer = invocation.terminal.ask(
      "\nThe currently selected workspace (\(current)) does not exist.\n  This is expected behavior when the selected "
        + "workspace did not have an\n  existing non-empty state. Please enter a number to select a workspace:\n  \n"
        + "\(list)\n\n  Enter a value: ")
    invocation.terminal.writeLine()
    guard let number = answer.flatMap({ Int($0.filter { !$0.isWhitespace }) }),
      workspaces.indices.contains(number - 1)
    else {
      throw DiagnosticsError(
        Diagnostic(
          code: "workspace.unknown", summary: "Failed to select workspace",
          detail: "The input selection must be a number between 1 and \(workspaces.count)."))
    }
    try invocation.select(workspace: workspaces[number - 1])
  }
}
