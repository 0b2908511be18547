import Model
import Reporting
import Storing

/// What an earlier run has found, in a file, and what is new since.
struct FindingsHistory {
  private let file: RecordFile

  init(path: String) { file = RecordFile(path: path, maximumSize: FindingsRecord.maximumSize) }

  /// What the last run has left. A record that cannot be read is kept aside with a warning.
  func earlier(at time: UTCTime) throws(DiagnosticsError) -> (record: FindingsRecord?, warnings: [Diagnostic]) {
    let content: RecordFile.Content<FindingsRecord>
    do throws(StorageError) {
      content = try file.read(now: time, reason: \FindingsRecord.Unreadable.reason, decode: FindingsRecord.read)
    } catch {
      throw failed(error)
    }
    switch content {
    case .none: return (nil, [])
    case .value(let record): return (record, [])
    case .unreadable(let place, let reason):
      return (
        nil,
        [
          Diagnostic(
            .warning, code: "findings.record-unreadable",
            summary: "The record of earlier findings cannot be read",
            detail:
              "\(file.path) could not be understood: \(reason). It is kept as \(place), and everything found now counts as new."
          )
        ]
      )
    }
  }

  /// The record replaced by that of now.
  func write(_ record: FindingsRecord) throws(DiagnosticsError) {
    do throws(StorageError) { try file.write(record.json.written(.indented)) } catch { throw failed(error) }
  }

  private func failed(_ error: StorageError) -> DiagnosticsError {
    DiagnosticsError(
      Diagnostic(
        code: "findings.record-failed", summary: "The record of findings cannot be kept",
        detail: "\(file.path) could not be read or written: \(error)."))
  }
}
