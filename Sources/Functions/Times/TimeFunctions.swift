import Model

let timeFunctions: [BuiltinFunction] = [
  BuiltinFunction("timestamp", "The moment of applying, in UTC.", [], returns: .string) {
    (call) throws(FunctionError) in
    call.context.isPlanning
      ? .unknown(.string) : .string(Timestamp(seconds: call.context.now()).description)
  },
  BuiltinFunction("plantimestamp", "The moment of planning, in UTC.", [], returns: .string, isNotNull: false) {
    (call) throws(FunctionError) in
    guard let time = call.context.planTime else { return .unknown(.string) }
    return .string(Timestamp(seconds: time).description)
  },
  BuiltinFunction(
    "timeadd", "The moment that is later than another by a duration such as `1h30m`.",
    [.string("timestamp"), .string("duration")], returns: .string, isNotNull: false
  ) { (call) throws(FunctionError) in
    var time = try Timestamp(call.string(0))
    time.add(nanoseconds: try duration(call.string(1)))
    return .string(time.description)
  },
  BuiltinFunction(
    "timecmp", "Whether a moment is before (-1), at (0) or after (1) another.",
    [.string("timestamp_a"), .string("timestamp_b")], returns: .number
  ) { (call) throws(FunctionError) in
    let a = try timestamp(call, 0)
    let b = try timestamp(call, 1)
    if (a.seconds, a.nanoseconds) == (b.seconds, b.nanoseconds) { return .integer(0) }
    return .integer((a.seconds, a.nanoseconds) < (b.seconds, b.nanoseconds) ? -1 : 1)
  },
  BuiltinFunction(
    "formatdate", "A moment in a notation of one's own, such as `YYYY-MM-DD hh:mm`.",
    [.string("format"), .string("time")], returns: .string
  ) { (call) throws(FunctionError) in
    .string(try formatted(try timestamp(call, 1), as: call.string(0)).normalizedNFC)
  },
]

private func timestamp(_ call: FunctionCall, _ index: Int) throws(FunctionError) -> Timestamp {
  do throws(FunctionError) {
    return try Timestamp(call.string(index))
  } catch {
    throw FunctionError(error.message, argument: index)
  }
}

/// Nanoseconds of `1h30m`, `-1.5h`, `300ms`.
private func duration(_ text: String) throws(FunctionError) -> Int {
  let invalid = FunctionError("time: invalid duration \(quotedText(text))")
  let units: [String: Int] = [
    "ns": 1, "us": 1000, "µs": 1000, "μs": 1000, "ms": 1_000_000, "s": 1_000_000_000, "m": 60_000_000_000,
    "h": 3_600_000_000_000,
  ]
  var rest = text[...]
  let isNegative = rest.first == "-"
  if isNegative || rest.first == "+" { rest = rest.dropFirst() }
  if rest == "0" { return 0 }
  guard !rest.isEmpty else { throw invalid }
  var total = 0
  while !rest.isEmpty {
    let whole = rest.prefix { $0 >= "0" && $0 <= "9" }
    rest = rest[whole.endIndex...]
    var fraction = Substring()
    if rest.first == "." {
      rest = rest.dropFirst()
      fraction = rest.prefix { $0 >= "0" && $0 <= "9" }
      rest = rest[fraction.endIndex...]
    }
    guard !whole.isEmpty || !fraction.isEmpty else { throw invalid }
    let unit = rest.prefix { $0 != "." && !($0 >= "0" && $0 <= "9") }
    rest = rest[unit.endIndex...]
    guard !unit.isEmpty else { throw FunctionError("time: missing unit in duration \(quotedText(text))") }
    guard let scale = units[String(unit)] else {
      throw FunctionError("time: unknown unit \(quotedText(String(unit))) in duration \(quotedText(text))")
    }
    guard let count = whole.isEmpty ? 0 : Int(whole) else { throw invalid }
    let (product, overflow) = count.multipliedReportingOverflow(by: scale)
    // Beyond 15 digits a fraction is finer than any unit.
    let part = fraction.isEmpty ? 0 : (Double("0." + fraction.prefix(15)) ?? 0) * Double(scale)
    let (sum, overflowsSum) = total.addingReportingOverflow(product)
    let (result, overflowsFraction) = sum.addingReportingOverflow(Int(part))
    guard !overflow, !overflowsSum, !overflowsFraction else { throw invalid }
    total = result
  }
  return isNegative ? -total : total
}

