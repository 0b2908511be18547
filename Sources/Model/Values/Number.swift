internal import CMPFR

/// A number with a mantissa of 512 bits, as the language defines it. Whole numbers that fit an `Int` are kept as
/// such, and only as such, so that equal numbers are equal representations.
package enum Number: Hashable, Sendable {
  case integer(Int)
  case float(BigFloat)

  package init(_ integer: Int) { self = .integer(integer) }

  package init(_ double: Double) {
    if let exact = Int(exactly: double) { self = .integer(exact) } else { self = BigFloat(double).canonical }
  }

  /// Parses decimal notation with optional sign, fraction and exponent; nil when the text is no number.
  package init?(_ text: String) {
    if let integer = Int(text), text.utf8.first != UInt8(ascii: "+") {
      self = .integer(integer)
      return
    }
    guard let float = BigFloat(decimal: text) else { return nil }
    self = float.canonical
  }

  /// The value as an `Int` when it is whole and fits.
  package var int: Int? {
    if case .integer(let integer) = self { return integer }
    return nil
  }

  package var isWhole: Bool {
    switch self {
    case .integer: true
    case .float(let float): float.isWhole
    }
  }

  package var isNegative: Bool { self < .integer(0) }

  package var double: Double {
    switch self {
    case .integer(let integer): Double(integer)
    case .float(let float): float.double
    }
  }

  var big: BigFloat {
    switch self {
    case .integer(let integer): BigFloat(integer)
    case .float(let float): float
    }
  }
}

extension Number: Comparable {
  package static func < (a: Number, b: Number) -> Bool {
    if case .integer(let a) = a, case .integer(let b) = b { return a < b }
    return BigFloat.compare(a.big, b.big) < 0
  }
}

extension Number {
  package static func + (a: Number, b: Number) -> Number {
    if case .integer(let x) = a, case .integer(let y) = b {
      let (sum, overflow) = x.addingReportingOverflow(y)
      if !overflow { return .integer(sum) }
    }
    return BigFloat.combine(a.big, b.big, mpfr_add).canonical
  }

  package static func - (a: Number, b: Number) -> Number {
    if case .integer(let x) = a, case .integer(let y) = b {
      let (difference, overflow) = x.subtractingReportingOverflow(y)
      if !overflow { return .integer(difference) }
    }
    return BigFloat.combine(a.big, b.big, mpfr_sub).canonical
  }

  package static func * (a: Number, b: Number) -> Number {
    if case .integer(let x) = a, case .integer(let y) = b {
      let (product, overflow) = x.multipliedReportingOverflow(by: y)
      if !overflow { return .integer(product) }
    }
    return BigFloat.combine(a.big, b.big, mpfr_mul).canonical
  }

  /// The caller has refused a zero divisor.
  package static func / (a: Number, b: Number) -> Number {
    BigFloat.combine(a.big, b.big, mpfr_div).canonical
  }

  /// The remainder of the division rounded towards zero, with the sign of the dividend. The caller has refused a zero divisor.
  package static func % (a: Number, b: Number) -> Number {
    if case .integer(let x) = a, case .integer(let y) = b, y != -1 { return .integer(x % y) }
    return BigFloat.combine(a.big, b.big, mpfr_fmod).canonical
  }

  package static prefix func - (a: Number) -> Number { .integer(0) - a }

  package var floor: Number { rounded(MPFR_RNDD) }
  package var ceiling: Number { rounded(MPFR_RNDU) }
  package var truncated: Number { rounded(MPFR_RNDZ) }

  private func rounded(_ mode: mpfr_rnd_t) -> Number {
    switch self {
    case .integer: self
    case .float(let float): float.rounded(mode).canonical
    }
  }
}

extension Number: CustomStringConvertible {
  /// The shortest decimal notation without exponent that reads back as the same number.
  package var description: String {
    switch self {
    case .integer(let integer): String(integer)
    case .float(let float): float.decimal
    }
  }
}

