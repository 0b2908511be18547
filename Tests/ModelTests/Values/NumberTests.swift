import Model
import Testing

@Suite struct NumberTests {
  private static func number(_ text: String) throws -> Number { try #require(Number(text), "\(text)") }

  @Test func `numbers are written as Terraform writes them`() throws {
    let cases: [(String, String)] = [
      ("5", "5"), ("+5", "5"), (".5", "0.5"), ("5.", "5"), ("-1.50", "-1.5"), ("1e3", "1000"),
      ("1e-10", "0.0000000001"),
      ("1e50", "1" + String(repeating: "0", count: 50)), ("1p3", "8"), ("Inf", "+Inf"), ("-inf", "-Inf"),
      ("123456789012345678901234567890", "123456789012345678901234567890"),
      ("0.1234567890123456789012345678901234567890", "0.123456789012345678901234567890123456789"),
    ]
    for (text, expected) in cases { #expect(try Self.number(text).description == expected, "\(text)") }
    for text in ["", "a", "0x10", "1_000", " 1", "1 ", "1e", "--1", "1e9999999999", "1.2.3", "٣", "NaN", "1@3"] {
      #expect(Number(text) == nil, "\(text)")
    }
  }

  @Test func `arithmetic has the results of Terraform`() throws {
    let tenth = try Self.number("0.1")
    #expect((tenth + (try Self.number("0.2"))).description == "0.3")
    #expect(((try Self.number("0.3")) % tenth).description == "0")
    let third = "0." + String(repeating: "3", count: 153) + "35"
    #expect((Number(1) / Number(3)).description == third)
    #expect((Number(1) / Number(3) * Number(3)).description == "1")
    #expect((Number(-7) % Number(3)).description == "-1")
    #expect((Number(7) % Number(-3)).description == "1")
    #expect((Number(-7.5) % Number(2)).description == "-1.5")
    #expect((Number(5) % Number(0)).description == "5")
    #expect((Number(1) / Number(0)).description == "+Inf")
    #expect((Number(0) / Number(0)).isNaN)
    #expect((Number(Int.max) + Number(1)).description == "9223372036854775808")
    #expect((Number(Int.max) + Number(1) - Number(1)) == Number(Int.max))
    #expect((Number(Int.min) % Number(-1)) == Number(0))
    #expect((-Number(Int.min)).description == "9223372036854775808")
    #expect(Number(1.5).floor == Number(1) && Number(-1.5).floor == Number(-2) && Number(-1.5).ceiling == Number(-1))
  }

  @Test func `a number from a provider's double is written with the digits of the double`() throws {
    #expect(Number(0.1).description == "0.1")
    #expect(Number(2.0959032742893844).description == "2.0959032742893844")
    #expect(Number(0.1) == (try Self.number("0.1")))
    #expect(Number(0.1).hashValue == (try Self.number("0.1")).hashValue)
    #expect(Number(0.1) != (try Self.number("0.10000000000000001")))
    #expect((Number(0.5) * Number(0.25)).description == "0.125")
    #expect((-Number(0.1)).description == "-0.1")
  }

  @Test func `other notations are those of the format function`() throws {
    let number = try Self.number("1234.5678")
    #expect(number.fixed(fractionDigits: 2) == "1234.57")
    #expect(number.fixed(fractionDigits: 6) == "1234.567800")
    #expect(number.scientific(fractionDigits: 3) == "1.235e+03")
    #expect(number.general(significantDigits: 3) == "1.23e+03")
    #expect(number.general(significantDigits: nil) == "1234.5678")
    #expect(try Self.number("0.004").fixed(fractionDigits: 2) == "0.00")
    #expect(try Self.number("0.006").fixed(fractionDigits: 2) == "0.01")
    #expect(try Self.number("9.999").fixed(fractionDigits: 1) == "10.0")
    #expect(try Self.number("99.55").fixed(fractionDigits: 1) == "99.6")
    #expect(try Self.number("99.95").fixed(fractionDigits: 1) == "99.9")
    #expect(try Self.number("99.995").fixed(fractionDigits: 2) == "100.00")
    #expect(Number(0).fixed(fractionDigits: 2) == "0.00")
    #expect(Number(1_000_000).general(significantDigits: nil) == "1e+06")
    #expect(Number(255).whole(radix: 16) == "ff")
    #expect(try Self.number("1e30").whole(radix: 16) == "c9f2c9cd04674edea40000000")
  }

  @Test func `what is written reads back as the same number`() {
    var generator = SeededNumbers(seed: 0x5EED)
    for _ in 0..<300 {
      let a = Number(Double.random(in: -1e6...1e6, using: &generator))
      let b = Number(Int.random(in: 1...1_000_000, using: &generator))
      for value in [a, b, a / b, a * a * a, Number.power(b, Number(9))] {
        #expect(Number(value.description) == value, "\(value)")
      }
    }
  }
}

/// A small generator that gives the same numbers for the same seed.
struct SeededNumbers: RandomNumberGenerator {
  private var state: UInt64
  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}
