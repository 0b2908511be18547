import Model
import TestSupport
import Testing

struct JSONTests {
  @Test(arguments: [
    "null", "true", "[]", "{}", "[1,-2.5e+10,0]", #"{"a":[{"b":null}],"a":2}"#, #""\u0000\b\f\n\r\t\"\\é😀""#,
    "\"\u{7F}\"",
    "123456789012345678901234567890.000",
  ])
  func `compact text is written as it was read`(text: String) throws {
    #expect(try JSON.read(text).text() == text)
  }

  @Test func `escapes become characters`() throws {
    #expect(try JSON.read(#""\u00e9\ud83d\ude00\/\ud800x""#) == .string("é😀/\u{FFFD}x"))
    #expect(JSON.string("<\u{2028}&>").text(escapesHTML: true) == #""\u003c\u2028\u0026\u003e""#)
  }

  @Test(arguments: [
    ("", "The text ends where a value was expected", 1, 1), ("[1,]", "A value was expected here", 1, 4),
    ("{\"a\" 1}", "A colon was expected here", 1, 6), ("{\n  a: 1}", "A member name in quotes was expected here", 2, 3),
    ("\"a", "The text ends inside a string", 1, 3), ("\"\\x\"", "No such escape sequence", 1, 3),
    ("\"a\nb\"", "A control character must be escaped inside a string", 1, 3), ("1 2", "Unexpected text", 1, 3),
    ("-", "A digit was expected here", 1, 2), ("01", "Unexpected text", 1, 2),
    ("tru", "A value was expected here", 1, 1),
    ("\"\\u12\"", "Four hexadecimal digits were expected here", 1, 6), ("[1 2]", "A comma or a closing bracket", 1, 4),
  ])
  func `what is no JSON is refused with its place`(text: String, message: String, line: Int, column: Int) {
    let error = #expect(throws: JSONError.self) { try JSON.read(text) }
    #expect(error?.message.hasPrefix(message) == true, "\(error?.message ?? "")")
    #expect(error?.line == line)
    #expect(error?.column == column)
  }

  @Test func `nesting has its limit`() throws {
    let depth = JSON.maximumDepth
    #expect(throws: Never.self) {
      try JSON.read(String(repeating: "[", count: depth) + String(repeating: "]", count: depth))
    }
    let error = #expect(throws: JSONError.self) { try JSON.read(String(repeating: "[", count: 1_000_000)) }
    #expect(error?.message == "Nested deeper than \(depth) levels")
  }

  private func random(_ generator: inout SeededGenerator, depth: Int) -> JSON {
    switch Int.random(in: 0..<(depth > 0 ? 6 : 4), using: &generator) {
    case 0: return .null
    case 1: return .bool(Bool.random(using: &generator))
    case 2: return .number(["0", "-1.5", "1e30", "12345678901234567890"].randomElement(using: &generator) ?? "0")
    case 3:
      return .string(["", "a", "\"\\\n", "é", "\u{2028}<&>", "😀"].randomElement(using: &generator) ?? "")
    case 4:
      return .array(
        (0..<Int.random(in: 0..<4, using: &generator)).map { _ in random(&generator, depth: depth - 1) })
    default:
      return .object(
        (0..<Int.random(in: 0..<4, using: &generator)).map {
          JSON.Member("m\($0)", random(&generator, depth: depth - 1))
        })
    }
  }

  @Test(arguments: 1...100 as ClosedRange<UInt64>)
  func `every layout reads back, and texts are laid out as trees are`(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    let json = random(&generator, depth: 5)
    let compact = json.written(escapesHTML: true)
    let indented = json.written(.indented, escapesHTML: true)
    #expect(try JSON.read(compact) == json, "seed \(seed)")
    #expect(try JSON.read(indented) == json, "seed \(seed)")
    #expect(JSON.compacted(indented) == compact, "seed \(seed)")
    var laidOut: [UInt8] = []
    JSON.writeIndented(json.written(), to: &laidOut)
    #expect(laidOut == indented, "seed \(seed)")
  }

  @Test func `damaged texts never crash the reader, and what is read can be written`() throws {
    var generator = SeededGenerator(seed: 2)
    for _ in 0..<20_000 {
      var bytes = random(&generator, depth: 3).written(Bool.random(using: &generator) ? .indented : .compact)
      for _ in 0..<Int.random(in: 1...2, using: &generator) where !bytes.isEmpty {
        let index = Int.random(in: 0..<bytes.count, using: &generator)
        if Bool.random(using: &generator) {
          bytes[index] = UInt8.random(in: 0...255, using: &generator)
        } else {
          bytes.remove(at: index)
        }
      }
      // Only the reader's own error may come out; what passes is a fixed point.
      guard let json = try? JSON.read(bytes) else { continue }
      #expect(try JSON.read(json.written()) == json)
      var scanned: [UInt8] = []
      JSON.writeIndented(JSON.compacted(bytes), to: &scanned)
      #expect(try JSON.read(scanned) == json)
    }
  }
}
