import Model
import Storing

extension Command {
  static let workspaceList = Command(
    "workspace list", group: .sub, summary: "List the workspaces",
    help: "Lists all workspaces of the backend; the one in use has a star."
  ) { invocation in
    _ = try invocation.arguments(atMost: 0, "Too many command line arguments. Did you mean to use -chdir?")
    let names = try await invocation.workspaces(of: try await invocation.currentBackend())
    let current = workspaceName(invocation)
    invocation.terminal.writeLine(
      names.map { ($0 == current ? "* " : "  ") + $0 + "\n" }.joined())
    if invocation.isWorkspaceOverridden {
      invocation.terminal.writeLine(
        "\n\nThe active workspace is being overridden using the TF_WORKSPACE environment\nvariable.\n")
    }
    return .success
  }

  static let workspaceShow = Command(
    "workspace show", group: .sub, summary: "Show the name of the workspace in use",
    help: "Writes the name of the workspace in use to standard output."
  ) { invocation in
    invocation.terminal.writeLine(workspaceName(invocation))
    return .success
  }

  static let workspaceNew = Command(
    "workspace new", group: .sub, summary: "Create a workspace and use it", usage: "[options] NAME",
    help: "Creates a workspace, with a state of its own, and selects it.",
    flags: [
      .lock, .lockTimeout, .text("state", "PATH", "Begin with a copy of this state file."),
    ]
  ) { invocation in
    let name = try invocation.workspaceArgument()
    if invocation.isWorkspaceOverridden {
      throw refused(
        "workspace.overridden", "Workspace is overridden",
        "The workspace is currently overridden using the TF_WORKSPACE environment variable. You cannot create a new "
          + "workspace when using this setting.\n\nTo create a new workspace, either unset this environment variable or "
          + "update it to match the workspace name you are trying to create, and then run this command again.")
    }
    var initial: State?
    if let path = invocation.flags.string(Flag.state.name) {
      // Read before anything is made, so that a wrong path leaves nothing behind.
      guard let bytes = readFile(path) else {
        throw refused(
          "state.unreadable", "Cannot read the state file", "Could not read \(path): \(lastSystemError()).")
      }
      initial = try StateFile.decode(bytes)
    }
    let backend = try await invocation.currentBackend()
    guard try await !invocation.workspaces(of: backend).contains(name) else {
      throw refused(
        "workspace.exists", "Workspace \(quoted(name)) already exists",
        "Choose another name, or select this one with \"plumb workspace select \(name)\".")
    }
    try await invocation.create(workspace: name, in: backend)
    if let initial {
      let store = try backend.store(of: name)
      try await invocation.withStateLock(store, path: nil, operation: "workspace-new") {
        do {
          try await store.write(initial)
        } catch let error as StorageError {
          throw DiagnosticsError(error.diagnostics)
        }
      }
    }
    return .success
  }

  static let workspaceSelect = Command(
    "workspace select", group: .sub, summary: "Use another workspace", usage: "[options] NAME",
    help: "Selects the workspace that all other commands use from now on.",
    flags: [.bool("or-create", "Create the workspace if there is none of this name.")]
  ) { invocation in
    let name = try invocation.workspaceArgument(checksForm: false)
    if invocation.isWorkspaceOverridden {
      throw refused(
        "workspace.overridden", "Workspace is overridden",
        "The selected workspace is currently overridden using the TF_WORKSPACE environment variable.\n\nTo select a new "
          + "workspace, either update this environment variable or unset it and then run this command again.")
    }
    let backend = try await invocation.currentBackend()
    let names = try await invocation.workspaces(of: backend)
    if !names.contains(name) {
      guard invocation.flags.bool("or-create") else { throw unknown(name, names) }
      try invocation.checkForm(ofWorkspace: name)
      try await invocation.create(workspace: name, in: backend)
      return .success
    }
    // Nothing is said when nothing changes.
    if name == workspaceName(invocation) { return .success }
    try invocation.select(workspace: name)
    invocation.terminal.writeLine(
      invocation.terminal.layout.styled("Switched to workspace \(quoted(name)).", .green))
    return .success
  }

