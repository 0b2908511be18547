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
    case .splat(let source, _, let isLegacy): marker(behind: source.range, length: isLegacy ? 2 : 3)
    case .template(let parts): parts.first?.startRange ?? range
    case .literal(.string("")) where range.end.byte - range.start.byte == 2: behind
    case .literal(.string): insideQuotes
    default: range
    }
  }

  /// `[*]` or `.*`.
  private func marker(behind source: SourceRange, length: Int) -> SourceRange {
    var end = source.end
    end.column += length
    end.byte += length
    return SourceRange(file: range.file, start: source.end, end: end)
  }

  /// Of a literal text on one line.
  private var insideQuotes: SourceRange {
    guard range.start.line == range.end.line, range.end.byte - range.start.byte >= 2 else { return range }
    var inside = range
    inside.start.column += 1
    inside.start.byte += 1
    inside.end.column -= 1
    inside.end.byte -= 1
    return inside
  }

  /// What follows an empty text: there is nothing in it to point at.
  private var behind: SourceRange {
    let end = range.end
    return SourceRange(
      file: range.file, start: end,
      end: SourcePosition(line: end.line, column: end.column + 1, byte: end.byte + 1))
  }

  private func firstCharacters(_ count: Int) -> SourceRange {
    let start = range.start
    return SourceRange(
      file: range.file, start: start,
      end: SourcePosition(line: start.line, column: start.column + count, byte: start.byte + count))
  }
}

extension TemplatePart {
  fileprivate var startRange: SourceRange {
    switch self {
    case .text(_, let range), .loop(_, _, _, _, let range, _): range
    case .interpolation(let expression), .conditional(let expression, _, _, _): expression.startRange
    }
  }
}
