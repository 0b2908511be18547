import Glibc
import Model

let numberFunctions: [BuiltinFunction] = [
  BuiltinFunction("abs", "The number without its sign.", [.number("num")], returns: .number) {
    (call) throws(FunctionError) in
    let number = call.number(0)
    return .number(number.isNegative ? -number : number)
  },
  BuiltinFunction(
    "ceil", "The least whole number that is not less than the given one.", [.number("num")], returns: .number
  ) {
    (call) throws(FunctionError) in .number(call.number(0).ceiling)
  },
  BuiltinFunction(
    "floor", "The greatest whole number that is not greater than the given one.", [.number("num")], returns: .number
  ) { (call) throws(FunctionError) in .number(call.number(0).floor) },
  BuiltinFunction(
    "log", "The logarithm of a number to a base.", [.number("num"), .number("base")], returns: .number
  ) { (call) throws(FunctionError) in
    try number(naturalLogarithm(double(call, 0)) / naturalLogarithm(double(call, 1)))
  },
  BuiltinFunction(
    "pow", "A number raised to a power.", [.number("num"), .number("power")], returns: .number
  ) { (call) throws(FunctionError) in try number(power(double(call, 0), double(call, 1))) },
  BuiltinFunction(
    "signum", "The sign of a whole number: -1, 0 or 1.", [.number("num")], returns: .number
  ) { (call) throws(FunctionError) in .integer(try call.int(0).signum()) },
  BuiltinFunction(
    "max", "The greatest of the given numbers.", [], variadic: .number("numbers"), returns: .number
  ) { (call) throws(FunctionError) in
    guard let greatest = call.arguments.compactMap(\.numberValue).max() else {
      throw FunctionError("must pass at least one number")
    }
    return .number(greatest)
  },
  BuiltinFunction(
    "min", "The least of the given numbers.", [], variadic: .number("numbers"), returns: .number
  ) { (call) throws(FunctionError) in
    guard let least = call.arguments.compactMap(\.numberValue).min() else {
      throw FunctionError("must pass at least one number")
    }
    return .number(least)
  },
  BuiltinFunction(
    "parseint", "The whole number that a text stands for in a base from 2 to 62.",
    [
      FunctionParameter("number", .dynamic, allowsMarked: true), FunctionParameter("base", .number, allowsMarked: true),
    ],
    typing: { (call) throws(FunctionError) in
      guard call[0].type == .string else {
        let given = call[0].type.friendlyName
        throw FunctionError("first argument must be a string, not \(given)", argument: 0)
      }
      return .number
    },
    body: { (call) throws(FunctionError) in
      let base = try call.argumentInt(1)
      guard (2...62).contains(base) else {
        throw FunctionError("base must be a whole number between 2 and 62 inclusive", argument: 1)
      }
      guard let parsed = parseWhole(call.string(0), base: base) else {
        throw FunctionError("cannot parse \(call.shown(0)) as a base \(call.shown(1)) integer", argument: 0)
      }
      return Value.number(parsed).marked(with: call[0].marks.union(call[1].marks))
    }
  ),
  BuiltinFunction(
    "sum", "The sum of the numbers of a list, set or tuple.", [FunctionParameter("list", .dynamic)], returns: .number,
    sum),
  BuiltinFunction(
    "range", "A list of numbers from a start up to, and without, a limit.", [], variadic: .number("params"),
    returns: .list(.number), range),
]

/// By repeated multiplication, whose rounding the results of Terraform show, where the library's `pow` is more exact.
private func power(_ base: Double, _ exponent: Double) -> Double {
  guard base.isFinite, exponent.isFinite, base != 0, base != 1, exponent != 0, exponent != 1,
    abs(exponent) < 1e18, base > 0 || exponent == exponent.rounded(.towardZero)
  else { return Glibc.pow(base, exponent) }
  if abs(exponent) == 0.5 { return exponent > 0 ? base.squareRoot() : 1 / base.squareRoot() }
  var whole = abs(exponent).rounded(.towardZero)
  var fraction = abs(exponent) - whole
  var result = 1.0
  var resultExponent = 0
  if fraction != 0 {
    if fraction > 0.5 {
      fraction -= 1
      whole += 1
    }
    result = Glibc.exp(fraction * Glibc.log(base))
  }
  var (factor, factorExponent) = Glibc.frexp(base)
  // The overlay's frexp gives the significand without its sign.
  if base < 0 { factor = -factor.magnitude }
  var rest = Int(whole)
  while rest != 0 {
    if abs(factorExponent) > 1 << 12 {
      // Far beyond what can be represented, either way.
      resultExponent += factorExponent
      break
    }
    if rest & 1 == 1 {
      result *= factor
      resultExponent += factorExponent
    }
    factor *= factor
    factorExponent <<= 1
    if factor < 0.5 {
      factor += factor
      factorExponent -= 1
    }
    rest >>= 1
  }
  if exponent < 0 {
    result = 1 / result
    resultExponent = -resultExponent
  }
  return Glibc.scalbn(result, resultExponent)
}

