import Model

func decodeCSV(_ text: String) throws(FunctionError) -> Value {
  var reader = CSVReader(text)
  guard let header = try reader.record() else { throw FunctionError("missing header line") }
  let names = header.map(\.normalizedNFC)
  var seen: Set<String> = []
  for name in names where !seen.insert(name).inserted {
    throw FunctionError("duplicate column name \(quotedText(name))")
  }
  var rows: [Value] = []
  while let record = try reader.record() {
    guard record.count == names.count else { throw reader.error("wrong number of fields") }
    rows.append(.object(KeyedValues(zip(names, record.map { Value.string($0.normalizedNFC) }))))
  }
  return .list(.object(ObjectType(names.map { ($0, .string) })), rows)
}

/// Reads comma-separated records as RFC 4180 has them; empty lines do not count.
private struct CSVReader {
  private let bytes: [UInt8]
  private var position = 0
  private var line = 1
  private var recordLine = 1

  init(_ text: String) {
    bytes = Array(text.utf8)
  }

  func error(_ reason: String) -> FunctionError {
    FunctionError("CSV parse error on line \(recordLine): \(reason)")
  }

  /// The length of the line break at a position, or 0.
  private func lineBreak(at index: Int) -> Int {
    guard index < bytes.count else { return 0 }
    if bytes[index] == 10 { return 1 }
    if bytes[index] == 13, index + 1 < bytes.count, bytes[index + 1] == 10 { return 2 }
    // A carriage return at the very end counts as the end.
    return bytes[index] == 13 && index + 1 == bytes.count ? 1 : 0
  }

  mutating func record() throws(FunctionError) -> [String]? {
    while case let length = lineBreak(at: position), length > 0 {
      position += length
      line += 1
    }
    guard position < bytes.count else { return nil }
    recordLine = line
    var fields: [String] = []
    while true {
      fields.append(try field())
      if position < bytes.count, bytes[position] == UInt8(ascii: ",") {
        position += 1
        continue
      }
      let length = lineBreak(at: position)
      if length > 0 {
        position += length
        line += 1
      }
      return fields
    }
  }

  private mutating func field() throws(FunctionError) -> String {
    guard position < bytes.count, bytes[position] == UInt8(ascii: "\"") else { return try bareField() }
    position += 1
    var content: [UInt8] = []
    while position < bytes.count {
      let byte = bytes[position]
      if byte == UInt8(ascii: "\"") {
        position += 1
        if position < bytes.count, bytes[position] == UInt8(ascii: "\"") {
          content.append(byte)
          position += 1
          continue
        }
        guard position == bytes.count || bytes[position] == UInt8(ascii: ",") || lineBreak(at: position) > 0 else {
          recordLine = line
          throw error("extraneous or missing \" in quoted-field")
        }
        return String(decoding: content, as: UTF8.self)
      }
      let length = lineBreak(at: position)
      if length > 0 {
        content.append(10)
        position += length
        line += 1
      } else {
        content.append(byte)
        position += 1
      }
    }
    recordLine = line
    throw error("extraneous or missing \" in quoted-field")
  }

  private mutating func bareField() throws(FunctionError) -> String {
    let start = position
    while position < bytes.count, bytes[position] != UInt8(ascii: ","), lineBreak(at: position) == 0 {
      if bytes[position] == UInt8(ascii: "\"") {
        recordLine = line
        throw error("bare \" in non-quoted-field")
      }
      position += 1
    }
    return String(decoding: bytes[start..<position], as: UTF8.self)
  }
}
