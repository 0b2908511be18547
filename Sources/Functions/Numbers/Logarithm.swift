import Glibc

/// The natural logarithm as Terraform computes it, which in its last digit is not always that of the C library: by the
/// classical method of a polynomial in s = f / (2 + f), where x = 2^k (1 + f).
func naturalLogarithm(_ x: Double) -> Double {
  guard x.isFinite, x > 0 else { return Glibc.log(x) }
  // ln 2 in two parts, so that the larger times k is exact.
  let ln2High = 6.93147180369123816490e-01
  let ln2Low = 1.90821492927058770002e-10
  var k = Double(x.exponent) + 1
  var fraction = Double(sign: .plus, exponent: -1, significand: x.significand)
  if fraction < 0.5 * 2.0.squareRoot() {
    fraction *= 2
    k -= 1
  }
  let f = fraction - 1
  let s = f / (2 + f)
  let s2 = s * s
  let s4 = s2 * s2
  let odd =
    s2
    * (6.666666666666735130e-01 + s4
      * (2.857142874366239149e-01
        + s4 * (1.818357216161805012e-01 + s4 * 1.479819860511658591e-01)))
  let even = s4 * (3.999999999940941908e-01 + s4 * (2.222219843214978396e-01 + s4 * 1.531383769920937332e-01))
  let half = 0.5 * f * f
  return k * ln2High - ((half - (s * (half + odd + even) + k * ln2Low)) - f)
}
