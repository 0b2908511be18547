import Glibc

/// A moment as seconds since 1970, in the forms in which services write it.
package struct UTCTime: Sendable, Hashable, Comparable {
  package var seconds: Int

  package init(seconds: Int) { self.seconds = seconds }

  package static func < (one: UTCTime, other: UTCTime) -> Bool { one.seconds < other.seconds }
  package static func + (time: UTCTime, seconds: Int) -> UTCTime { UTCTime(seconds: time.seconds + seconds) }

  package static var now: UTCTime { UTCTime(seconds: time(nil)) }

  /// `20150830T123600Z`.
  package var compact: String { formatted("%Y%m%dT%H%M%SZ") }
  /// `20150830`.
  package var day: String { formatted("%Y%m%d") }
  /// `2015-08-30T12:36:00Z`.
  package var iso8601: String { formatted("%Y-%m-%dT%H:%M:%SZ") }
  /// `Sun, 30 Aug 2015 12:36:00 GMT`, as in HTTP's headers.
  package var http: String { formatted("%a, %d %b %Y %H:%M:%S GMT") }

  /// RFC 3339 with any fraction and offset, or nil.
  package init?(iso8601 text: String) {
    let clock = text.utf8.prefix(19)
    // `d` stands for a digit.
    guard clock.count == 19,
      zip(clock, "dddd-dd-ddTdd:dd:dd".utf8).allSatisfy({ byte, form in
        form == UInt8(ascii: "d")
          ? (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
          : byte == form || form == UInt8(ascii: "T") && (byte == UInt8(ascii: "t") || byte == UInt8(ascii: " "))
      })
    else { return nil }
    let parts = text.prefix(19).split { !($0.isASCII && $0.isNumber) }.compactMap { Int($0) }
    guard parts.count == 6,
      let time = Self.seconds(year: parts[0], month: parts[1], day: parts[2], clock: Array(parts[3...5]))
    else { return nil }
    var zone = text.dropFirst(19)
    if zone.first == "." { zone = zone.dropFirst().drop { $0.isASCII && $0.isNumber } }
    switch zone {
    case "Z", "z", "UTC": self.init(seconds: time)
    default:
      let digits = zone.dropFirst().filter { $0 != ":" }
      guard let sign = zone.first, sign == "+" || sign == "-", digits.count == 4, let number = Int(digits) else {
        return nil
      }
      let offset = (number / 100 * 60 + number % 100) * 60
      self.init(seconds: sign == "+" ? time - offset : time + offset)
    }
  }

  /// The form of HTTP's `Date` header, or nil.
  package init?(http text: String) {
    let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
    let words = text.split(separator: " ")
    guard words.count == 6, words[5] == "GMT", let day = Int(words[1]), let year = Int(words[3]),
      let month = months.firstIndex(of: String(words[2])),
      let time = Self.seconds(
        year: year, month: month + 1, day: day, clock: words[4].split(separator: ":").compactMap { Int($0) })
    else { return nil }
    self.init(seconds: time)
  }

  private static func seconds(year: Int, month: Int, day: Int, clock: [Int]) -> Int? {
    // A year of fewer digits would be written with fewer.
    guard (1000...9999).contains(year), (1...12).contains(month), (1...31).contains(day), clock.count == 3,
      (0...23).contains(clock[0]), (0...59).contains(clock[1]), (0...60).contains(clock[2])
    else { return nil }
    var parts = tm()
    (parts.tm_year, parts.tm_mon, parts.tm_mday) = (Int32(year - 1900), Int32(month - 1), Int32(day))
    (parts.tm_hour, parts.tm_min, parts.tm_sec) = (Int32(clock[0]), Int32(clock[1]), Int32(clock[2]))
    return timegm(&parts)
  }

  private func formatted(_ format: String) -> String {
    var seconds = seconds
    var parts = tm()
    gmtime_r(&seconds, &parts)
    var buffer = [CChar](repeating: 0, count: 64)
    let length = strftime(&buffer, buffer.count, format, &parts)
    return String(decoding: buffer.prefix(length).map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }
}
