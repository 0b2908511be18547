internal import CMPFR

/// A number with a mantissa of 512 bits, as the language defines it, or of 53 where it comes from a `Double`: such a
/// number is written with the digits of the `Double` (0.1, not 0.1000000000000000055…) and equals what is written
/// alike. Whole numbers that fit an `Int` are kept as such, and only as such, so that equal numbers are equal
/// representations.
package enum Number: Hashable, Sendable {
  case integer(Int)
  case float(BigFloat)

  package init(_ integer: Int) { self = .integer(integer) }

  package init(_ double: Double) {
    if let exact = Int(exactly: double) { self = .integer(exact) } else { self = BigFloat(double).canonical }
  }

  /// Parses decimal notation with optional sign, fraction and exponent (`e`, or `p` for one of base 2), or infinity;
  /// nil when the text is no number.
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
    // Exact where the full precision allows it, whatever the precision of the factors.
    return BigFloat.product(a.big, b.big).canonical
  }

  /// Division by zero gives infinity, except of zero, which gives no number.
  package static func / (a: Number, b: Number) -> Number {
    BigFloat.combine(a.big, b.big, mpfr_div).canonical
  }

  /// The remainder of the division rounded towards zero, with the sign of the dividend; of a division by zero, the
  /// dividend.
  package static func % (a: Number, b: Number) -> Number {
    if b == .integer(0) { return a }
    if case .integer(let x) = a, case .integer(let y) = b { return .integer(y == -1 ? 0 : x % y) }
    if a.isInfinite || b.isInfinite { return a * b }
    // By way of the rounded quotient, not exactly, because that is how 0.3 % 0.1 becomes 0.
    return a - b * (a / b).truncated
  }

  package var isInfinite: Bool {
    if case .float(let float) = self { return float.isInfinite }
    return false
  }

  /// Whether it is the result of an operation that has none, such as 0 / 0.
  package var isNaN: Bool {
    if case .float(let float) = self { return float.isNaN }
    return false
  }

  package static func power(_ base: Number, _ exponent: Number) -> Number {
    BigFloat.combine(base.big, exponent.big, mpfr_pow).canonical
  }

  package static prefix func - (a: Number) -> Number {
    if case .float(let float) = a {
      return BigFloat(precision: float.precision) { _ = mpfr_neg($0, float.pointer, MPFR_RNDN) }.canonical
    }
    return .integer(0) - a
  }

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

  /// Ten significant digits, with an exponent where it is large or small: what orders numbers inside structural set
  /// elements.
  var orderText: String {
    if case .integer(let integer) = self, integer.magnitude < 10_000_000_000 { return String(integer) }
    return big.general(digits: 10)
  }

  /// Decimal notation with exactly this many digits after the point.
  package func fixed(fractionDigits: Int) -> String { big.fixed(fractionDigits: fractionDigits) }

  /// `-d.dddde±dd` with this many digits after the point, or with as many as are needed.
  package func scientific(fractionDigits: Int?) -> String { big.scientific(fractionDigits: fractionDigits) }

  /// The shorter one of plain and scientific notation; at most this many significant digits, or as many as are needed.
  package func general(significantDigits: Int?) -> String { big.general(digits: significantDigits) }

  /// Digits of a whole number in another base; nil when it is not whole.
  package func whole(radix: Int) -> String? {
    if case .integer(let integer) = self { return String(integer, radix: radix) }
    return isWhole ? big.digits(radix: radix) : nil
  }
}

