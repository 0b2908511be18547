import Model
import Testing

struct IdentifierTests {
  @Test(
    arguments: [
      ("a", true), ("Z9", true), ("_x", true), ("_", true), ("a-b", true), ("a_b", true), ("é", true),
      ("größe-2", true),
      ("", false), ("1a", false), ("-b", false), ("a b", false), ("a.b", false), ("a\u{301}", true),
      ("\u{301}a", false),
      ("é b", false), ("a$", false),
    ])
  func `letters, digits, underscores and dashes make a name`(name: String, isIdentifier: Bool) {
    #expect(name.isIdentifier == isIdentifier)
  }
}