/// A 512-bit binary floating-point number, immutable once made.
package final class BigFloat: Sendable {
  static let precision: mpfr_prec_t = 512

  // Written only while the object is being made; read-only ever after, hence safe to share.
  private struct Storage: @unchecked Sendable {
    let pointer: UnsafeMutablePointer<__mpfr_struct>
  }

  private let storage: Storage
  var pointer: UnsafeMutablePointer<__mpfr_struct> { storage.pointer }

  private init(fill: (UnsafeMutablePointer<__mpfr_struct>) -> Void) {
    let pointer = UnsafeMutablePointer<__mpfr_struct>.allocate(capacity: 1)
    mpfr_init2(pointer, Self.precision)
    fill(pointer)
    storage = Storage(pointer: pointer)
  }

  deinit {
    mpfr_clear(pointer)
    pointer.deallocate()
  }

  convenience init(_ integer: Int) { self.init { _ = mpfr_set_si($0, integer, MPFR_RNDN) } }
  convenience init(_ double: Double) { self.init { _ = mpfr_set_d($0, double, MPFR_RNDN) } }

  /// Decimal notation only: `12`, `-1.5`, `1e-3`.
  convenience init?(decimal text: String) {
    guard BigFloat.isDecimal(text) else { return nil }
    self.init { _ = mpfr_set_str($0, text, 10, MPFR_RNDN) }
  }

  private static func isDecimal(_ text: String) -> Bool {
    var rest = text.utf8[...]
    func digits() -> Int {
      let run = rest.prefix { $0 >= UInt8(ascii: "0") && $0 <= UInt8(ascii: "9") }
      rest = rest.dropFirst(run.count)
      return run.count
    }
    if let sign = rest.first, sign == UInt8(ascii: "-") || sign == UInt8(ascii: "+") { rest = rest.dropFirst() }
    var count = digits()
    if rest.first == UInt8(ascii: ".") {
      rest = rest.dropFirst()
      count += digits()
    }
    guard count > 0 else { return false }
    if let mark = rest.first, mark == UInt8(ascii: "e") || mark == UInt8(ascii: "E") {
      rest = rest.dropFirst()
      if let sign = rest.first, sign == UInt8(ascii: "-") || sign == UInt8(ascii: "+") { rest = rest.dropFirst() }
      // Nine digits of exponent are beyond any use and keep the exponent's range from overflowing.
      let exponent = digits()
      guard exponent > 0, exponent < 9 else { return false }
    }
    return rest.isEmpty
  }

  typealias Operation = (
    UnsafeMutablePointer<__mpfr_struct>?, UnsafePointer<__mpfr_struct>?, UnsafePointer<__mpfr_struct>?, mpfr_rnd_t
  ) -> Int32

  static func combine(_ a: BigFloat, _ b: BigFloat, _ operation: Operation) -> BigFloat {
    BigFloat { _ = operation($0, a.pointer, b.pointer, MPFR_RNDN) }
  }

  static func compare(_ a: BigFloat, _ b: BigFloat) -> Int32 { mpfr_cmp3(a.pointer, b.pointer, 1) }

  func rounded(_ mode: mpfr_rnd_t) -> BigFloat { BigFloat { _ = mpfr_rint($0, self.pointer, mode) } }

  var isWhole: Bool { mpfr_integer_p(pointer) != 0 }
  var double: Double { mpfr_get_d(pointer, MPFR_RNDN) }

  var canonical: Number {
    if isWhole, mpfr_fits_slong_p(pointer, MPFR_RNDN) != 0 {
      return .integer(mpfr_get_si(pointer, MPFR_RNDN))
    }
    return .float(self)
  }

  /// Digits and decimal exponent of the shortest notation that reads back as the same number: 0.DIGITS × 10^exponent.
  private var shortestDigits: (negative: Bool, digits: [UInt8], exponent: Int) {
    func digits(_ count: Int) -> (text: String, exponent: Int) {
      var exponent: mpfr_exp_t = 0
      guard let raw = mpfr_get_str(nil, &exponent, 10, count, pointer, MPFR_RNDN) else { return ("0", 0) }
      defer { mpfr_free_str(raw) }
      return (String(cString: raw), exponent)
    }
    func readsBack(_ candidate: (text: String, exponent: Int)) -> Bool {
      let negative = candidate.text.hasPrefix("-")
      let mantissa = negative ? String(candidate.text.dropFirst()) : candidate.text
      let copy = BigFloat {
        _ = mpfr_set_str($0, (negative ? "-0." : "0.") + mantissa + "e\(candidate.exponent)", 10, MPFR_RNDN)
      }
      return BigFloat.compare(copy, self) == 0
    }
    // More digits never read back worse, so the least sufficient count is found by halving.
    var low = 1
    var high = 156  // 1 + ceil(512 × log10 2)
    while low < high {
      let middle = (low + high) / 2
      if readsBack(digits(middle)) { high = middle } else { low = middle + 1 }
    }
    let found = digits(low)
    let negative = found.text.hasPrefix("-")
    var text = Array(found.text.utf8.dropFirst(negative ? 1 : 0))
    while text.count > 1, text.last == UInt8(ascii: "0") { text.removeLast() }
    return (negative, text, found.exponent)
  }

  var decimal: String {
    if mpfr_inf_p(pointer) != 0 { return double < 0 ? "-Inf" : "+Inf" }
    let (negative, digits, exponent) = shortestDigits
    let text = String(decoding: digits, as: UTF8.self)
    let sign = negative ? "-" : ""
    if exponent <= 0 { return sign + "0." + String(repeating: "0", count: -exponent) + text }
    if exponent >= digits.count { return sign + text + String(repeating: "0", count: exponent - digits.count) }
    let split = text.index(text.startIndex, offsetBy: exponent)
    return sign + text[..<split] + "." + text[split...]
  }
}

extension BigFloat: Hashable {
  package static func == (a: BigFloat, b: BigFloat) -> Bool { a === b || compare(a, b) == 0 }
  package func hash(into hasher: inout Hasher) { hasher.combine(double) }
}
