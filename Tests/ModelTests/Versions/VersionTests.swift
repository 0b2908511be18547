import Model
import Testing

@Suite struct VersionTests {
  @Test func `versions are ordered as semver orders them`() throws {
    let ordered = try [
      "0.9", "1.0.0-0", "1.0.0-2", "1.0.0-11", "1.0.0-alpha", "1.0.0-alpha.1", "1.0.0-alpha.beta", "1.0.0-beta.2",
      "1.0.0-beta.11", "1.0.0-rc.1", "1.0.0", "1.0.1", "1.2", "1.10.0", "2", "2.0.0.1",
    ].map { try Version($0) }
    for (i, a) in ordered.enumerated() {
      for (j, b) in ordered.enumerated() {
        #expect((a < b) == (i < j), "\(a) < \(b)")
        #expect((a == b) == (i == j), "\(a) == \(b)")
      }
    }
  }

  @Test func `build metadata has no precedence and missing portions are zero`() throws {
    #expect(try Version("1.2.0+a").hasSamePrecedence(as: Version("1.2.0+b")))
    #expect(try Version("1.2") == Version("v1.2.0.0"))
    #expect(try Version("1.2").hashValue == Version("1.2.0").hashValue)
    #expect(try Version("2.0.0-rc.1+x").description == "2.0.0-rc.1+x")
    #expect(try Version("1.2").description == "1.2.0")
  }

  @Test(arguments: ["", "a", "1.", "1..2", ".1", "1.2.3 4", "1.2.x", "-1", "99999999999999999999", "1.2.3-é"])
  func `what is no version is refused`(_ text: String) {
    #expect(throws: VersionError.self) { try Version(text) }
  }

  struct Allowed: Sendable, CustomTestStringConvertible {
    var constraints: String
    var yes: [String]
    var no: [String]
    var testDescription: String { constraints }
  }

  @Test(arguments: [
    Allowed(constraints: "~> 5.0", yes: ["5.0.0", "5.100.0"], no: ["4.9.9", "6.0.0", "5.1.0-beta1"]),
    Allowed(constraints: "~> 1", yes: ["1.0.0", "1.9.0"], no: ["2.0.0", "0.9.0"]),
    Allowed(constraints: "~> 1.2.3", yes: ["1.2.3", "1.2.9"], no: ["1.3.0", "1.2.2"]),
    Allowed(constraints: "~> 5.0, != 5.3.1", yes: ["5.3.0", "5.3.2"], no: ["5.3.1"]),
    Allowed(constraints: ">= 1.2", yes: ["1.2.0", "9.0.0"], no: ["1.1.9", "2.0.0-rc1"]),
    Allowed(constraints: "> 1.0.0,<2.0.0", yes: ["1.0.1", "1.99.0"], no: ["1.0.0", "2.0.0"]),
    Allowed(constraints: "1.2.3", yes: ["1.2.3", "1.2.3+build"], no: ["1.2.4", "1.2.3-rc1"]),
    Allowed(constraints: "2.0.0-beta1", yes: ["2.0.0-beta1"], no: ["2.0.0", "2.0.0-beta2"]),
    Allowed(constraints: ">= 2.0.0-beta1", yes: ["2.0.0", "2.1.0"], no: ["2.0.0-beta1", "2.0.0-beta2"]),
    Allowed(constraints: "~> 2.0.0-beta1", yes: ["2.0.0"], no: ["2.0.0-beta1", "2.1.0"]),
    Allowed(constraints: "!= 3.0.0-rc.1, > 2.5", yes: ["3.0.0"], no: ["3.0.0-rc.1", "2.5.0"]),
  ])
  func `constraints allow what Terraform's do`(_ c: Allowed) throws {
    let constraints = try VersionConstraints(c.constraints)
    for text in c.yes { #expect(constraints.allows(try Version(text)), "\(text)") }
    for text in c.no { #expect(!constraints.allows(try Version(text)), "\(text)") }
  }

  @Test func `a program's prerelease counts as its release`() throws {
    #expect(try VersionConstraints("~> 1.11").allowsProgram(Version("1.12.0-dev")))
    for text in ["~> 0", "~> 1", "1.11.4+x", "1.11.4.0"] {
      #expect(try VersionConstraints(text).allowsProgram(Version("1.11.4")), "\(text)")
    }
    for text in ["~> 1.11.4.0", "1.11", "!= 1.11.4+x"] {
      #expect(try !VersionConstraints(text).allowsProgram(Version("1.11.4")), "\(text)")
    }
    #expect(try VersionConstraints("< 2-alpha").problemForPrograms != nil)
    #expect(try !VersionConstraints(">= 1.12").allowsProgram(Version("1.11.4")))
  }

  @Test(arguments: [
    ("~> 1", "~> 1.0"), (">= 1.0, < 2", ">= 1.0.0, < 2.0.0"), ("= 1.2.3", "1.2.3"), ("1.2", "1.2.0"),
    ("!= 1.2.3, >= 1", ">= 1.0.0, != 1.2.3"), ("~> 1.0.0,~>1.0.0", "~> 1.0.0"),
    ("> 1.0.0,<2.0.0, ~> 1.2", "> 1.0.0, ~> 1.2, < 2.0.0"), (">= 1.2-beta", ">= 1.2.0-beta"),
    (
      "~> 1.2.0, = 1.2.0, != 1.2.0, > 1.2.0, >= 1.2.0, < 1.2.0, <= 1.2.0",
      "> 1.2.0, >= 1.2.0, 1.2.0, ~> 1.2.0, <= 1.2.0, < 1.2.0, != 1.2.0"
    ),
    ("~> 1.2, ~> 1.2.0, = 1.2.0", "1.2.0, ~> 1.2.0, ~> 1.2"),
    ("~> 3-rc.1", "~> 3.0-rc.1"),
    (">= 1.2.0+b, >= 1.2.0+a, >= 1.2.0-b, >= 1.2.0-a", ">= 1.2.0-a, >= 1.2.0-b, >= 1.2.0+a, >= 1.2.0+b"),
  ])
  func `the canonical text is that of lock files`(_ written: String, _ canonical: String) throws {
    #expect(try VersionConstraints(written).description == canonical)
    #expect(try VersionConstraints(canonical).description == canonical)
  }

  @Test(arguments: ["", "abc", "~> 1.x", "=> 1.2", "1.2.3 1.2.4", ">= 1,", "~>", "!1", "== 1"])
  func `what is no constraint is refused`(_ text: String) {
    #expect(throws: VersionError.self) { try VersionConstraints(text) }
  }

  @Test func `a provider's version has three portions`() throws {
    #expect(try VersionConstraints("~> 1.2.3.4").problemForProviders?.contains("only three are allowed") == true)
    #expect(try VersionConstraints("~> 1.2.3").problemForProviders == nil)
  }
}
