import Configuring
import Model
import Parsing
import Testing

@testable import Functions

/// What generated cases have found, each as small as it gets.
@Suite struct GeneratedFindingsTests {
  @Test(arguments: [
    // (x, base, Terraform's answer)
    ("3", "17.1", "0.3869608757872838"), ("246913578024691357802469135780", "3", "61.60393124835023"),
    ("3", "2", "1.584962500721156"), ("8", "2", "3"),
  ])
  func `logarithms have Terraform's last digit`(number: String, base: String, answer: String) {
    let (x, b) = (Double(number) ?? .nan, Double(base) ?? .nan)
    #expect("\(naturalLogarithm(x) / naturalLogarithm(b))".hasPrefix(answer))
  }

  @Test func `an infinite number is found at any depth`() {
    let infinite = Value.number(Number(Double.infinity))
    #expect(Value.tuple([.string("a"), .object(KeyedValues(["b": .tuple([infinite])]))]).hasInfinity)
    #expect(!Value.tuple([.string("a"), .object(KeyedValues(["b": .tuple([.integer(1)])]))]).hasInfinity)
  }
}
