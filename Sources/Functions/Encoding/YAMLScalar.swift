import Model

/// A scalar of YAML, and how its text becomes a value.
struct YAMLScalar {
  private let text: String
  private let isPlain: Bool
  private let tag: String?

  init(_ text: String, isPlain: Bool, tag: String?) {
    self.text = text
    self.isPlain = isPlain
    self.tag = tag
  }

  func value() throws(FunctionError) -> Value {
    guard let tag else { return isPlain ? try resolved() : .string(text.normalizedNFC) }
    let failure = FunctionError("cannot parse \(quotedText(text)) as \(tag)")
    func require(_ value: Value?) throws(FunctionError) -> Value {
      guard let value else { throw failure }
      return value
    }
    switch tag {
    case "tag:yaml.org,2002:str": return .string(text.normalizedNFC)
    case "tag:yaml.org,2002:null": return .null(.dynamic)
    case "tag:yaml.org,2002:bool": return try require(Self.bools[text].map(Value.bool))
    case "tag:yaml.org,2002:int":
      guard let number = try self.number(), number.isWhole else { throw failure }
      return .number(number)
    case "tag:yaml.org,2002:float": return try require(try number().map(Value.number))
    case "tag:yaml.org,2002:timestamp": return try require(timestamp)
    case "tag:yaml.org,2002:binary":
      guard case .success = decodeBase64(text) else {
        throw FunctionError(failure.message + ": not valid base64")
      }
      return .string(text)
    default: throw FunctionError("unsupported tag \(quotedText(tag))")
    }
  }

  /// What a scalar without quotes and tag stands for.
  private func resolved() throws(FunctionError) -> Value {
    if let bool = Self.bools[text] { return .bool(bool) }
    if ["", "~", "null", "Null", "NULL"].contains(text) { return .null(.dynamic) }
    if let number = try number() { return .number(number) }
    return timestamp ?? .string(text.normalizedNFC)
  }

  private static let bools: [String: Bool] = {
    var table: [String: Bool] = [:]
    for word in ["y", "Y", "yes", "Yes", "YES", "true", "True", "TRUE", "on", "On", "ON"] { table[word] = true }
    for word in ["n", "N", "no", "No", "NO", "false", "False", "FALSE", "off", "Off", "OFF"] { table[word] = false }
    return table
  }()

  private func number() throws(FunctionError) -> Number? {
    switch text {
    case ".inf", ".Inf", ".INF", "+.inf", "+.Inf", "+.INF": return Number("+Inf")
    case "-.inf", "-.Inf", "-.INF": return Number("-Inf")
    case ".nan", ".NaN", ".NAN": throw FunctionError("floating point NaN is not supported")
    default: break
    }
    guard let first = text.utf8.first, "+-.0123456789".utf8.contains(first) else { return nil }
    if text.hasPrefix("0x") { return whole(text.dropFirst(2), radix: 16) }
    if text.hasPrefix("0o") { return whole(text.dropFirst(2), radix: 8) }
    guard text.utf8.allSatisfy({ "+-.0123456789eE".utf8.contains($0) }) else { return nil }
    return Number(text)
  }

  private func whole(_ digits: Substring, radix: Int) -> Number? {
    guard !digits.isEmpty else { return nil }
    var result = Number(0)
    for digit in digits {
      guard digit.isASCII, let value = digit.hexDigitValue, value < radix else { return nil }
      result = result * Number(radix) + Number(value)
    }
    return result
  }

  /// A date, with a time of day or without: `2001-1-2`, `2001-12-14 21:59:43.1`, `2001-12-14t21:59:43-05:00`.
  private var timestamp: Value? {
    guard text.utf8.count >= 8, text.utf8.first.map({ $0 >= 48 && $0 <= 57 }) == true else { return nil }
    let parts = text.split(maxSplits: 1, omittingEmptySubsequences: false) { "tT ".contains($0) }
    let date = parts[0].split(separator: "-", omittingEmptySubsequences: false)
    guard date.count == 3, date[0].utf8.count == 4 else { return nil }
    func padded(_ text: Substring) -> String? {
      guard (1...2).contains(text.utf8.count), text.utf8.allSatisfy({ $0 >= 48 && $0 <= 57 }) else { return nil }
      return text.utf8.count == 1 ? "0" + text : String(text)
    }
    guard let month = padded(date[1]), let day = padded(date[2]) else { return nil }
    var clock = "00:00:00"
    var offset = "Z"
    if parts.count == 2 {
      var time = parts[1]
      if let start = time.firstIndex(where: { "Z+-".contains($0) }) {
        guard !text.contains(" ") else { return nil }
        offset = String(time[start...])
        time = time[..<start]
      } else if !text.contains(" ") {
        return nil
      }
      let fields = time.split(separator: ":", omittingEmptySubsequences: false)
      guard fields.count == 3, let hour = padded(fields[0]), let minute = padded(fields[1]) else { return nil }
      let seconds = fields[2].split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
      guard let second = padded(seconds[0]) else { return nil }
      if seconds.count == 2, seconds[1].isEmpty || !seconds[1].utf8.allSatisfy({ $0 >= 48 && $0 <= 57 }) { return nil }
      clock = "\(hour):\(minute):\(second)"
    }
    guard let parsed = try? Timestamp("\(date[0])-\(month)-\(day)T\(clock)\(offset)") else { return nil }
    return .string(parsed.description)
  }
}
