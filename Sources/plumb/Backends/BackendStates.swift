import Model
import Providers
import Storing

/// States of other configurations, read through the same table of backends as one's own.
struct BackendStates: RemoteStates {
  let environment: [String: String]
  /// Reads states that are encrypted; nil where none is.
  var sealer: Sealer?
  /// Of data resources that are named in the configuration of encryption.
  var named: [String: Sealer] = [:]

  func states(for address: ResourceInstanceAddress) -> any RemoteStates {
    var copy = self
    copy.sealer = address.remoteStateNames.lazy.compactMap { named[$0] }.first ?? sealer
    return copy
  }

  func problems(backend: String, arguments: Value) -> [Diagnostic] {
    guard let type = BackendType.all[backend] else {
      let hint = suggestion(for: backend, among: BackendType.all.keys.sorted()).map { " Did you mean \(quoted($0))?" }
      return [
        Diagnostic(
          code: "backend.unknown-type", summary: "Invalid backend configuration",
          detail: BackendType.unknown(backend, hint ?? ""))
      ]
    }
    guard arguments.isWhollyKnown else { return [] }
    switch fitted(arguments, type) {
    case .success: return []
    case .failure(let error): return error.diagnostics
    }
  }

  func outputs(
    backend: String, arguments: Value, workspace: String
  ) async throws(DiagnosticsError) -> [String: Value]? {
    guard let type = BackendType.all[backend] else {
      throw DiagnosticsError(problems(backend: backend, arguments: arguments))
    }
    let values = try fitted(arguments, type).get()
    let opened = try await type.open(
      BackendArguments(
        values: values, environment: environment, workingDirectory: workingDirectoryPath(), makeIdentifier: randomUUID,
        makeLockInfo: { lockInfo($0, path: "") }))
    do {
      return try await opened.encrypted(with: sealer).store(of: workspace).read()?.state.outputs.mapValues(
        \.value.deeplyUnmarked)
    } catch {
      throw DiagnosticsError(error.diagnostics)
    }
  }

  private func fitted(_ arguments: Value, _ type: BackendType) -> Result<Value, DiagnosticsError> {
    do {
      return .success(try type.schema.value(fitting: arguments.deeplyUnmarked))
    } catch {
      return .failure(
        DiagnosticsError(
          Diagnostic(
            code: "backend.invalid-argument", summary: "Invalid backend configuration",
            detail: "The given configuration is not valid for backend \(quoted(type.name)): \(error.message).")))
    }
  }
}
