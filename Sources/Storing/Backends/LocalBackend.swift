import Glibc
import Model

/// States in files: one for the default workspace, and a folder with one for each other workspace.
package struct LocalBackend: Backend {
  /// Of the default workspace's state.
  package let path: String
  /// Of the folders of the others.
  package let workspaceFolder: String

  /// Encrypts the states.
  var sealer: Sealer?

  package static let defaultPath = "terraform.tfstate"
  package static let defaultWorkspaceFolder = "terraform.tfstate.d"

  package init(path: String? = nil, workspaceFolder: String? = nil) {
    self.path = path ?? Self.defaultPath
    self.workspaceFolder = workspaceFolder ?? Self.defaultWorkspaceFolder
  }

  package func statePath(of workspace: String) -> String {
    workspace == defaultWorkspace ? path : "\(folder(of: workspace))/\(Self.defaultPath)"
  }

  private func folder(of workspace: String) -> String { "\(workspaceFolder)/\(workspace)" }

  package func workspaces() async throws(StorageError) -> [String]? {
    var names = [defaultWorkspace]
    guard let folder = opendir(WorkingDirectory.path(workspaceFolder)) else {
      if errno == ENOENT || errno == ENOTDIR { return names }
      throw .system(SystemFailure(code: errno), "list", workspaceFolder)
    }
    defer { closedir(folder) }
    while let entry = readdir(folder) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if name != ".", name != "..", name != defaultWorkspace, isFolder("\(workspaceFolder)/\(name)") {
        names.append(name)
      }
    }
    return names.sorted()
  }

  private func isFolder(_ path: String) -> Bool {
    var status = stat()
    return stat(WorkingDirectory.path(path), &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
  }

  package func store(of workspace: String) throws(StorageError) -> any StateStore {
    let path = statePath(of: workspace)
    let store = LocalStateStore(path: path, backupPath: path + ".backup", sealer: sealer)
    guard let sealer else { return store }
    return EncryptedStore(store, sealer: sealer)
  }

  package func create(workspace: String) async throws(StorageError) {
    if workspace != defaultWorkspace { try WholeFile.createFolders(folder(of: workspace)) }
  }

  package func delete(workspace: String) async throws(StorageError) {
    try WholeFile.removeFolder(folder(of: workspace))
  }
}

extension BackendType {
  static let local = BackendType(
    name: "local",
    schema: SchemaBlock(attributes: [backendArgument("path"), backendArgument("workspace_dir")])
  ) { (arguments) throws(DiagnosticsError) in
    for name in ["path", "workspace_dir"] where arguments.values[name]?.stringValue == "" {
      throw arguments.problem(
        name, "Invalid local \(name)", "The \(quotedText(name)) attribute value must not be empty.")
    }
    return LocalBackend(path: arguments.string("path"), workspaceFolder: arguments.string("workspace_dir"))
  }
}
