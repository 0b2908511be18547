import Model

/// After a report, reading goes on where the broken thing probably ends, so that one mistake is told once and the
/// next one too.
extension Parser {
  /// How many bytes ahead the end of a broken thing is looked for.
  private static let recoveryReach = 50_000

  /// Goes on at the first line end, behind what was read last, at which all brackets opened since `start` are closed.
  /// When that never comes, one of the brackets is the mistake: then at the end of this line.
  mutating func recover(from start: Int) {
    let reached = position
    if let end = lineEnd(from: start, reached: reached, counts: true) {
      move(to: end)
    } else if let end = lineEnd(from: reached, reached: reached, counts: false) {
      move(to: end)
    } else {
      move(to: source.bytes.count)
    }
  }

  /// After a broken header: reads the block's contents for what is wrong in them, if the line opens a block.
  mutating func recoverBlock(headerAt start: Int) {
    let bytes = source.bytes
    let line = bytes[max(start, position)...].firstIndex(of: UInt8(ascii: "\n")) ?? bytes.count
    var last = line
    while last > start, [UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\r")].contains(bytes[last - 1]) {
      last -= 1
    }
    guard last > start, bytes[last - 1] == UInt8(ascii: "{") else { return recover(from: start) }
    move(to: line)
    _ = newlines(ignored: false) { $0.nested { $0.body(until: .brace) } }
    _ = takes(.closeBrace)
  }

  /// The place of a line end, or of a closing brace that belongs to what is around.
  private func lineEnd(from start: Int, reached: Int, counts: Bool) -> Int? {
    var scanner = Scanner(bytes: source.bytes, position: start)
    var depth = 0
    while scanner.position <= reached + Self.recoveryReach {
      let token = scanner.next(ignoringNewlines: false)
      switch token.kind {
      case .end: return depth == 0 ? token.start : nil
      case .newline where depth <= 0 && token.start >= reached: return token.start
      case .symbol(.openBrace), .symbol(.openBracket), .symbol(.openParenthesis): depth += counts ? 1 : 0
      case .symbol(.closeBrace) where depth <= 0:
        if token.start >= reached { return token.start }
      case .symbol(.closeBrace), .symbol(.closeBracket), .symbol(.closeParenthesis):
        depth -= counts && depth > 0 ? 1 : 0
      case .quote: scanner.position = quotedEnd(from: token.end)
      case .heredoc:
        guard let end = heredocEnd(token, from: scanner.position) else { return nil }
        scanner.position = end
      default: break
      }
    }
    return nil
  }

  /// The place behind the quotes that close a text, or of the line end before which they are missing.
  private func quotedEnd(from start: Int) -> Int {
    let bytes = source.bytes
    /// For each sequence under way: the brackets open in it; nil stands for a text.
    var open: [Int?] = [nil]
    var place = start
    while place < bytes.count, bytes[place] != UInt8(ascii: "\n"), let innermost = open.last {
      let byte = bytes[place]
      let next = place + 1 < bytes.count ? bytes[place + 1] : 0
      if let brackets = innermost {
        switch byte {
        case UInt8(ascii: "\""): open.append(nil)
        case UInt8(ascii: "{"): open[open.count - 1] = brackets + 1
        case UInt8(ascii: "}"):
          if brackets == 0 { open.removeLast() } else { open[open.count - 1] = brackets - 1 }
        default: break
        }
      } else {
        switch byte {
        case UInt8(ascii: "\\"): place += 1
        case UInt8(ascii: "\""):
          open.removeLast()
          if open.isEmpty { return place + 1 }
        case UInt8(ascii: "$"), UInt8(ascii: "%"):
          if next == byte {
            place += 1
          } else if next == UInt8(ascii: "{") {
            open.append(0)
            place += 1
          }
        default: break
        }
      }
      place += 1
    }
    return min(place, bytes.count)
  }
}