/// An argument of a function that computes with numbers of the machine.
private func double(_ call: FunctionCall, _ index: Int) throws(FunctionError) -> Double {
  let number = call.number(index)
  let double = number.double
  if double.isInfinite, !number.isInfinite {
    let most = Double.greatestFiniteMagnitude
    throw FunctionError("value must be between \(-most) and \(most) inclusive")
  }
  return double
}

private func number(_ double: Double) throws(FunctionError) -> Value {
  if double.isNaN { throw FunctionError("the result is not a number") }
  return .number(Number(double))
}

/// Digits beyond 9 are letters: without regard to case up to base 36, small before capital ones above.
private func parseWhole(_ text: String, base: Int) -> Number? {
  var digits = text.utf8[...]
  var isNegative = false
  if let sign = digits.first, sign == UInt8(ascii: "-") || sign == UInt8(ascii: "+") {
    isNegative = sign == UInt8(ascii: "-")
    digits = digits.dropFirst()
  }
  guard !digits.isEmpty else { return nil }
  var result = Number(0)
  for byte in digits {
    let digit: Int
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): digit = Int(byte) - 48
    case UInt8(ascii: "a")...UInt8(ascii: "z"): digit = Int(byte) - 87
    case UInt8(ascii: "A")...UInt8(ascii: "Z"): digit = Int(byte) - (base <= 36 ? 55 : 29)
    default: return nil
    }
    guard digit < base else { return nil }
    result = result * Number(base) + Number(digit)
  }
  return isNegative ? -result : result
}

@Sendable private func sum(_ call: FunctionCall) throws(FunctionError) -> Value {
  let list = call[0]
  guard list.type.isCollection || list.isSequence || list.keyedValues != nil else {
    throw FunctionError("cannot sum noniterable", argument: 0)
  }
  if list.length == 0 { throw FunctionError("cannot sum an empty list", argument: 0) }
  guard list.isSequence else {
    throw FunctionError(
      "argument must be list, set, or tuple. Received \(list.type.friendlyName)", argument: 0)
  }
  guard list.isWhollyKnown else { return .unknown(.number) }
  var total = Number(0)
  for element in call.elements(0) {
    guard !element.isNull, let number = try? element.converted(to: .number).numberValue else {
      throw FunctionError("argument must be list, set, or tuple of number values", argument: 0)
    }
    total = total + number
  }
  if total.isNaN { throw FunctionError("can't compute sum of opposing infinities") }
  return .number(total)
}

/// More values than this are a mistake rather than a wish.
private let maximumRange = 1024

@Sendable private func range(_ call: FunctionCall) throws(FunctionError) -> Value {
  var start = Number(0)
  let end: Number
  switch call.count {
  case 1: end = call.number(0)
  case 2, 3: (start, end) = (call.number(0), call.number(1))
  default: throw FunctionError("must have one, two, or three arguments")
  }
  let isDown = end < start
  let step = call.count == 3 ? call.number(2) : Number(isDown ? -1 : 1)
  if start != end {
    if isDown, step > Number(0) {
      throw FunctionError("end must be greater than start when step is positive", argument: 1)
    }
    if !isDown, step < Number(0) {
      throw FunctionError("end must be less than start when step is negative", argument: 1)
    }
  }
  var values: [Value] = []
  var current = start
  while isDown ? current > end : current < end {
    if values.count >= maximumRange {
      throw FunctionError(
        "more than 1024 values were generated; either decrease the difference between start and end or use a smaller step"
      )
    }
    values.append(.number(current))
    current = current + step
  }
  return .list(.number, values)
}
