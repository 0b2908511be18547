import Configuring
import Functions
import Model
import Sketching
import Testing

struct SketchTests {
  /// The sketch of a configuration, by file name.
  static func sketched(_ files: [String: String], variables: [String: Value] = [:]) -> Sketch {
    let loaded = loadConfiguration(from: TextModuleSource(files.mapValues { Array($0.utf8) }))
    let graph = ConfigGraph.build(loaded.configuration).graph
    var values = rootVariables(declared: loaded.configuration.root.variables, inputs: []).values
    values.merge(variables) { $1 }
    return sketch(
      loaded.configuration, graph: graph, variables: values,
      environment: EvaluationEnvironment(functions: .pure, workingDirectory: "/"))
  }

  /// A part of an object, by a path of names, as text.
  static func part(_ sketch: Sketch, _ address: String, _ path: [String]) -> String {
    guard let object = sketch.objects.first(where: { "\($0.address)" == address }) else { return "no object" }
    var value = object.value
    for step in path {
      if let index = Int(step), let elements = value.elements {
        value = elements[index]
      } else {
        value = value[step] ?? .null(.dynamic)
      }
    }
    if case .unknown(_, let refinement) = value.withoutMarks {
      return refinement.symbol.map { "unknown \(SymbolText.shown($0))" } ?? "unknown"
    }
    return value.isNull ? "null" : value.symbolText ?? "\(value.elements?.count ?? -1) elements"
  }

  static let shop = """
    variable "name" { default = "shop" }
    variable "key" { type = string }
    variable "zones" { type = list(string) }
    resource "aws_s3_bucket" "logs" { bucket = "${var.name}-logs" }
    resource "aws_s3_bucket" "free" {}
    resource "aws_s3_bucket_public_access_block" "logs" {
      bucket            = aws_s3_bucket.logs.id
      block_public_acls = "true"
    }
    resource "aws_s3_bucket_policy" "free" {
      bucket = aws_s3_bucket.free.id
      policy = jsonencode({ Statement = [{ Effect = "Allow", Principal = "*", Resource = "${aws_s3_bucket.free.arn}/*" }] })
    }
    resource "aws_ebs_volume" "data" {
      for_each          = { a = 1, b = 2 }
      availability_zone = var.zones[0]
      size              = each.value
      kms_key_id        = var.key
    }
    resource "aws_ebs_volume" "many" {
      count             = length(var.zones)
      availability_zone = var.zones[count.index]
      size              = 8
    }
    resource "google_thing" "x" { 
      label = "a" 
      rule { 
        port = 22
      }
    }
    resource "google_thing" "y" { 
      label = google_thing.x.number 
    }
    data "aws_caller_identity" "me" {}
    data "aws_iam_policy_document" "read" {
      statement {
        actions   = ["s3:GetObject"]
        resources = ["${aws_s3_bucket.free.arn}/*", "arn:aws:s3:::known/&{aws:username}"]
        principals {
          type        = "AWS"
          identifiers = ["arn:aws:iam::${data.aws_caller_identity.me.account_id}:root"]
        }
      }
    }
    resource "aws_iam_policy" "read" { policy = data.aws_iam_policy_document.read.json }
    """

