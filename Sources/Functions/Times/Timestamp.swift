import Model

/// A moment as RFC 3339 writes it, with its offset from UTC.
struct Timestamp: CustomStringConvertible {
  /// Seconds since 1970 in UTC.
  var seconds: Int
  var nanoseconds: Int
  var offsetMinutes: Int

  init(seconds: Int, nanoseconds: Int = 0, offsetMinutes: Int = 0) {
    self.seconds = seconds
    self.nanoseconds = nanoseconds
    self.offsetMinutes = offsetMinutes
  }

  init(_ text: String) throws(FunctionError) {
    var parser = TimestampParser(text)
    self = try parser.parse()
  }

  struct Parts {
    var year: Int
    var month: Int
    var day: Int
    var hour: Int
    var minute: Int
    var second: Int
    /// Sunday is 0.
    var weekday: Int
  }

  /// At the moment's own offset.
  var parts: Parts {
    let local = seconds + offsetMinutes * 60
    let days = Int((Double(local) / 86400).rounded(.down))
    let rest = local - days * 86400
    // Days are counted from the 1st of March of the year 0, so that leap days come last.
    let shifted = days + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shiftedMonth = (5 * dayOfYear + 2) / 153
    let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
    return Parts(
      year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month: month,
      day: dayOfYear - (153 * shiftedMonth + 2) / 5 + 1, hour: rest / 3600, minute: rest % 3600 / 60,
      second: rest % 60, weekday: ((days + 4) % 7 + 7) % 7)
  }

  static func days(year: Int, month: Int, day: Int) -> Int {
    let year = month <= 2 ? year - 1 : year
    let era = (year >= 0 ? year : year - 399) / 400
    let yearOfEra = year - era * 400
    let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
    return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
  }

  static func daysInMonth(_ month: Int, year: Int) -> Int {
    switch month {
    case 2: (year % 4 == 0 && year % 100 != 0) || year % 400 == 0 ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }

  var description: String {
    let parts = parts
    func two(_ number: Int) -> String { padded(number, 2) }
    return
      "\(padded(parts.year, 4))-\(two(parts.month))-\(two(parts.day))T\(two(parts.hour)):\(two(parts.minute)):\(two(parts.second))"
      + (offsetMinutes == 0 ? "Z" : offset(separator: ":"))
  }

  func offset(separator: String) -> String {
    let magnitude = abs(offsetMinutes)
    return (offsetMinutes < 0 ? "-" : "+") + padded(magnitude / 60, 2) + separator + padded(magnitude % 60, 2)
  }

  mutating func add(nanoseconds duration: Int) {
    let total = nanoseconds + duration % 1_000_000_000
    seconds += duration / 1_000_000_000 + (total < 0 ? -1 : total / 1_000_000_000)
    nanoseconds = total < 0 ? total + 1_000_000_000 : total % 1_000_000_000
  }
}

func padded(_ number: Int, _ digits: Int) -> String {
  let text = String(abs(number))
  return (number < 0 ? "-" : "") + String(repeating: "0", count: max(0, digits - text.utf8.count)) + text
}

/// Reads RFC 3339, and says what is missing in its absence.
private struct TimestampParser {
  private let bytes: [UInt8]
  private var position = 0

  init(_ text: String) { bytes = Array(text.utf8) }

  private var rest: String { String(decoding: bytes[position...], as: UTF8.self) }

  private func failure(_ reason: String) -> FunctionError { FunctionError("not a valid RFC3339 timestamp: " + reason) }

  private func unusable(_ text: String, as what: String) -> FunctionError {
    failure(text.isEmpty ? "end of string before \(what)" : "cannot use \(quotedText(text)) as \(what)")
  }

  private mutating func digits(_ count: Int, _ what: String) throws(FunctionError) -> Int {
    let part = bytes[position...].prefix(count)
    guard part.count == count, part.allSatisfy({ $0 >= 48 && $0 <= 57 }) else { throw unusable(rest, as: what) }
    position += count
    return part.reduce(0) { $0 * 10 + Int($1 - 48) }
  }

  private mutating func separator(_ mark: Character) throws(FunctionError) {
    guard position < bytes.count, bytes[position] == mark.asciiValue else {
      if mark == "T" { throw failure("missing required time introducer 'T'") }
      throw failure(
        rest.isEmpty
          ? "end of string where \(quotedText(String(mark))) is expected"
          : "found \(quotedText(rest)) where \(quotedText(String(mark))) is expected")
    }
    position += 1
  }

  mutating func parse() throws(FunctionError) -> Timestamp {
    let year = try digits(4, "year")
    try separator("-")
    let month = try digits(2, "month")
    guard (1...12).contains(month) else { throw unusable(rest, as: "month") }
    try separator("-")
    let day = try digits(2, "day of month")
    try separator("T")
    let hour = try digits(2, "hour")
    guard hour < 24 else { throw failure("hour must be between 0 and 23 inclusive") }
    try separator(":")
    let minute = try digits(2, "minute")
    guard minute < 60 else { throw failure("minute must have exactly two digits") }
    try separator(":")
    let second = try digits(2, "second")
    guard second < 60 else { throw unusable(rest, as: "second") }
    var nanoseconds = 0
    if position + 1 < bytes.count, bytes[position] == UInt8(ascii: "."), bytes[position + 1] >= 48,
      bytes[position + 1] <= 57
    {
      position += 1
      var scale = 100_000_000
      while position < bytes.count, bytes[position] >= 48, bytes[position] <= 57 {
        nanoseconds += Int(bytes[position] - 48) * scale
        scale /= 10
        position += 1
      }
    }
    let offset = try offsetMinutes()
    if position < bytes.count { throw unusable(rest, as: "timestamp segment") }
    guard day >= 1, day <= Timestamp.daysInMonth(month, year: year) else { throw failure("day out of range") }
    let local = Timestamp.days(year: year, month: month, day: day) * 86400 + hour * 3600 + minute * 60 + second
    return Timestamp(seconds: local - offset * 60, nanoseconds: nanoseconds, offsetMinutes: offset)
  }

  private mutating func offsetMinutes() throws(FunctionError) -> Int {
    let given = rest
    guard let mark = bytes[position...].first else { throw unusable("", as: "UTC offset") }
    if mark == UInt8(ascii: "Z") {
      position += 1
      return 0
    }
    guard mark == UInt8(ascii: "+") || mark == UInt8(ascii: "-"), bytes.count - position >= 6 else {
      throw unusable(given, as: "UTC offset")
    }
    position += 1
    let hours = try digits(2, "UTC offset")
    guard bytes[position] == UInt8(ascii: ":") else { throw unusable(given, as: "UTC offset") }
    position += 1
    let minutes = try digits(2, "UTC offset")
    guard hours <= 24, minutes < 60 else { throw unusable("", as: "UTC offset") }
    return (hours * 60 + minutes) * (mark == UInt8(ascii: "-") ? -1 : 1)
  }
}
