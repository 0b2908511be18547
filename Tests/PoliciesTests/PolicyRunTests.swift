import Configuring
import Functions
import Model
import Policies
import Sketching
import Testing

struct PolicyRunTests {
  static func file(_ text: String) -> PolicyFile {
    let (file, diagnostics) = readPolicyFile(Array(text.utf8), path: "a.policy.hcl")
    #expect(diagnostics.isEmpty, "\(diagnostics)")
    return file
  }

  /// What the policies say of a configuration: `aws_x.y name: failed (message)`.
  static func verdicts(_ policies: String, _ configuration: String) -> [String] {
    let loaded = loadConfiguration(from: TextModuleSource(["main.tf": Array(configuration.utf8)]))
    let graph = ConfigGraph.build(loaded.configuration).graph
    let sketch = sketch(
      loaded.configuration, graph: graph,
      variables: rootVariables(declared: loaded.configuration.root.variables, inputs: []).values,
      environment: EvaluationEnvironment(functions: .pure, workingDirectory: "/"))
    let subjects = sketch.objects.filter { $0.address.resource.mode == .managed }.map {
      PolicySubject(
        kind: .resource, type: $0.address.resource.type, subject: .instance($0.address), attributes: $0.value,
        configured: $0.configured)
    }
    return PolicyRun([file(policies)], world: PolicyWorld(subjects)).verdicts().map { verdict in
      let more =
        verdict.messages + (verdict.unknownNames.isEmpty ? [] : [verdict.unknownNames.joined(separator: " ")])
        + verdict.diagnostics.map(\.summary)
      return "\(verdict.subject.subject.text) \(verdict.policy.name): \(verdict.outcome)"
        + (more.isEmpty ? "" : " (\(more.joined(separator: ", ")))")
    }
  }

  static let buckets = """
    variable "key" { type = string }
    resource "aws_s3_bucket" "open" {}
    resource "aws_s3_bucket" "closed" {}
    resource "aws_s3_bucket_public_access_block" "closed" {
      bucket            = aws_s3_bucket.closed.bucket
      block_public_acls = true
    }
    resource "aws_sns_topic" "keyed" { kms_master_key_id = var.key }
    resource "aws_sns_topic" "plain" {}
    resource "aws_sns_topic" "own" { kms_master_key_id = "alias/aws/sns" }
    """

  @Test(arguments: [
    (
      """
      resource_policy "aws_s3_bucket" "blocked" {
        locals {
          blocks = core::getresources("aws_s3_bucket_public_access_block", { bucket = attrs.id })
        }
        enforce {
          condition     = core::anytrue([for b in local.blocks : b.block_public_acls == true])
          error_message = "Open."
        }
      }
      """, ["aws_s3_bucket.closed blocked: passed", "aws_s3_bucket.open blocked: failed (Open.)"]
    ),
    (
      """
      input "forbidden" { default = "alias/aws/sns" }
      resource_policy "aws_sns_*" "key" {
        enforce {
          condition     = attrs.kms_master_key_id != null
          error_message = "No key."
        }
        enforce {
          condition     = attrs.kms_master_key_id != input.forbidden
          error_message = "Not ${attrs.kms_master_key_id}."
        }
      }
      """,
      [
        "aws_sns_topic.keyed key: unknown (var.key)", "aws_sns_topic.own key: failed (Not alias/aws/sns.)",
        "aws_sns_topic.plain key: failed (No key.)",
      ]
    ),
    (
      """
      resource_policy "aws_s3_bucket" "same" {
        locals {
          blocks = core::getresources("aws_s3_bucket_public_access_block", {})
        }
        enforce {
          condition     = core::anytrue([for b in local.blocks : plumb::same(b.bucket, attrs.id)])
          error_message = "Another."
        }
      }
      resource_policy "aws_sns_topic" "same" {
        enforce {
          condition = plumb::same(attrs.kms_master_key_id, "alias/aws/sns")
        }
      }
      resource_policy "aws_sns_topic" "given" {
        enforce {
          condition = plumb::given(attrs.kms_master_key_id)
        }
      }
      resource_policy "aws_s3_bucket_public_access_block" "given" {
        enforce {
          condition = plumb::given(attrs.bucket) && !plumb::given("")
        }
      }
      """,
      [
        "aws_s3_bucket.closed same: passed", "aws_s3_bucket.open same: failed (Another.)",
        "aws_s3_bucket_public_access_block.closed given: passed", "aws_sns_topic.keyed same: unknown (var.key)",
        "aws_sns_topic.keyed given: unknown (var.key)", "aws_sns_topic.own same: passed",
        "aws_sns_topic.own given: passed", "aws_sns_topic.plain same: failed (The condition does not hold.)",
        "aws_sns_topic.plain given: failed (The condition does not hold.)",
      ]
    ),
    (
      """
      resource_policy "aws_sns_topic" "filtered" {
        filter = attrs.kms_master_key_id == null
        enforce { condition = false }
      }
      """,
      [
        "aws_sns_topic.keyed filtered: unknown (var.key)",
        "aws_sns_topic.plain filtered: failed (The condition does not hold.)",
      ]
    ),
    (
      """
      resource_policy "aws_sns_topic" "wrong" {
        filter = attrs.kms_master_key_id == "alias/aws/sns"
        enforce { condition = attrs.no_such_thing }
      }
      resource_policy "aws_s3_bucket" "gone" {
        operations = ["delete"]
        enforce { condition = false }
      }
      """,
      [
        "aws_sns_topic.keyed wrong: broken (var.key, Unsupported attribute)",
        "aws_sns_topic.own wrong: broken (Unsupported attribute)",
      ]
    ),
  ])
  func `a policy passes, fails, or cannot be told`(policies: String, expected: [String]) {
    #expect(Self.verdicts(policies, Self.buckets) == expected)
  }

