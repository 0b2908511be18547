extension Diagnostic {
  /// The diagnostic as `validate -json` and the other JSON outputs have it.
  package func json(sources: SourceTexts = { _ in nil }) -> JSON {
    let shown = subject?.visible
    let snippet = subject.flatMap { subject in
      sources(subject.file).flatMap { Snippet(of: subject, context: context, in: $0) }
    }
    return .record([
      ("severity", .string(severity.rawValue)),
      ("summary", .string(summary)),
      ("detail", .string(detail)),
      ("address", address.map(JSON.string)),
      (
        "range",
        shown.map { range in
          .record([
            ("filename", .string(range.file)), ("start", range.start.json), ("end", range.end.json),
          ])
        }
      ),
      ("snippet", snippet.map { self.json(of: $0) }),
    ])
  }

  private func json(of snippet: Snippet) -> JSON {
    .record([
      ("context", snippet.context.map(JSON.string) ?? .null),
      ("code", .string(snippet.code)),
      ("start_line", .integer(snippet.startLine)),
      ("highlight_start_offset", .integer(snippet.highlight.lowerBound)),
      ("highlight_end_offset", .integer(snippet.highlight.upperBound)),
      (
        "values",
        .array(
          expressionValues.sorted { $0.traversal < $1.traversal }.map {
            .record([("traversal", .string($0.traversal)), ("statement", .string($0.statement))])
          })
      ),
      ("function_call", functionCall.map { .record([("called_as", .string($0.name))]) }),
    ])
  }
}

extension SourceRange {
  /// An empty range is reported as the one character after it.
  fileprivate var visible: SourceRange {
    guard end.byte <= start.byte else { return self }
    return SourceRange(
      file: file, start: start,
      end: SourcePosition(line: start.line, column: start.column + 1, byte: start.byte + 1))
  }
}

extension SourcePosition {
  fileprivate var json: JSON {
    .record([("line", .integer(line)), ("column", .integer(column)), ("byte", .integer(byte))])
  }
}
