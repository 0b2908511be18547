/// The white space before the first line of a block of text in YAML (`|` or `>`); nil where the header says how far the text is
/// indented. `position` is in the header or at the text's beginning.
func blockIndentation(in bytes: UnsafeRawBufferPointer, around position: Int) -> Range<Int>? {
  let newLine = UInt8(ascii: "\n")
  func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 || byte == 0x0D }
  var header = min(position, bytes.count)
  while header > 0, isBlank(bytes[header - 1]) || bytes[header - 1] == newLine { header -= 1 }
  let start = bytes[..<header].lastIndex(of: newLine).map { $0 + 1 } ?? 0
  let end = bytes[header...].firstIndex(of: newLine) ?? bytes.count
  guard let indicator = (start..<end).first(where: { isHeader(bytes[$0..<end]) }) else { return nil }
  let digits = UInt8(ascii: "1")...UInt8(ascii: "9")
  if bytes[indicator..<end].dropFirst().prefix(2).contains(where: digits.contains) { return nil }
  var place = min(end + 1, bytes.count)
  let first = place
  while place < bytes.count, isBlank(bytes[place]) || bytes[place] == newLine { place += 1 }
  return first..<place
}

/// `|`, `>`, how they may go on, and a comment.
private func isHeader(_ line: Slice<UnsafeRawBufferPointer>) -> Bool {
  guard let first = line.first, first == UInt8(ascii: "|") || first == UInt8(ascii: ">") else { return false }
  let rest = line.dropFirst().drop { "+-123456789".utf8.contains($0) }
  guard let next = rest.first(where: { $0 != 0x20 && $0 != 0x09 && $0 != 0x0D }) else { return true }
  return next == UInt8(ascii: "#") && rest.first != next
}