/// A 512-bit binary floating-point number, immutable once made.
package final class BigFloat: Sendable {
  static let fullPrecision: mpfr_prec_t = 512
  static let doublePrecision: mpfr_prec_t = 53

  // Written only while the object is being made; read-only ever after, hence safe to share.
  private struct Storage: @unchecked Sendable {
    let pointer: UnsafeMutablePointer<__mpfr_struct>
  }

  private let storage: Storage
  var pointer: UnsafeMutablePointer<__mpfr_struct> { storage.pointer }

  init(precision: mpfr_prec_t = BigFloat.fullPrecision, fill: (UnsafeMutablePointer<__mpfr_struct>) -> Void) {
    let pointer = UnsafeMutablePointer<__mpfr_struct>.allocate(capacity: 1)
    mpfr_init2(pointer, precision)
    fill(pointer)
    storage = Storage(pointer: pointer)
  }

  deinit {
    mpfr_clear(pointer)
    pointer.deallocate()
  }

  convenience init(_ integer: Int) { self.init { _ = mpfr_set_si($0, integer, MPFR_RNDN) } }
  convenience init(_ double: Double) {
    self.init(precision: Self.doublePrecision) { _ = mpfr_set_d($0, double, MPFR_RNDN) }
  }

  var precision: mpfr_prec_t { pointer.pointee._mpfr_prec }

  /// Decimal notation only: `12`, `-1.5`, `1e-3`, `3p2`, `Inf`.
  convenience init?(decimal text: String) {
    guard let mantissaEnd = BigFloat.mantissaEnd(text) else { return nil }
    if mantissaEnd == text.endIndex {
      self.init { _ = mpfr_set_str($0, text, 10, MPFR_RNDN) }
      return
    }
    guard let exponent = Int(text[text.index(after: mantissaEnd)...]) else { return nil }
    let mantissa = String(text[..<mantissaEnd])
    self.init {
      _ = mpfr_set_str($0, mantissa, 10, MPFR_RNDN)
      _ = mpfr_mul_2si($0, $0, exponent, MPFR_RNDN)
    }
  }

  /// The end of the text, or of what stands before a `p` for an exponent of base 2. Nil when the text is no number.
  private static func mantissaEnd(_ text: String) -> String.Index? {
    var rest = text.utf8[...]
    func digits() -> Int {
      let run = rest.prefix { $0 >= UInt8(ascii: "0") && $0 <= UInt8(ascii: "9") }
      rest = rest.dropFirst(run.count)
      return run.count
    }
    if let sign = rest.first, sign == UInt8(ascii: "-") || sign == UInt8(ascii: "+") { rest = rest.dropFirst() }
    if rest.elementsEqual("Inf".utf8) || rest.elementsEqual("inf".utf8) { return text.endIndex }
    var count = digits()
    if rest.first == UInt8(ascii: ".") {
      rest = rest.dropFirst()
      count += digits()
    }
    guard count > 0, count <= maximumDigits else { return nil }
    guard let mark = rest.first else { return text.endIndex }
    guard [UInt8(ascii: "e"), UInt8(ascii: "E"), UInt8(ascii: "p")].contains(mark) else { return nil }
    let end = rest.startIndex
    rest = rest.dropFirst()
    if let sign = rest.first, sign == UInt8(ascii: "-") || sign == UInt8(ascii: "+") { rest = rest.dropFirst() }
    let exponent = digits()
    guard exponent > 0, exponent <= maximumExponentDigits, rest.isEmpty else { return nil }
    return mark == UInt8(ascii: "p") ? end : text.endIndex
  }

  /// Written out, a number of this exponent takes a megabyte; nothing that means well has a larger one.
  private static let maximumExponentDigits = 6
  private static let maximumDigits = 1_000_000

  typealias Operation = (
    UnsafeMutablePointer<__mpfr_struct>?, UnsafePointer<__mpfr_struct>?, UnsafePointer<__mpfr_struct>?, mpfr_rnd_t
  ) -> Int32

  static func combine(_ a: BigFloat, _ b: BigFloat, _ operation: Operation) -> BigFloat {
    BigFloat(precision: max(a.precision, b.precision)) { _ = operation($0, a.pointer, b.pointer, MPFR_RNDN) }
  }

  /// As precise as the more precise factor, and more so where the product needs it.
  static func product(_ a: BigFloat, _ b: BigFloat) -> BigFloat {
    let exact = BigFloat { _ = mpfr_mul($0, a.pointer, b.pointer, MPFR_RNDN) }
    let precision = max(a.precision, b.precision, mpfr_min_prec(exact.pointer))
    if precision >= fullPrecision { return exact }
    return BigFloat(precision: precision) { _ = mpfr_set($0, exact.pointer, MPFR_RNDN) }
  }

  static func compare(_ a: BigFloat, _ b: BigFloat) -> Int32 { mpfr_cmp3(a.pointer, b.pointer, 1) }

  func rounded(_ mode: mpfr_rnd_t) -> BigFloat {
    BigFloat(precision: precision) { _ = mpfr_rint($0, self.pointer, mode) }
  }

  var isInfinite: Bool { mpfr_inf_p(pointer) != 0 }
  var isNaN: Bool { mpfr_nan_p(pointer) != 0 }
  var isWhole: Bool { mpfr_integer_p(pointer) != 0 }
  var double: Double { mpfr_get_d(pointer, MPFR_RNDN) }

  var canonical: Number {
    if isWhole, mpfr_fits_slong_p(pointer, MPFR_RNDN) != 0 {
      return .integer(mpfr_get_si(pointer, MPFR_RNDN))
    }
    return .float(self)
  }
}

extension BigFloat: Hashable {
  package static func == (a: BigFloat, b: BigFloat) -> Bool {
    if a === b { return true }
    if a.isNaN || b.isNaN { return a.isNaN && b.isNaN }
    return compare(a, b) == 0 || (a.precision != b.precision && a.double == b.double && a.decimal == b.decimal)
  }
  // Equal numbers of different precision have the same nearest `Double`.
  package func hash(into hasher: inout Hasher) { hasher.combine(double) }
}
