package import Model

extension Expression {
  /// The beginning that stands for the whole where only a place is meant.
  package var startRange: SourceRange {
    switch kind {
    case .tuple, .object, .forTuple, .forObject: firstCharacters(1)
    case .call(_, let nameRange, _, _): firstCharacters(nameRange.end.byte - nameRange.start.byte + 1)
    case .binary(_, let left, _): left.startRange
    case .conditional(let condition, _, _): condition.startRange
    case .unary: firstCharacters(1)
    case .parentheses(let inner): inner.startRange
    default: range
    }
  }

  private func firstCharacters(_ count: Int) -> SourceRange {
    let start = range.start
    return SourceRange(
      file: range.file, start: start,
      end: SourcePosition(line: start.line, column: start.column + count, byte: start.byte + count))
  }
}
