import Model

extension AnswerNode {
  /// Tags at a path, in whichever form: entries with key and value, or a map.
  func tags(_ path: String) -> [String: String] {
    var tags: [String: String] = [:]
    for node in all(path) {
      let key = Self.keyNames.lazy.compactMap { node.first($0)?.text }.first
      if let key {
        tags[key] = Self.valueNames.lazy.compactMap { node.first($0)?.text }.first ?? ""
      } else {
        for (name, text) in node.texts { tags[name] = text }
      }
    }
    return tags
  }

  private static let keyNames = ["Key", "key", "TagKey"]
  private static let valueNames = ["Value", "value", "TagValue"]

  /// A moment in whichever form: RFC 3339, seconds since 1970, or milliseconds.
  var time: UTCTime? { text.flatMap(Self.time) }

  static func time(_ text: String) -> UTCTime? {
    if let time = UTCTime(iso8601: text) { return time }
    guard let number = Double(text), number.isFinite, number > 0 else { return nil }
    // No moment of interest is in the year 5138, which a number of seconds this large would mean.
    let seconds = number >= 1e11 ? number / 1000 : number
    guard seconds < 253_402_300_800 else { return nil }
    return UTCTime(seconds: Int(seconds))
  }
}
