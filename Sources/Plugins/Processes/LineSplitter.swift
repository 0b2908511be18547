/// Cuts a stream of bytes into lines; a line longer than the limit comes in pieces.
struct LineSplitter {
  static let maximumLength = 1 << 20

  private var rest: [UInt8] = []

  mutating func add(_ bytes: UnsafeRawBufferPointer, _ line: (String) -> Void) {
    var start = 0
    for index in bytes.indices where bytes[index] == UInt8(ascii: "\n") {
      rest.append(contentsOf: bytes[start..<index])
      flush(line)
      start = index + 1
    }
    rest.append(contentsOf: bytes[start...])
    if rest.count >= Self.maximumLength { flush(line) }
  }

  /// Hands on what stands after the last line end.
  mutating func finish(_ line: (String) -> Void) {
    if !rest.isEmpty { flush(line) }
  }

  private mutating func flush(_ line: (String) -> Void) {
    if rest.last == UInt8(ascii: "\r") { rest.removeLast() }
    line(String(decoding: rest, as: UTF8.self))
    rest.removeAll(keepingCapacity: true)
  }
}
