import Model
import Parsing
import Testing

@testable import Configuring

@Suite struct SettingsTests {
  static func read(_ texts: String...) -> (settings: ProjectSettings, diagnostics: [Diagnostic]) {
    readProjectSettings(texts.enumerated().map { ("\($0)/plumb.hcl", Array($1.utf8)) })
  }

  static let rule = """
    ignore "drift" {
      address    = "aws_instance.web"
      attributes = ["tags[\\"Owner\\"]", "root_block_device[*].size"]
      reason     = "the scheduler sets it"
      owner      = "team-a"
      expires    = "2026-12-31"
    }

    """

  @Test func `rules of all files count, and the nearest word on the stack`() throws {
    let (settings, diagnostics) = Self.read(
      "stack {\n  name = \"shop\"\n}\n" + Self.rule,
      "stack {\n  name  = \"all\"\n  owner = \"ops\"\n}\nignore \"drift\" {\n  object = \"aws_vpc *\"\n  reason = \"r\"\n  owner = \"o\"\n}\n"
    )
    #expect(diagnostics.isEmpty)
    #expect(settings.stack == StackSettings(name: "shop", owner: "ops"))
    try #require(settings.ignores.count == 2)
    let first = settings.ignores[0]
    let address = try ResourceInstanceAddress(parsing: "aws_instance.web[0]")
    #expect(first.covers(address, [.attribute("tags"), .index(.string("Owner"))]))
    #expect(first.covers(address, [.attribute("tags"), .attribute("Owner")]))
    #expect(first.covers(address, [.attribute("root_block_device"), .index(.integer(0)), .attribute("size")]))
    #expect(!first.covers(address, [.attribute("tags")]))
    #expect(!first.covers(address, []))
    #expect(!first.hasExpired(at: UTCTime(iso8601: "2026-12-31T23:59:59Z") ?? .now))
    #expect(first.hasExpired(at: UTCTime(iso8601: "2027-01-01T00:00:00Z") ?? .now))
    let scope = ObservedScope(type: "aws_vpc", account: "1", region: "eu")
    #expect(settings.ignores[1].covers(ObservedObject(scope: scope, importID: "vpc-1")))
  }

  @Test(arguments: [
    ("aws_instance.web", "aws_instance.web", true), ("aws_instance.web", "aws_instance.web[\"a\"]", true),
    ("aws_instance.web", "module.a.aws_instance.web", false), ("aws_instance.*", "aws_instance.db", true),
    ("aws_instance.web[\"a*\"]", "aws_instance.web[\"a.b\"]", true),
    ("aws_instance.web[0]", "aws_instance.web[1]", false), ("aws_instance.web[*]", "aws_instance.web[1]", true),
    ("module.*.aws_instance.web", "module.a[\"x\"].aws_instance.web", true),
    ("module.*.aws_instance.web", "module.a.module.b.aws_instance.web", false),
    ("module.a", "module.a[\"x\"].module.b.aws_instance.web", true), ("module.a", "module.b.aws_instance.web", false),
    ("module.a[\"y\"]", "module.a[\"x\"].aws_instance.web", false),
    ("**.aws_instance.web", "aws_instance.web", true),
    ("**.aws_instance.web", "module.a.module.b[0].aws_instance.web[1]", true),
    ("**.aws_instance.web", "module.a.aws_instance.db", false), ("*", "module.a.aws_instance.db", true),
    ("aws_*.web", "aws_vpc.web", true), ("data.aws_ami.x", "data.aws_ami.x", true),
    ("module.web", "module.web.aws_instance.x", true),
  ]) func `a pattern is about addresses`(pattern: String, address: String, matches: Bool) throws {
    #expect(try AddressPattern(pattern).matches(try ResourceInstanceAddress(parsing: address)) == matches)
  }