  static let workspaceDelete = Command(
    "workspace delete", group: .sub, summary: "Delete a workspace", usage: "[options] NAME",
    help: "Deletes a workspace with its state. One that still has objects is left alone unless -force is given.",
    flags: [
      .bool("force", "Delete it even if its state has objects, which nobody will know of any more."), .lock,
      .lockTimeout,
    ]
  ) { invocation in
    let name = try invocation.workspaceArgument(checksForm: false)
    let backend = try await invocation.currentBackend()
    let names = try await invocation.workspaces(of: backend)
    guard names.contains(name) else { throw unknown(name, names) }
    if name == defaultWorkspace {
      throw refused(
        "workspace.default", "cannot delete default state", "The workspace \"default\" is always there.")
    }
    if name == workspaceName(invocation) {
      throw refused(
        "workspace.in-use", "Workspace \(quoted(name)) is your active workspace.",
        "You cannot delete the currently active workspace. Please switch to another workspace and try again.")
    }
    let store = try backend.store(of: name)
    // The lock is given back before the state goes, for it may go with it.
    let isEmpty = try await invocation.withStateLock(store, path: nil, operation: "state-delete") {
      let addresses = try await invocation.readState(store)?.instanceAddresses ?? []
      if !addresses.isEmpty, !invocation.flags.bool("force") { throw notEmpty(name, addresses) }
      return addresses.isEmpty
    }
    do {
      try await backend.delete(workspace: name)
    } catch let error as StorageError {
      throw DiagnosticsError(error.diagnostics)
    }
    invocation.terminal.writeLine(
      invocation.terminal.layout.styled("Deleted workspace \(quoted(name))!", .green))
    if !isEmpty {
      invocation.terminal.writeLine(
        "WARNING: \(quoted(name)) was non-empty.\nThe resources managed by the deleted workspace may still exist,\nbut are "
          + "no longer manageable by Plumb since the state has\nbeen deleted.\n")
    }
    return .success
  }

  private static func refused(_ code: String, _ summary: String, _ detail: String) -> DiagnosticsError {
    DiagnosticsError(Diagnostic(code: code, summary: summary, detail: detail))
  }

  private static func unknown(_ name: String, _ names: [String]) -> DiagnosticsError {
    let hint = suggestion(for: name, among: names).map { " Did you mean \(quoted($0))?" } ?? ""
    return refused(
      "workspace.unknown", "Workspace \(quoted(name)) doesn't exist.",
      "You can create this workspace with the \"new\" subcommand or include the \"-or-create\" flag with the \"select\" "
        + "subcommand.\(hint)")
  }

  private static func notEmpty(_ name: String, _ addresses: [ResourceInstanceAddress]) -> DiagnosticsError {
    refused(
      "workspace.not-empty", "Workspace is not empty",
      "Workspace \(quoted(name)) is currently tracking the following resource instances:\n"
        + addresses.map { "  - \($0)\n" }.joined()
        + "\nDeleting this workspace would cause Plumb to lose track of any associated remote objects, which would then "
        + "require you to delete them manually outside of Plumb. You should destroy these objects with Plumb before "
        + "deleting the workspace.\n\nIf you want to delete this workspace anyway, and have Plumb forget about these "
        + "managed objects, use the -force option to disable this safety check.")
  }
}

extension Invocation {
  fileprivate func workspaceArgument(checksForm: Bool = true) throws -> String {
    guard arguments.count == 1 else {
      throw UsageError(summary: "Wrong number of arguments", detail: "Expected a single argument: NAME.")
    }
    if checksForm { try checkForm(ofWorkspace: arguments[0]) }
    return arguments[0]
  }

  /// A name becomes part of paths and addresses, and must mean itself there.
  fileprivate func checkForm(ofWorkspace name: String) throws {
    let isAllowed =
      !name.isEmpty && name != "." && name != ".."
      && name.utf8.allSatisfy { byte in
        UInt8(ascii: "a")...UInt8(ascii: "z") ~= byte || UInt8(ascii: "A")...UInt8(ascii: "Z") ~= byte
          || UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte || "-_.~$&+=:@".utf8.contains(byte)
      }
    if isAllowed { return }
    throw DiagnosticsError(
      Diagnostic(
        code: "workspace.invalid-name", summary: "Invalid workspace name",
        detail:
          "The workspace name \(quoted(name)) is not allowed. The name must contain only URL safe characters, and "
          + "no path separators."))
  }

  fileprivate func workspaces(of backend: any Backend) async throws -> [String] {
    do {
      if let names = try await backend.workspaces() { return names }
      throw StorageError.workspacesUnsupported
    } catch let error as StorageError {
      throw DiagnosticsError(error.diagnostics)
    }
  }

  fileprivate func create(workspace name: String, in backend: any Backend) async throws {
    do {
      try await backend.create(workspace: name)
    } catch {
      throw DiagnosticsError(error.diagnostics)
    }
    try select(workspace: name)
    terminal.writeLine(
      terminal.layout.styled("Created and switched to workspace \(quoted(name))!", .bold, .green)
        + "\n\nYou're now on a new, empty workspace. Workspaces isolate their state,\nso if you run \"plumb plan\" Plumb "
        + "will not see any existing state\nfor this configuration.")
  }
}
