import Model
import Reporting
import Storing

/// What an earlier run has found, in a file, and what is new since.
struct FindingsHistory {
  private let file: RecordFile

  init(path: String) { file = RecordFile(path: path, maximumSize: FindingsRecord.maximumSize) }

  /// The report with what is different, and the record replaced by that of now. A record that cannot be read is kept aside with a warning.
  func compared(_ report: FindingsReport) throws(DiagnosticsError) -> (report: FindingsReport, warnings: [Diagnostic]) {
    do throws(StorageError) {
      var earlier: FindingsRecord?
      var warnings: [Diagnostic] = []
      let content = try file.read(
        now: report.time, reason: \FindingsRecord.Unreadable.reason, decode: FindingsRecord.read)
      switch content {
      case .none: break
      case .value(let record): earlier = record
      case .unreadable(let place, let reason):
        warnings.append(
          Diagnostic(
            .warning, code: "findings.record-unreadable",
            summary: "The record of earlier findings cannot be read",
            detail:
              "\(file.path) could not be understood: \(reason). It is kept as \(place), and everything found now counts as new."
          ))
      }
      let compared = report.compared(with: earlier)
      try file.write(compared.record.json.written(.indented))
      return (compared.report, warnings)
    } catch {
      throw DiagnosticsError(
        Diagnostic(
          code: "findings.record-failed", summary: "The record of findings cannot be kept",
          detail: "\(file.path) could not be read or written: \(error)."))
    }
  }
}