  static let mistakes: [(text: String, summary: String, detail: String)] = [
    ("ignor \"drift\" {\n}\n", "Unsupported block type", "Did you mean \"ignore\"?"),
    ("budget \"a\" {\n}\n", "Settings not supported yet", "no effect"),
    ("x = 1\n", "Unsupported argument", "settings stand in blocks"),
    (rule.replacing("drift", with: "drfit"), "Unsupported kind of ignore block", "Did you mean \"drift\"?"),
    (rule.replacing("2026-12-31", with: "2026-02-30"), "Invalid date", "not a day of the calendar"),
    (rule.replacing("2026-12-31", with: "soon"), "Invalid date", "not a day of the calendar"),
    (rule.replacing("  owner      = \"team-a\"\n", with: ""), "Missing required argument", "owner"),
    (rule.replacing("the scheduler sets it", with: " "), "Empty reason", "must not be empty"),
    (rule.replacing("aws_instance.web", with: "aws_instance"), "Invalid address pattern", "no resource"),
    (rule.replacing("aws_instance.web", with: "aws_instance..web"), "Invalid address pattern", "name is missing"),
    (rule.replacing("root_block_device[*]", with: "root[x]"), "Invalid attribute pattern", "A key is a number"),
    (rule.replacing("  address ", with: "  adress "), "Unsupported argument", "Did you mean \"address\"?"),
    (rule.replacing("  address    = \"aws_instance.web\"\n", with: ""), "Invalid scope of an ignore block", "either"),
    ("stack \"x\" {\n}\n", "Extraneous label for stack", "No labels"),
    ("stack {\n}\nstack {\n}\n", "Duplicate stack block", "one at most"),
  ]

  @Test(arguments: mistakes) func `what is wrong with settings is told`(text: String, summary: String, detail: String) {
    let (settings, diagnostics) = Self.read(text)
    #expect(diagnostics.contains { $0.summary == summary && $0.detail.contains(detail) }, "\(diagnostics)")
    #expect(diagnostics.allSatisfy { $0.subject != nil })
    #expect(settings.ignores.isEmpty)
  }

  @Test func `settings are looked for up to the root of the repository`() {
    func places(_ present: Set<String>) -> SettingsPlaces {
      SettingsPlaces(stack: "/home/r/live/shop", exists: present.contains)
    }
    #expect(places(["/home/r/.git"]).writable == "/home/r/plumb.hcl")
    #expect(places([]).writable == "/home/r/live/shop/plumb.hcl")
    let both = places(["/home/r/.git", "/home/plumb.hcl", "/home/r/plumb.hcl", "/home/r/live/shop/plumb.hcl"])
    #expect(both.files == ["/home/r/live/shop/plumb.hcl", "/home/r/plumb.hcl"])
    #expect(both.writable == "/home/r/live/shop/plumb.hcl")
    #expect(places(["/home/r/live/plumb.hcl"]).files.isEmpty)
  }

  @Test func `a rule is appended, and extended where it is there`() throws {
    let empty = try EditedText([], name: "plumb.hcl")
    var rule = NewIgnoreRule(
      scope: "aws_instance.web", attributes: ["tags[\"Owner\"]"], reason: "say \"why\" ${x}", owner: "me",
      expires: "2026-12-31")
    let once = try empty.adding(rule)
    let text = String(decoding: once.bytes, as: UTF8.self)
    #expect(
      text == """
        ignore "drift" {
          address    = "aws_instance.web"
          attributes = ["tags[\\"Owner\\"]"]
          reason     = "say \\"why\\" $${x}"
          owner      = "me"
          expires    = "2026-12-31"
        }

        """)
    #expect(try once.adding(rule).bytes == once.bytes)
    rule.attributes = ["size", "tags[\"Owner\"]", "b"]
    let more = String(decoding: try once.adding(rule).bytes, as: UTF8.self)
    #expect(more == text.replacing("Owner\\\"]\"]", with: "Owner\\\"]\", \"size\", \"b\"]"))
    rule.owner = "you"
    let two = try once.adding(rule)
    #expect(two.body.blocks.count == 2)
    let (settings, diagnostics) = readProjectSettings([("plumb.hcl", two.bytes)])
    #expect(diagnostics.isEmpty && settings.ignores.count == 2)
    #expect(settings.ignores[0].reason == "say \"why\" ${x}")
  }
}
