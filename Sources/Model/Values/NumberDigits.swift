internal import CMPFR

/// A number as 0.DIGITS × 10^exponent.
struct DecimalDigits {
  var isNegative: Bool
  /// Without trailing zeros, but at least one.
  var digits: [UInt8]
  var exponent: Int

  var text: String { String(decoding: digits, as: UTF8.self) }

  /// Plain notation; zeros are added up to `fractionDigits` after the point.
  func plain(fractionDigits: Int = 0) -> String {
    var whole = "0"
    var fraction = text
    if exponent <= 0 {
      fraction = digits == [UInt8(ascii: "0")] ? "" : String(repeating: "0", count: -exponent) + fraction
    } else if exponent >= digits.count {
      whole = fraction + String(repeating: "0", count: exponent - digits.count)
      fraction = ""
    } else {
      whole = String(decoding: digits[..<exponent], as: UTF8.self)
      fraction = String(decoding: digits[exponent...], as: UTF8.self)
    }
    if fraction.utf8.count < fractionDigits {
      fraction += String(repeating: "0", count: fractionDigits - fraction.utf8.count)
    }
    return (isNegative ? "-" : "") + whole + (fraction.isEmpty ? "" : "." + fraction)
  }

  /// `d.ddde±dd`; zeros are added up to `fractionDigits` after the point.
  func scientific(fractionDigits: Int = 0) -> String {
    var fraction = String(decoding: digits.dropFirst(), as: UTF8.self)
    if fraction.utf8.count < fractionDigits {
      fraction += String(repeating: "0", count: fractionDigits - fraction.utf8.count)
    }
    let power = digits == [UInt8(ascii: "0")] ? 0 : exponent - 1
    let magnitude = String(abs(power))
    return (isNegative ? "-" : "") + String(decoding: digits.prefix(1), as: UTF8.self)
      + (fraction.isEmpty ? "" : "." + fraction) + "e" + (power < 0 ? "-" : "+")
      + (magnitude.utf8.count < 2 ? "0" : "") + magnitude
  }
}

extension BigFloat {
  /// Enough digits for every number of this precision to read back: 1 + ceil(bits × log10 2).
  private var sufficientDigits: Int { precision * 30103 / 100_000 + 2 }
  /// Numbers that were written by people have far fewer digits than this.
  private static let likelyDigits = 120

  /// The value rounded to this many significant digits.
  private func rounded(toDigits count: Int) -> DecimalDigits {
    var exponent: mpfr_exp_t = 0
    guard let raw = mpfr_get_str(nil, &exponent, 10, count, pointer, MPFR_RNDN) else {
      return DecimalDigits(isNegative: false, digits: [UInt8(ascii: "0")], exponent: 1)
    }
    defer { mpfr_free_str(raw) }
    let text = Array(String(cString: raw).utf8)
    let isNegative = text.first == UInt8(ascii: "-")
    var digits = isNegative ? Array(text.dropFirst()) : text
    while digits.count > 1, digits.last == UInt8(ascii: "0") { digits.removeLast() }
    return DecimalDigits(isNegative: isNegative, digits: digits, exponent: exponent)
  }

  private func readsBack(_ candidate: DecimalDigits) -> Bool {
    let text = (candidate.isNegative ? "-0." : "0.") + candidate.text + "e\(candidate.exponent)"
    if BigFloat.compare(BigFloat(precision: precision) { _ = mpfr_set_str($0, text, 10, MPFR_RNDN) }, self) == 0 {
      return true
    }
    // Below a power of two numbers stand closer than above. Terraform looks only at the distance above, and so do we:
    // 2^64 from a `Double` is written 18446744073709550000.
    guard mpfr_min_prec(pointer) <= 1 else { return false }
    let exact = BigFloat(precision: 2 * precision + 64) { _ = mpfr_set_str($0, text, 10, MPFR_RNDN) }
    let distance = BigFloat.combine(exact, self, mpfr_sub)
    let half = BigFloat { _ = mpfr_set_ui_2exp($0, 1, mpfr_get_exp(self.pointer) - self.precision - 1, MPFR_RNDN) }
    return mpfr_cmpabs(distance.pointer, half.pointer) <= 0
  }

  /// The fewest digits that read back as the same number.
  private var shortestDigits: DecimalDigits {
    let guess = rounded(toDigits: 150)
    if precision == Self.fullPrecision, guess.digits.count <= Self.likelyDigits, readsBack(guess) { return guess }
    // More digits never read back worse, so the least sufficient count is found by halving.
    var low = 1
    var high = sufficientDigits
    while low < high {
      let middle = (low + high) / 2
      if readsBack(rounded(toDigits: middle)) { high = middle } else { low = middle + 1 }
    }
    return rounded(toDigits: low)
  }

  /// What is written for a value without digits.
  private var special: String? {
    if isInfinite { return double < 0 ? "-Inf" : "+Inf" }
    return isNaN ? "NaN" : nil
  }

  var decimal: String { special ?? shortestDigits.plain() }

  func fixed(fractionDigits: Int) -> String {
    if let special { return special }
    // The digits before the point are as many as the exponent of the unrounded number says: rounding to few digits could raise it.
    let exponent = shortestDigits.exponent
    let count = exponent + fractionDigits
    if count < 1 {
      // Nothing or a single digit remains: round at the place of the last digit.
      let scaled = BigFloat { _ = mpfr_set_str($0, "1e\(fractionDigits)", 10, MPFR_RNDN) }
      let whole = BigFloat.combine(self, scaled, mpfr_mul).rounded(MPFR_RNDN)
      return BigFloat.combine(whole, scaled, mpfr_div).rounded(toDigits: 2).plain(fractionDigits: fractionDigits)
    }
    return rounded(toDigits: max(count, 1)).plain(fractionDigits: fractionDigits)
  }

  func scientific(fractionDigits: Int?) -> String {
    if let special { return special }
    guard let fractionDigits else { return shortestDigits.scientific() }
    return rounded(toDigits: fractionDigits + 1).scientific(fractionDigits: fractionDigits)
  }

  func general(digits count: Int?) -> String {
    if let special { return special }
    let found = count.map { rounded(toDigits: max($0, 1)) } ?? shortestDigits
    var threshold = count.map { max($0, 1) } ?? 6
    if count != nil, threshold > found.digits.count, found.digits.count >= found.exponent {
      threshold = found.digits.count
    }
    let power = found.exponent - 1
    return power < -4 || power >= threshold ? found.scientific() : found.plain()
  }

  func digits(radix: Int) -> String {
    var exponent: mpfr_exp_t = 0
    guard let raw = mpfr_get_str(nil, &exponent, Int32(radix), 0, pointer, MPFR_RNDN) else { return "0" }
    defer { mpfr_free_str(raw) }
    let text = String(cString: raw)
    let length = exponent + (text.hasPrefix("-") ? 1 : 0)
    if length <= text.utf8.count { return String(text.prefix(length)) }
    return text + String(repeating: "0", count: length - text.utf8.count)
  }
}
