import Foundation
import TestSupport
import Testing

@testable import Access

struct WildcardTests {
  private static func random(_ letters: String, _ random: inout SeededGenerator) -> String {
    String((0..<Int.random(in: 0...5, using: &random)).compactMap { _ in letters.randomElement(using: &random) })
  }

  /// All texts of two letters up to that length.
  private static let texts: [String] = (0...5).reduce(into: [[""]]) { lists, _ in
    lists.append(lists[lists.count - 1].flatMap { ["\($0)a", "\($0)b"] })
  }.flatMap { $0 }

  @Test func `patterns match what the system's own match, and compare as the sets of what they match`() {
    var random = SeededGenerator(seed: 7)
    for _ in 0..<400 {
      let (one, other) = (Self.random("ab*?", &random), Self.random("ab*?", &random))
      func matched(_ pattern: String) -> Set<String> { Set(Self.texts.filter { fnmatch(pattern, $0, 0) == 0 }) }
      let (first, second) = (matched(one), matched(other))
      #expect(Set(Self.texts.filter { Wildcard(one).matches($0) }) == first, "\(one)")
      #expect(Wildcard(one).meets(Wildcard(other)) == !first.isDisjoint(with: second), "\(one) \(other)")
      #expect(Wildcard(one).meets(Wildcard(other)) == Wildcard(other).meets(Wildcard(one)), "\(one) \(other)")
      // It may say no where it cannot tell, never yes where it is not so.
      if Wildcard(one).contains(Wildcard(other)) { #expect(second.isSubset(of: first), "\(one) \(other)") }
      #expect(Wildcard(one).contains(Wildcard(one)))
      #expect(Wildcard("*").contains(Wildcard(one)))
    }
    #expect(Wildcard("arn:aws:s3:::*").contains(Wildcard("arn:aws:s3:::one/*")))
    #expect(!Wildcard("arn:aws:s3:::one/?").contains(Wildcard("arn:aws:s3:::one/*")))
  }

  @Test func `what is not known may be anything`() {
    let text = PolicyText("arn:aws:s3:::\u{E000}var.name\u{E001}/*")
    #expect(text.wildcard.matches("arn:aws:s3:::any/thing"))
    #expect(!text.wildcard.contains(text.wildcard))
    #expect(text.shown == "arn:aws:s3:::${var.name}/*")
    #expect(text.isEverything(of: "s3") == .possible)
    #expect(PolicyText("arn:aws:s3:::\u{E000}aws_s3_bucket.b.id\u{E001}/*").isEverything(of: "s3") == .no)
    // Long patterns end, too.
    let long = Wildcard(String(repeating: "a*", count: 1500))
    #expect(long.meets(Wildcard(String(repeating: "*b", count: 1500))))
    #expect(!long.matches(String(repeating: "b", count: 3000)))
  }
}
