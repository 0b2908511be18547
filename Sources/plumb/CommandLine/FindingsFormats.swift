import Model
import Reporting

private let findingsFormats = ["text", "json", "sarif", "junit", "markdown"]

/// How findings are to be reported: by -format, or -json.
func findingsFormat(_ invocation: Invocation) throws(UsageError) -> String {
  let format = invocation.flags.bool(Flag.json.name) ? "json" : invocation.flags.string("format") ?? "text"
  guard findingsFormats.contains(format) else {
    throw UsageError(
      summary: "Invalid -format",
      detail: "The format \(quoted(format)) is none of \(findingsFormats.joined(separator: ", ")).")
  }
  return format
}

/// A report on standard output.
func show(_ report: FindingsReport, as format: String, showsOnlyNews: Bool, _ invocation: Invocation) {
  let terminal = invocation.terminal
  switch format {
  case "json": terminal.writeLine(report.json.text(.indented))
  case "sarif": terminal.writeLine(report.sarif().text(.indented))
  case "junit": terminal.write(report.junit)
  case "markdown": terminal.write(report.markdown())
  default:
    terminal.write(
      report.text(
        FindingsTextOptions(
          layout: terminal.layout, showsInformational: invocation.flags.bool("details"), showsOnlyNews: showsOnlyNews,
          mostOfType: invocation.flags.bool("details") ? nil : 10)))
  }
}
