package import Model

/// The results as an XML document in the form of JUnit, which CI systems read.
package struct JUnitReport {
  private let files: [FileResult]
  private let sources: SourceTexts
  /// RFC 3339 of seconds since 1970.
  private let timestamp: (Int) -> String

  package init(_ files: [FileResult], sources: @escaping SourceTexts, timestamp: @escaping (Int) -> String) {
    self.files = files
    self.sources = sources
    self.timestamp = timestamp
  }

  package var text: String {
    var xml = "<?xml version=\"1.0\" encoding=\"UTF-8\"?><testsuites>\n"
    for file in files { xml += suite(file) }
    return xml + "</testsuites>"
  }

  private func suite(_ file: FileResult) -> String {
    func count(_ status: RunStatus) -> Int { file.runs.filter { $0.status == status }.count }
    var xml =
      "  <testsuite name=\(attribute(file.path)) tests=\"\(file.runs.count)\" skipped=\"\(count(.skip))\" "
      + "failures=\"\(count(.fail))\" errors=\"\(count(.error))\">\n"
    for run in file.runs { xml += testCase(run, in: file) }
    return xml + "  </testsuite>\n"
  }

  private func testCase(_ run: RunResult, in file: FileResult) -> String {
    var tag = "    <testcase name=\(attribute(run.name)) classname=\(attribute(file.path))"
    if let began = run.began {
      tag += " time=\"\(run.duration.secondsText)\" timestamp=\"\(timestamp(began))\""
    }
    tag += ">"
    let content = content(run, in: file)
    return tag + (content.isEmpty ? "" : "\n\(content)    ") + "</testcase>\n"
  }

  private func content(_ run: RunResult, in file: FileResult) -> String {
    let errors = run.diagnostics.filter(\.isError)
    let warnings = run.diagnostics.filter { !$0.isError }
    var xml = ""
    switch run.status {
    case .skip:
      xml += element("skipped", message: skipMessage(file), text: skipReason(run, in: file))
    case .fail:
      let failures = errors.filter { $0.code == "test.assertion-failed" }
      let message =
        failures.count == 1
        ? failures[0].detail
        : "\(failures.count) of \(failures.count) assertions failed, including: \(failures.first?.detail ?? "")"
      xml += element("failure", message: message, text: errors.text(sources: sources))
    case .error:
      xml += element("error", message: "Encountered an error", text: errors.text(sources: sources))
    case .pass: break
    }
    if !warnings.isEmpty {
      xml += "      <system-err>\(characterData(warnings.text(sources: sources)))</system-err>\n"
    }
    return xml
  }

  private func skipMessage(_ file: FileResult) -> String {
    file.runs.contains { $0.status == .error }
      ? "Testcase skipped due to a previous testcase error" : "Testcase skipped due to an interrupt"
  }

  private func skipReason(_ run: RunResult, in file: FileResult) -> String {
    guard let cause = file.runs.first(where: { $0.status == .error }) else { return "" }
    return "Previous testcase \(quoted(cause.name)) ended in error, which caused the remaining tests in the file to be "
      + "skipped"
  }

  private func element(_ name: String, message: String, text: String) -> String {
    "      <\(name) message=\(attribute(message))>\(text.isEmpty ? "" : characterData(text))</\(name)>\n"
  }

  private func attribute(_ text: String) -> String {
    var escaped = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": escaped += "&amp;"
      case "<": escaped += "&lt;"
      case ">": escaped += "&gt;"
      case "\"": escaped += "&#34;"
      case "\n": escaped += "&#xA;"
      case "\t": escaped += "&#x9;"
      case "\r": escaped += "&#xD;"
      default: escaped.unicodeScalars.append(scalar.isXMLCharacter ? scalar : "\u{FFFD}")
      }
    }
    return escaped + "\""
  }

  private func characterData(_ text: String) -> String {
    var clean = String.UnicodeScalarView()
    for scalar in text.unicodeScalars { clean.append(scalar.isXMLCharacter ? scalar : "\u{FFFD}") }
    return "<![CDATA[" + String(clean).replacing("]]>", with: "]]]]><![CDATA[>") + "]]>"
  }
}

extension Unicode.Scalar {
  /// Whether XML 1.0 can hold the character at all.
  fileprivate var isXMLCharacter: Bool {
    switch value {
    case 0x9, 0xA, 0xD, 0x20...0xD7FF, 0xE000...0xFFFD, 0x10000...0x10FFFF: true
    default: false
    }
  }
}

extension Duration {
  /// Seconds with milliseconds: `1.042`.
  fileprivate var secondsText: String {
    let milliseconds = components.seconds * 1000 + components.attoseconds / 1_000_000_000_000_000
    let rest = String(milliseconds % 1000)
    return "\(milliseconds / 1000).\(String(repeating: "0", count: 3 - rest.count))\(rest)"
  }
}
