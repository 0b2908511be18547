/// The way to the innermost object or array around a place in a JSON text, e.g. `resource.aws_vpc.main`.
func jsonContext(around byte: Int, in text: [UInt8]) -> String? {
  text.withUnsafeBufferPointer { bytes in
    var walk = JSONContextWalk(scanner: JSONScanner(bytes), byte: byte)
    // Behind a mistake nothing is known; the way to it is.
    let found = (try? walk.value()) ?? walk.wayToMistake ?? []
    let context = found.joined()
    return context.isEmpty ? nil : context.hasPrefix(".") ? String(context.dropFirst()) : context
  }
}

private struct JSONContextWalk {
  var scanner: JSONScanner
  let byte: Int
  var way: [String] = []
  /// Where the objects and arrays on the way begin, the outermost first.
  private var starts: [Int] = []
  /// To the object or array with a mistake in one of its values; what is itself broken is no place any more.
  var wayToMistake: [String]?

  init(scanner: JSONScanner, byte: Int) {
    self.scanner = scanner
    self.byte = byte
  }

  /// The way into the value that comes next, or nil when the place is not in it.
  mutating func value() throws(JSONError) -> [String]? {
    let start = scanner.position
    do throws(JSONError) {
      switch try scanner.nextKind() {
      case .object: return try object(from: start)
      case .array: return try array(from: start)
      default:
        try scanner.skipValue()
        return nil
      }
    } catch {
      if wayToMistake == nil {
        let entered = starts.prefix { $0 <= byte }.count
        wayToMistake = Array(way.dropLast().prefix(max(0, entered - 1)))
      }
      throw error
    }
  }

  private mutating func object(from start: Int) throws(JSONError) -> [String]? {
    starts.append(start)
    defer { starts.removeLast() }
    try scanner.beginObject()
    var isFirst = true
    while let name = try scanner.nextMember(&isFirst) {
      way.append(".\(name)")
      if let found = try value() { return found }
      way.removeLast()
    }
    return (start..<scanner.position).contains(byte) ? way : nil
  }

  private mutating func array(from start: Int) throws(JSONError) -> [String]? {
    starts.append(start)
    defer { starts.removeLast() }
    try scanner.beginArray()
    var isFirst = true
    var index = 0
    while try scanner.nextElement(&isFirst) {
      way.append("[\(index)]")
      if let found = try value() { return found }
      way.removeLast()
      index += 1
    }
    return (start..<scanner.position).contains(byte) ? way : nil
  }
}