private let monthNames = [
  "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
  "December",
]
private let dayNames = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"]

/// Runs of one letter are verbs, what stands between single quotes and everything else is literal.
private func formatted(_ time: Timestamp, as format: String) throws(FunctionError) -> String {
  let scalars = Array(format.unicodeScalars)
  var result = String.UnicodeScalarView()
  var index = 0
  while index < scalars.count {
    let scalar = scalars[index]
    if scalar == "'" {
      if index + 1 < scalars.count, scalars[index + 1] == "'" {
        result.append("'")
        index += 2
        continue
      }
      index = try literal(scalars, from: index + 1, into: &result)
    } else if ("a"..."z").contains(scalar) || ("A"..."Z").contains(scalar) {
      let length = scalars[index...].prefix { $0 == scalar }.count
      result.append(contentsOf: try verb(scalar, length, time).unicodeScalars)
      index += length
    } else {
      result.append(scalar)
      index += 1
    }
  }
  return String(result)
}

/// Copies up to the closing quote and gives the index after it.
private func literal(
  _ scalars: [Unicode.Scalar], from start: Int, into result: inout String.UnicodeScalarView
) throws(FunctionError) -> Int {
  var index = start
  while index < scalars.count {
    if scalars[index] == "'" {
      guard index + 1 < scalars.count, scalars[index + 1] == "'" else { return index + 1 }
      index += 1
    }
    result.append(scalars[index])
    index += 1
  }
  throw FunctionError("unterminated literal '", argument: 0)
}

private func verb(_ letter: Unicode.Scalar, _ length: Int, _ time: Timestamp) throws(FunctionError) -> String {
  let parts = time.parts
  let name = quotedText(String(repeating: String(letter), count: length))
  func invalid(_ reason: String = "") -> FunctionError {
    FunctionError("invalid date format verb \(name)" + (reason.isEmpty ? "" : ": \(reason)"), argument: 0)
  }
  func oneOrTwo(_ number: Int, _ what: String) throws(FunctionError) -> String {
    guard length <= 2 else {
      throw invalid("\(what) must either be \"\(letter)\" or \"\(letter)\(letter)\"")
    }
    return padded(number, length)
  }
  switch letter {
  case "Y":
    if length == 2 { return padded(parts.year % 100, 2) }
    guard length == 4 else { throw invalid("year must either be \"YY\" or \"YYYY\"") }
    return padded(parts.year, 4)
  case "M":
    switch length {
    case 1, 2: return padded(parts.month, length)
    case 3: return String(monthNames[parts.month - 1].prefix(3))
    case 4: return monthNames[parts.month - 1]
    default: throw invalid("month must be \"M\", \"MM\", \"MMM\", or \"MMMM\"")
    }
  case "D": return try oneOrTwo(parts.day, "day of month")
  case "E":
    guard length == 3 || length == 4 else { throw invalid("day of week must either be \"EEE\" or \"EEEE\"") }
    return length == 3 ? String(dayNames[parts.weekday].prefix(3)) : dayNames[parts.weekday]
  case "h": return try oneOrTwo(parts.hour, "24-hour")
  case "H": return try oneOrTwo(parts.hour % 12 == 0 ? 12 : parts.hour % 12, "12-hour")
  case "A", "a":
    guard length == 2 else { throw invalid("must be \"\(letter)\(letter)\"") }
    let marker = parts.hour < 12 ? "AM" : "PM"
    return letter == "A" ? marker : marker.lowercased()
  case "m": return try oneOrTwo(parts.minute, "minute")
  case "s": return try oneOrTwo(parts.second, "second")
  case "Z":
    switch length {
    case 1: return time.offsetMinutes == 0 ? "Z" : time.offset(separator: ":")
    case 3: return time.offsetMinutes == 0 ? "UTC" : time.offset(separator: "")
    case 4: return time.offset(separator: "")
    case 5: return time.offset(separator: ":")
    default: throw invalid("timezone must be Z, ZZZZ, or ZZZZZ")
    }
  default: throw invalid()
  }
}
