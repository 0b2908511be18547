import Configuring
import Functions
import Model
import Policies
import Sketching
import Testing

struct LookupTests {
  static func outcomes(_ policies: String, _ configuration: String) -> [String: String] {
    let loaded = loadConfiguration(from: TextModuleSource(["main.tf": Array(configuration.utf8)]))
    let sketch = sketch(
      loaded.configuration, graph: ConfigGraph.build(loaded.configuration).graph,
      variables: rootVariables(declared: loaded.configuration.root.variables, inputs: []).values,
      environment: EvaluationEnvironment(functions: .pure, workingDirectory: "/"))
    let run = PolicyRun([PolicyRunTests.file(policies)], world: PolicyWorld(policySubjects(of: sketch)))
    return Dictionary(run.verdicts().map { ($0.subject.subject.text, "\($0.outcome)") }) { $1 }
  }

  @Test func `an object is found by one of several that it refers to`() {
    let outcomes = Self.outcomes(
      """
      resource_policy "aws_security_group" "balances" {
        enforce {
          condition = core::length(core::getresources("aws_lb", { security_groups = attrs.id })) > 0
        }
      }
      """,
      """
      resource "aws_security_group" "front" {}
      resource "aws_security_group" "back" {}
      resource "aws_lb" "front" { security_groups = ["sg-1", aws_security_group.front.id] }
      """)
    #expect(outcomes == ["aws_security_group.front": "passed", "aws_security_group.back": "failed"])
  }