  @Test func `tests of policies pass, fail and say why`() {
    let policy = Self.file(
      """
      input "port" {
        type    = number
        default = 22
      }
      resource_policy "aws_security_group_rule" "closed" {
        filter = core::try(attrs.type, "") == "ingress"
        locals { covers = core::try(attrs.from_port <= input.port && attrs.to_port >= input.port, false) }
        enforce {
          condition     = !local.covers
          error_message = "Covers ${input.port}."
        }
      }
      resource_policy "aws_thing" "kept" {
        operations = ["delete"]
        enforce { condition = core::contains(core::try(prior_attrs.tags, []), "delete") }
      }
      """)
    let (test, problems) = readPolicyTestFile(
      Array(
        """
        policytest { targets = ["a.policy.hcl"] }
        locals { web = 80 }
        resource "aws_security_group_rule" "web" {
          attrs = { type = "ingress", from_port = local.web, to_port = 443 }
        }
        resource "aws_security_group_rule" "wide" {
          expect_failure = true
          attrs = { type = "ingress", from_port = 1, to_port = 1024 }
        }
        resource "aws_security_group_rule" "other_input" {
          attrs = { type = "ingress", from_port = aws_security_group_rule.web.attrs.from_port, to_port = 443 }
          inputs { port = 90 }
        }
        resource "aws_security_group_rule" "egress" {
          expect_failure = true
          attrs = { type = "egress", from_port = 22, to_port = 22 }
        }
        resource "aws_thing" "marked" { prior_attrs = { tags = ["delete"] } }
        resource "aws_thing" "kept" {
          expect_failure = true
          prior_attrs    = { tags = [] }
        }
        resource "aws_thing" "aside" {
          skip  = true
          attrs = { id = null }
        }
        """.utf8), path: "a.policytest.hcl")
    #expect(problems.isEmpty, "\(problems)")
    let results = run(test, against: [policy], context: .pure)
    #expect(
      results.map { "\($0.name) \($0.status) \($0.reasons.joined())" } == [
        "resource.aws_security_group_rule.web pass ",
        "resource.aws_security_group_rule.wide pass ",
        "resource.aws_security_group_rule.other_input fail closed: Covers 90.",
        "resource.aws_security_group_rule.egress fail Missing expected failure: no policy is about it.",
        "resource.aws_thing.marked pass ",
        "resource.aws_thing.kept pass ",
        "resource.aws_thing.aside skip ",
      ])
  }
}
