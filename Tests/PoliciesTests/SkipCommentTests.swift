import Configuring
import Functions
import Model
import Policies
import Testing

struct SkipCommentTests {
  @Test(arguments: [
    ("  #checkov:skip=CKV_AWS_17:it is a demo", ["CKV_AWS_17"], "it is a demo", nil as String?),
    ("# checkov:skip=CKV_AWS_17, CKV_AWS_18: both", ["CKV_AWS_17"], "CKV_AWS_18: both", nil),
    ("// bridgecrew:skip=CKV_AWS_17,CKV_AWS_18", ["CKV_AWS_17", "CKV_AWS_18"], "no reason is given", nil),
    ("/* plumb:skip=rds-not-public until=2026-12-31 owner=shop: a demo */", ["rds-not-public"], "a demo", "2026-12-31"),
    ("a = 1 # plumb:skip=rds-*: all of them", ["rds-*"], "all of them", nil),
  ])
  func `a comment says what is exempt, why, and until when`(
    line: String, controls: [String], reason: String, expires: String?
  ) throws {
    let text = Array("resource {\n\(line)\n}\n".utf8)
    let found = SkipComment.all(
      in: text, file: "main.tf", from: SourcePosition(line: 7, column: 1, byte: 0), to: text.count)
    let comment = try #require(found.first)
    #expect(found.count == 1)
    #expect(comment.controls == controls)
    #expect(comment.acceptance.reason == reason)
    #expect(comment.expires == expires)
    #expect(comment.range.start.line == 8)
  }

  @Test(arguments: [
    "checkov:skip=CKV_AWS_17:no comment", "description = \"see checkov:skip=CKV_AWS_17\"", "# other:skip=CKV_AWS_17",
    "# checkov:skip=", "# a note about skip=CKV_AWS_17",
  ])
  func `what is no comment of this kind exempts nothing`(line: String) {
    let text = Array(line.utf8)
    #expect(
      SkipComment.all(in: text, file: "a.tf", from: .start, to: text.count).isEmpty)
  }

  /// What becomes of a failure by rules and comments.
  private static func standing(_ settings: String, comment: String = "", attributes: Value) throws -> (String, String) {
    let (policy, problems) = readPolicyFile(
      Array(
        "resource_policy \"aws_db_instance\" \"p\" {\n enforce {\n condition = false\n error_message = \"No.\" \n}\n}"
          .utf8),
      path: "a.policy.hcl")
    #expect(problems.isEmpty, "\(problems)")
    let (read, wrong) = readProjectSettings([("plumb.hcl", Array(settings.utf8))])
    #expect(wrong.isEmpty, "\(wrong)")
    let subject = PolicySubject(
      kind: .resource, type: "aws_db_instance",
      subject: .instance(try ResourceInstanceAddress(parsing: "module.shop.aws_db_instance.main[\"eu\"]")),
      attributes: attributes)
    let world = PolicyWorld([subject])
    let verdict = try #require(PolicyRun([policy], world: world).verdicts().first)
    let time = try #require(UTCTime(iso8601: "2026-11-22T00:00:00Z"))
    let control = Control(id: "rds-not-public", title: "T", severity: .high, aliases: ["CKV_AWS_17"])
    let finding = try #require(verdict.finding(control: control, range: nil, at: time))
    let text = Array(comment.utf8)
    let (judged, faults) = Exempting(read.exemptions, world: world, at: time).judged(
      finding, of: verdict, control: control,
      comments: SkipComment.all(in: text, file: "main.tf", from: .start, to: text.count))
    #expect(faults.isEmpty, "\(faults)")
    if case .accepted(let acceptance) = judged.standing { return ("accepted", acceptance.reason) }
    return ("actionable", judged.summary)
  }

  @Test(arguments: [
    ("", "", "actionable", "No."),
    ("", "# checkov:skip=CKV_AWS_17:known", "accepted", "known"),
    ("", "# checkov:skip=CKV_AWS_18:another", "actionable", "No."),
    (
      "", "# plumb:skip=rds-not-public until=2026-11-21: old", "actionable",
      "No. An exemption of it (old) ended on 2026-11-21."
    ),
    ("", "# plumb:skip=rds-not-public until=2026-11-22: today", "accepted", "today"),
    ("", "# plumb:skip=rds-not-public until=soon: when", "actionable", "No. An exemption of it (when) ended on soon."),
    ("address = \"module.shop.aws_db_instance.main[\\\"eu\\\"]\"", "", "accepted", "r"),
    ("address = \"module.*.aws_db_instance.*\"", "", "accepted", "r"),
    ("address = \"aws_db_instance.main\"", "", "actionable", "No."),
    ("condition = attrs.tags.env == \"dev\"", "", "accepted", "r"),
    ("condition = attrs.tags.env == \"prod\"", "", "actionable", "No."),
    ("expires = \"2026-11-21\"", "", "actionable", "No. An exemption of it (r) ended on 2026-11-21."),
  ])
  func `a failure is accepted by a rule or a comment that holds`(
    rule: String, comment: String, standing: String, words: String
  ) throws {
    let settings =
      rule.isEmpty ? "" : "exemption \"CKV_AWS_*\" {\n  \(rule)\n  reason = \"r\"\n  owner = \"o\"\n}\n"
    let attributes = Value.object([("tags", .object([("env", .string("dev"))]))])
    let found = try Self.standing(settings, comment: comment, attributes: attributes)
    #expect(found == (standing, words))
  }
}