  @Test func `an object is found by its name, although only a part of that is known`() {
    let outcomes = Self.outcomes(
      """
      resource_policy "aws_s3_bucket" "versioned" {
        enforce {
          condition = core::length(core::getresources("aws_s3_bucket_versioning", { bucket = attrs.id })) > 0
        }
      }
      """,
      """
      variable "stage" { type = string }
      resource "aws_s3_bucket" "a" { bucket = "logs-${var.stage}" }
      resource "aws_s3_bucket_versioning" "a" { bucket = aws_s3_bucket.a.bucket }
      resource "aws_s3_bucket" "b" { bucket = "${var.stage}-data" }
      resource "aws_s3_bucket" "c" { bucket = "other" }
      resource "aws_s3_bucket" "d" { bucket = "logs-d" }
      resource "aws_s3_bucket" "e" { bucket_prefix = "e" }
      resource "aws_s3_bucket_versioning" "e" { bucket = aws_s3_bucket.e.id }
      resource "aws_s3_bucket_versioning" "literal" { bucket = "my-data" }
      """)
    #expect(
      outcomes == [
        "aws_s3_bucket.a": "passed", "aws_s3_bucket.b": "unknown", "aws_s3_bucket.c": "failed",
        "aws_s3_bucket.d": "unknown", "aws_s3_bucket.e": "passed",
      ])
  }

  @Test func `a reference to an object is something, and a variable may be nothing`() {
    let outcomes = Self.outcomes(
      """
      resource_policy "aws_sns_topic" "keyed" {
        enforce {
          condition = plumb::given(attrs.kms_master_key_id)
        }
      }
      """,
      """
      variable "key" { type = string }
      resource "aws_kms_key" "own" {}
      data "aws_kms_key" "other" {}
      resource "aws_sns_topic" "own" { kms_master_key_id = aws_kms_key.own.key_id }
      resource "aws_sns_topic" "read" { kms_master_key_id = data.aws_kms_key.other.arn }
      resource "aws_sns_topic" "part" { kms_master_key_id = "alias/${var.key}" }
      resource "aws_sns_topic" "given" { kms_master_key_id = var.key }
      resource "aws_sns_topic" "literal" { kms_master_key_id = "alias/x" }
      resource "aws_sns_topic" "empty" { kms_master_key_id = "" }
      resource "aws_sns_topic" "none" {}
      """)
    #expect(
      outcomes == [
        "aws_sns_topic.own": "passed", "aws_sns_topic.read": "passed", "aws_sns_topic.part": "passed",
        "aws_sns_topic.given": "unknown", "aws_sns_topic.literal": "passed", "aws_sns_topic.empty": "failed",
        "aws_sns_topic.none": "failed",
      ])
  }

  @Test(arguments: [
    ("core::endswith(attrs.name, \"/x\")", "passed"), ("core::endswith(attrs.name, \"y\")", "failed"),
    ("core::endswith(attrs.name, \"long/x\")", "unknown"), ("core::endswith(attrs.name, \"long/y\")", "failed"),
    ("core::startswith(attrs.name, \"/a\")", "passed"), ("core::startswith(attrs.name, \"/b\")", "failed"),
    ("core::startswith(attrs.name, \"/a/c\")", "unknown"), ("core::endswith(\"0.0.0.0/0\", \"/0\")", "passed"),
  ])
  func `the known end of a text decides how it ends`(condition: String, outcome: String) {
    let outcomes = Self.outcomes(
      "resource_policy \"aws_ssm_parameter\" \"a\" {\n  enforce {\n    condition = \(condition)\n  }\n}",
      """
      variable "stage" { type = string }
      resource "aws_ssm_parameter" "a" { name = "/a/${var.stage}/x" }
      """)
    #expect(outcomes == ["aws_ssm_parameter.a": outcome])
  }

  @Test func `what is known of a text counts, although the rest of it is not known`() {
    let outcomes = Self.outcomes(
      """
      resource_policy "aws_ssm_parameter" "secret" {
        enforce {
          condition = core::contains_substring(attrs.name, "password")
        }
      }
      """,
      """
      variable "stage" { type = string }
      resource "aws_ssm_parameter" "a" { name = "/${var.stage}/password" }
      resource "aws_ssm_parameter" "b" { name = "/${var.stage}/color" }
      resource "aws_ssm_parameter" "c" { name = "color" }
      """)
    #expect(
      outcomes == [
        "aws_ssm_parameter.a": "passed", "aws_ssm_parameter.b": "unknown", "aws_ssm_parameter.c": "failed",
      ])
  }

  @Test(arguments: [
    ("attrs.monitoring && false", "failed"), ("false && attrs.monitoring", "failed"),
    ("attrs.monitoring || true", "passed"), ("true || attrs.monitoring", "passed"),
    ("attrs.monitoring && true", "unknown"), ("attrs.monitoring || false", "unknown"),
    ("core::alltrue([attrs.monitoring, false])", "failed"), ("core::alltrue([attrs.monitoring, true])", "unknown"),
    ("core::anytrue([attrs.monitoring, true])", "passed"), ("core::anytrue([attrs.monitoring, false])", "unknown"),
  ])
  func `what is known decides, wherever what is not known stands`(condition: String, outcome: String) {
    let outcomes = Self.outcomes(
      "resource_policy \"aws_instance\" \"a\" {\n  enforce {\n    condition = \(condition)\n  }\n}",
      """
      variable "monitored" { type = bool }
      resource "aws_instance" "a" { monitoring = var.monitored }
      """)
    #expect(outcomes == ["aws_instance.a": outcome])
  }

  @Test func `a policy is about data sources where it names them`() {
    let configuration = """
      data "aws_ami" "open" { most_recent = true }
      data "aws_ami" "own" { owners = ["self"] }
      resource "aws_eip" "a" {}
      """
    let named = Self.outcomes(
      """
      resource_policy "data.aws_ami" "owned" {
        enforce {
          condition = core::try(core::length(attrs.owners), 0) > 0
        }
      }
      """, configuration)
    #expect(named == ["data.aws_ami.open": "failed", "data.aws_ami.own": "passed"])
    let wide = Self.outcomes(
      "resource_policy \"*\" \"all\" {\n  enforce {\n    condition = true\n  }\n}", configuration)
    #expect(wide == ["aws_eip.a": "passed"])
  }
}
