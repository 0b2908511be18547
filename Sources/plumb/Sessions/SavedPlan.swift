import Configuring
import Glibc
import Model
import Planning
import Plugins
import Storing

/// Writes a plan with all that is needed to carry it out.
func savePlan(_ plan: Plan, session: Session, to path: String) async throws(DiagnosticsError) {
  let saved = SavedPlan(
    plan: plan, productVersion: Plumb.version, files: session.loaded.files,
    lockFile: readFile(DependencyLock.fileName), workspace: workspaceName(session.invocation))
  let sealer = try session.invocation.planSealer(session.configuration)
  let bytes: [UInt8]
  do throws(EncryptionError) {
    bytes = try await sealer?.seal(PlanFile.encode(saved)) ?? PlanFile.encode(saved)
  } catch { throw DiagnosticsError(error.diagnostic) }
  guard writeFile(bytes, to: path, mode: mode_t(PlanFile.permissions)) else {
    throw DiagnosticsError(
      Diagnostic(
        code: "plan.unwritable", summary: "Failed to write plan file",
        detail: "The plan could not be written to \(path): \(lastSystemError())."))
  }
}

func readSavedPlan(_ path: String, _ invocation: Invocation) async throws(DiagnosticsError) -> SavedPlan {
  guard let bytes = readFile(path) else {
    throw DiagnosticsError(
      Diagnostic(
        code: "plan.unreadable", summary: "Failed to load \(quoted(path)) as a plan file",
        detail: "The file could not be read: \(lastSystemError())."))
  }
  return try PlanFile.decode(try await openedPlan(bytes, invocation) ?? bytes, path: path)
}

/// The bytes of a plan, decrypted where that is needed; nil when they are something else.
func openedPlan(_ bytes: [UInt8], _ invocation: Invocation) async throws(DiagnosticsError) -> [UInt8]? {
  let isPlain = PlanFile.isPlan(bytes)
  guard isPlain || (Sealer.isSealed(bytes) && !Sealer.isSealedState(bytes)) else { return nil }
  guard let sealer = try invocation.planSealer() else {
    if isPlain { return bytes }
    throw DiagnosticsError(
      Diagnostic(
        code: "plan.encrypted", summary: "Encrypted plan file",
        detail:
          "The plan is encrypted, and the configuration names no encryption of plans. Put the encryption block back "
          + "that it was made with, with TF_ENCRYPTION if need be."))
  }
  do throws(EncryptionError) {
    let opened = try await sealer.open(bytes)
    return PlanFile.isPlan(opened) ? opened : nil
  } catch { throw DiagnosticsError(error.diagnostic) }
}

extension SavedPlan {
  /// Seconds since 1970 at which planning began.
  var planTime: Int { seconds(ofTimestamp: plan.timestamp) ?? 0 }
}
