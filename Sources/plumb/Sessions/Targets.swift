import Model

/// What `-target` and `-exclude` name, on the command line and in files; never both.
func targetsAndExcludes(
  _ flags: FlagValues
) throws(DiagnosticsError) -> (targets: [TargetAddress], excludes: [TargetAddress]) {
  let targets = try addresses(flags, "target")
  let excludes = try addresses(flags, "exclude")
  if !targets.isEmpty, !excludes.isEmpty {
    throw DiagnosticsError(
      Diagnostic(
        code: "command.incompatible-options", summary: "Invalid combination of arguments",
        detail:
          "The -target and -exclude options cannot be used together: one says what to plan, the other what not to plan. "
          + "Remove one of them."))
  }
  return (targets, excludes)
}

private func addresses(_ flags: FlagValues, _ name: String) throws(DiagnosticsError) -> [TargetAddress] {
  var found: [TargetAddress] = []
  var problems: [Diagnostic] = []
  func add(_ text: String, _ range: SourceRange?) {
    do { found.append(try TargetAddress(parsing: text)) } catch {
      var problem = error.diagnostic("Invalid \(name) \(quoted(text))")
      problem.subject = range
      problems.append(problem)
    }
  }
  for text in flags.strings(name) { add(text, nil) }
  for path in flags.strings("\(name)-file") {
    guard let bytes = readFile(path) else {
      problems.append(
        Diagnostic(
          code: "command.unreadable-file", summary: "Invalid \(name) file",
          detail: "The file \(path) could not be read: \(lastSystemError())."))
      continue
    }
    for line in AddressLine.all(in: bytes, of: path) { add(line.text, line.range) }
  }
  if !problems.isEmpty { throw DiagnosticsError(problems) }
  return found
}

/// A line of a file of addresses. Empty lines and those that begin with `#` say nothing.
struct AddressLine {
  var text: String
  var range: SourceRange

  static func all(in bytes: [UInt8], of path: String) -> [AddressLine] {
    var lines: [AddressLine] = []
    var start = 0
    for (index, line) in bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).enumerated() {
      defer { start += line.count + 1 }
      let blanks = line.prefix { $0 == 0x20 || $0 == 0x09 }.count
      var content = line.dropFirst(blanks)
      while let last = content.last, [0x20, 0x09, 0x0D].contains(last) { content.removeLast() }
      guard let first = content.first, first != UInt8(ascii: "#") else { continue }
      let text = String(decoding: content, as: UTF8.self)
      let begin = SourcePosition(line: index + 1, column: blanks + 1, byte: start + blanks)
      let end = SourcePosition(
        line: index + 1, column: blanks + 1 + text.count, byte: start + blanks + content.count)
      lines.append(AddressLine(text: text, range: SourceRange(file: path, start: begin, end: end)))
    }
    return lines
  }
}