  @Test(arguments: [
    ("aws_s3_bucket.logs", ["bucket"], "shop-logs"),
    ("aws_s3_bucket.logs", ["id"], "shop-logs"),
    ("aws_s3_bucket.logs", ["arn"], "unknown ${aws_s3_bucket.logs.arn}"),
    ("aws_s3_bucket.free", ["id"], "unknown ${aws_s3_bucket.free.id}"),
    ("aws_s3_bucket_public_access_block.logs", ["bucket"], "shop-logs"),
    ("aws_s3_bucket_public_access_block.logs", ["block_public_acls"], "true"),
    ("aws_s3_bucket_public_access_block.logs", ["block_public_policy"], "null"),
    ("aws_s3_bucket_policy.free", ["bucket"], "unknown ${aws_s3_bucket.free.id}"),
    (
      "aws_s3_bucket_policy.free", ["policy"],
      #"unknown {"Statement":[{"Effect":"Allow","Principal":"*","Resource":"${aws_s3_bucket.free.arn}/*"}]}"#
    ),
    ("aws_ebs_volume.data[\"b\"]", ["size"], "2"),
    ("aws_ebs_volume.data[\"b\"]", ["kms_key_id"], "unknown ${var.key}"),
    ("aws_ebs_volume.data[\"b\"]", ["encrypted"], "unknown ${aws_ebs_volume.data[\"b\"].encrypted}"),
    ("aws_ebs_volume.many", ["size"], "8"),
    ("google_thing.x", ["label"], "a"),
    ("google_thing.x", ["rule", "0", "port"], "22"),
    ("google_thing.y", ["label"], "unknown ${google_thing.x.number}"),
    (
      "aws_iam_policy.read", ["policy"],
      #"unknown {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:GetObject","#
        + #""Resource":["${aws_s3_bucket.free.arn}/*","arn:aws:s3:::known/${aws:username}"],"#
        + #""Principal":{"AWS":"arn:aws:iam::${data.aws_caller_identity.me.account_id}:root"}}]}"#
    ),
  ])
  func `an object is known as far as it is written, and the rest has names`(
    address: String, path: [String], expected: String
  ) {
    #expect(Self.part(Self.sketched(["main.tf": Self.shop]), address, path) == expected)
  }

  @Test func `an object whose number is not known is looked at once`() throws {
    let sketch = Self.sketched(["main.tf": Self.shop])
    let many = try #require(sketch.objects.first { "\($0.address)" == "aws_ebs_volume.many" })
    #expect(many.standsForMany)
    #expect(sketch.objects.filter { $0.standsForMany }.count == 1)
    #expect(sketch.diagnostics.isEmpty, "\(sketch.diagnostics)")
  }

  @Test func `an ARN that is not there yet is no wildcard, and a name that is made up is not null`() throws {
    let sketch = Self.sketched([
      "main.tf": """
      variable "any" { type = string }
      resource "aws_iam_role" "app" { assume_role_policy = "{}" }
      resource "aws_db_parameter_group" "own" { family = "postgres16" }
      resource "aws_sqs_queue" "one" {
        name              = aws_db_parameter_group.own.name
        policy            = jsonencode({ Principal = aws_iam_role.app.arn, Resource = var.any })
        kms_master_key_id = aws_iam_role.app.arn
      }
      """
    ])
    let queue = try #require(sketch.objects.first { "\($0.address)" == "aws_sqs_queue.one" }).value
    let key = try #require(queue["kms_master_key_id"])
    #expect(key.equals(.string("*")) == .bool(false))
    #expect(!key.equals(.string("arn:aws:iam::123456789012:role/app")).isKnown)
    #expect(queue["name"]?.isDefinitelyNotNull == true)
    #expect(queue["url"]?.isKnown == false)
    let roles = SymbolText.value(SymbolText.symbol(named: "module.m.aws_iam_role.app.arn"))
    #expect(roles.equals(.string("*")) == .bool(false))
    for name in ["var.any", "var.aws_role.arn", "aws_iam_role.app.name"] {
      #expect(!SymbolText.value(SymbolText.symbol(named: name)).equals(.string("*")).isKnown, "\(name)")
    }
  }

  @Test func `names go through calls of modules`() {
    let sketch = Self.sketched([
      "main.tf": """
      resource "aws_kms_key" "k" {}
      module "store" {
        source = "./store"
        key    = aws_kms_key.k.arn
      }
      resource "aws_s3_bucket_versioning" "v" {
        bucket = module.store.bucket
        versioning_configuration { status = "Enabled" }
      }
      """,
      "store/main.tf": """
      variable "key" {}
      resource "aws_s3_bucket" "b" {}
      resource "aws_sns_topic" "t" { kms_master_key_id = var.key }
      output "bucket" { value = aws_s3_bucket.b.id }
      """,
    ])
    #expect(Self.part(sketch, "module.store.aws_sns_topic.t", ["kms_master_key_id"]) == "unknown ${aws_kms_key.k.arn}")
    #expect(
      Self.part(sketch, "aws_s3_bucket_versioning.v", ["bucket"]) == "unknown ${module.store.aws_s3_bucket.b.id}")
    #expect(sketch.calls.map(\.source) == ["./store"])
  }
}
