import Access
import Foundation
import Model
import TestSupport
import Testing

struct AccessAnalysisTests {
  private func document(_ statements: String) -> PolicyDocument {
    PolicyDocument.read(#"{"Version":"2012-10-17","Statement":[\#(statements)]}"#)
  }

  fileprivate func report(_ statements: String...) -> AccessReport {
    accessReport(statements.enumerated().map { NamedPolicy("policy \($0)", document($1)) })
  }

  @Test func `the catalogue knows what actions do`() throws {
    let catalogue = ActionCatalogue.aws
    #expect(catalogue.count == 20_455)
    #expect(catalogue.services.count == 445)
    func about(_ name: String) throws -> (AccessLevel, Bool) {
      let number = try #require(catalogue.number(of: name))
      #expect(catalogue.name(of: number) == name)
      return (catalogue.level(of: number), catalogue.isConfinable(number))
    }
    #expect(try about("s3:GetObject") == (.read, true))
    #expect(try about("s3:ListAllMyBuckets") == (.list, false))
    #expect(try about("iam:PassRole") == (.permissionsManagement, true))
    #expect(try about("ec2:CreateTags") == (.tagging, true))
    #expect(try about("sqs:DeleteQueue") == (.write, true))
    #expect(catalogue.number(of: "S3:getOBJECT") == catalogue.number(of: "s3:GetObject"))
    for name in ["s3:GetObjects", "s3:", "nothing:Get", "s3", "", ":"] { #expect(catalogue.number(of: name) == nil) }
    // Every one is found by its name.
    for number in stride(from: 0, to: catalogue.count, by: 97) {
      #expect(catalogue.number(of: catalogue.name(of: number)) == number)
    }
  }

  @Test func `every escalation is of actions that there are`() {
    let catalogue = ActionCatalogue.aws
    for way in Escalation.all {
      #expect(!way.why.isEmpty)
      let missing = way.actions.filter { catalogue.number(of: $0) == nil }
      #expect(missing.isEmpty, "\(way.name): \(missing)")
    }
    #expect(Set(Escalation.all.map(\.name)).count == Escalation.all.count)
    #expect(Escalation.all.count > 60)
  }

  @Test(arguments: [
    (#"{"Effect":"Allow","Action":"*","Resource":"*"}"#, AccessFinding.Kind.administrator),
    (#"{"Effect":"Allow","Action":"*","Resource":"arn:aws:s3:::one"}"#, .allActions),
    (#"{"Effect":"Allow","Action":"*","Resource":"*"},{"Effect":"Deny","Action":"iam:*","Resource":"*"}"#, .allActions),
    (#"{"Effect":"Allow","Action":"dynamodb:*","Resource":"arn:aws:dynamodb:*:*:table/one"}"#, .serviceWildcard),
    (#"{"Effect":"Allow","NotAction":"iam:*","Resource":"*"}"#, .notAction),
    (#"{"Effect":"Allow","Action":"s3:GetObject","NotResource":"arn:aws:s3:::secret/*"}"#, .notResource),
    (#"{"Effect":"Allow","Action":"iam:PassRole","Resource":"arn:aws:iam::*:role/*"}"#, .passRole),
    (#"{"Effect":"Allow","Action":"sts:AssumeRole","Resource":"arn:aws:iam::*:role/*"}"#, .credentials),
    (#"{"Effect":"Allow","Action":"s3:GetObject","Resource":"arn:aws:s3:::*"}"#, .dataExposure),
    (#"{"Effect":"Allow","Action":"ec2:RunInstances","Resource":"*"}"#, .unconstrainedWrite),
    (#"{"Effect":"Allow","Action":"s3:PutBucketPolicy","Resource":"*"}"#, .permissionsManagement),
    (#"{"Effect":"Allow","Action":"sqs:GetQueueAttributes","Resource":"*"}"#, .unconstrained),
  ])
  func `what is too wide is found`(_ statements: String, _ kind: AccessFinding.Kind) {
    let report = report(statements)
    #expect(report.has(kind) == .yes, "\(report.findings)")
    #expect(report.findings.allSatisfy { $0.places.map(\.statement) == [0] && !$0.reason.isEmpty })
  }

  @Test(arguments: [
    #"{"Effect":"Allow","Action":"s3:GetObject","Resource":"arn:aws:s3:::one/*"}"#,
    #"{"Effect":"Allow","Action":"iam:CreateAccessKey","Resource":"arn:aws:iam::*:user/${aws:username}"}"#,
    #"{"Effect":"Allow","Action":"sts:AssumeRole","Resource":"arn:aws:iam::1:role/app"}"#,
    #"{"Effect":"Allow","Action":"secretsmanager:GetSecretValue","Resource":"arn:aws:secretsmanager:*:*:secret:app-*"}"#,
    #"{"Effect":"Allow","Action":"ssm:GetParameter","Resource":"arn:aws:ssm:*:*:parameter/app/*"}"#,
    #"{"Effect":"Allow","Action":"sqs:ReceiveMessage","Resource":"arn:aws:sqs:*:*:jobs-*"}"#,
    #"{"Effect":"Allow","Action":["ec2:Describe*","s3:ListAllMyBuckets"],"Resource":"*"},{"Effect":"Deny","Action":"*","Resource":"*"}"#,
    #"{"Effect":"Allow","Action":"dynamodb:GetItem","Resource":"*"},{"Effect":"Deny","NotAction":"s3:*","Resource":"*"}"#,
    #"{"Effect":"Allow","Action":"s3:GetObject","Resource":"arn:aws:s3:::*"},{"Effect":"Deny","Action":"s3:Get*","NotResource":"arn:aws:dynamodb:*"}"#,
  ])
  func `what is confined or denied is not found`(_ statements: String) {
    let report = report(statements)
    #expect(report.findings == [], "\(report.findings)")
    #expect(report.has(.dataExposure, .escalation, .administrator) == .no)
  }

  @Test func `conditions are told, and those that hold always are none`() throws {
    func finding(_ condition: String) throws -> AccessFinding {
      let report = report(#"{"Effect":"Allow","Action":"s3:GetObject","Resource":"*","Condition":\#(condition)}"#)
      return try #require(report.findings.first { $0.kind == .dataExposure })
    }
    #expect(
      try finding(#"{"Bool":{"aws:MultiFactorAuthPresent":"true"}}"#).conditions == ["Bool aws:MultiFactorAuthPresent"])
    #expect(try finding(#"{"StringLikeIfExists":{"aws:PrincipalTag/team":"*"}}"#).conditions == [])
    #expect(try finding(#"{"ForAllValues:StringLike":{"aws:PrincipalTag/team":["a","*"]}}"#).conditions == [])
    // It has to be there at all.
    #expect(try finding(#"{"StringLike":{"aws:PrincipalTag/team":"*"}}"#).isConditional)
  }

  @Test func `a role is passed only where the condition lets it`() {
    func ways(_ condition: String) -> [String] {
      report(
        #"{"Effect":"Allow","Action":"iam:PassRole","Resource":"*","Condition":\#(condition)}"#,
        #"{"Effect":"Allow","Action":["ec2:RunInstances","glue:CreateDevEndpoint"],"Resource":"*"}"#
      ).findings.filter { $0.kind == .escalation }.map {
        ($0.isConditional ? "|" : "") + $0.subject + ($0.certainty == .yes ? "" : "?")
      }
    }
    #expect(ways(#"{"StringEquals":{"iam:PassedToService":"ec2.amazonaws.com"}}"#) == ["PassRoleToInstance"])
    #expect(
      ways(#"{"StringLike":{"iam:PassedToService":"*.amazonaws.com"}}"#) == [
        "PassRoleToGlueEndpoint", "PassRoleToInstance",
      ])
    #expect(ways(#"{"StringNotEquals":{"iam:PassedToService":"ec2.amazonaws.com"}}"#) == ["PassRoleToGlueEndpoint"])
    #expect(ways(#"{"StringEquals":{"iam:PassedToService":"lambda.amazonaws.com"}}"#) == [])
    #expect(
      ways(#"{"StringEquals":{"aws:RequestedRegion":"eu-west-1"}}"#) == [
        "|PassRoleToGlueEndpoint", "|PassRoleToInstance",
      ])
  }

  @Test func `what several policies allow is put together, and a boundary takes away`() throws {
    let policies = [
      NamedPolicy("one", document(#"{"Effect":"Allow","Action":"iam:PassRole","Resource":"*"}"#)),
      NamedPolicy("two", document(#"{"Sid":"Run","Effect":"Allow","Action":"ec2:RunInstances","Resource":"*"}"#)),
    ]
    let way = try #require(accessReport(policies).findings.first { $0.kind == .escalation })
    #expect(way.places.map(\.description) == ["one Statement[0]", "two Statement[0] (Run)"])
    let boundary = document(#"{"Effect":"Allow","Action":["ec2:*","s3:*"],"Resource":"*"}"#)
    #expect(accessReport(policies, boundary: boundary).has(.escalation, .passRole) == .no)
    #expect(accessReport(policies, boundary: .unknown("var.boundary")).has(.escalation) == .yes)
  }

  @Test func `what is not known is possible, not certain, and never fine`() {
    func symbol(_ name: String) -> String { SymbolText.symbol(named: name) }
    let wide = report(#"{"Effect":"Allow","Action":"s3:GetObject","Resource":"\#(symbol("var.resource"))"}"#)
    #expect(wide.has(.dataExposure) == .possible)
    // A bucket of the configuration is one bucket.
    let narrow = report(#"{"Effect":"Allow","Action":"s3:GetObject","Resource":"\#(symbol("aws_s3_bucket.b.arn"))/*"}"#)
    #expect(narrow.findings == [])
    #expect(narrow.has(.dataExposure) == .no)
    #expect(
      report(#"{"Effect":"Allow","Action":"\#(symbol("var.actions"))","Resource":"*"}"#).has(.administrator)
        == .possible)
    let effect = report(#"{"Effect":"\#(symbol("var.effect"))","Action":"*","Resource":"*"}"#)
    #expect(effect.findings.first?.certainty == .possible)
    // A denial that may not be one takes nothing away.
    let denied = report(
      #"{"Effect":"Allow","Action":"*","Resource":"*"},{"Effect":"Deny","Action":"\#(symbol("var.denied"))","Resource":"*"}"#
    )
    #expect(denied.has(.administrator) == .yes)
    let account = report(
      #"{"Effect":"Allow","Action":"iam:PassRole","Resource":"arn:aws:iam::\#(symbol("data.aws_caller_identity.me.account_id")):role/*"}"#
    )
    #expect(account.has(.passRole) == .yes)
  }

  // MARK: Laws

  private static let patterns = [
    "s3:GetObject", "s3:Get*", "s3:*", "iam:PassRole", "iam:*", "ec2:RunInstances", "ec2:*Instances", "*", "sqs:Send*",
    "lambda:CreateFunctio?", "dynamodb:*Item",
  ]
  private static let resources = [
    "*", "arn:aws:s3:::one/*", "arn:aws:s3:::*", "arn:aws:iam::1:role/*", "arn:aws:iam::1:role/app",
    "arn:aws:sqs:*:*:*",
  ]

  private static func randomStatement(_ index: Int, using random: inout SeededGenerator) -> PolicyStatement {
    func texts(_ from: [String], _ random: inout SeededGenerator) -> Selection {
      let chosen = (0..<Int.random(in: 1...2, using: &random)).compactMap { _ in from.randomElement(using: &random) }
      let list = chosen.map { PolicyText($0) }
      return Int.random(in: 0..<6, using: &random) == 0 ? .allBut(list) : .only(list)
    }
    let condition = PolicyCondition(test: .bool, key: PolicyText("aws:SecureTransport"), values: [PolicyText("true")])
    return PolicyStatement(
      index: index, effect: Int.random(in: 0..<3, using: &random) == 0 ? .deny : .allow,
      actions: texts(patterns, &random), resources: texts(resources, &random),
      conditions: Int.random(in: 0..<4, using: &random) == 0 ? [condition] : [])
  }

  /// By its letters, without the catalogue.
  private static func names(_ selection: Selection, _ action: String) -> Bool {
    func matches(_ texts: [PolicyText]) -> Bool {
      texts.contains { fnmatch($0.text.lowercased(), action.lowercased(), 0) == 0 }
    }
    switch selection {
    case .only(let texts): return matches(texts)
    case .allBut(let texts): return !matches(texts)
    case .unknown: return true
    }
  }

  @Test func `an action that no statement allows is never reported, and the order of statements does not matter`() {
    for seed in UInt64(1)...60 {
      var random = SeededGenerator(seed: seed)
      let statements = (0..<Int.random(in: 1...4, using: &random)).map { Self.randomStatement($0, using: &random) }
      let policies = [NamedPolicy("p", PolicyDocument(statements: statements))]
      let found = accessReport(policies)
      let allows = statements.filter { $0.effect == .allow }
      for action in Set(found.findings.flatMap(\.actions)) where !action.contains("*") {
        #expect(allows.contains { Self.names($0.actions, action) }, "seed \(seed): \(action)")
      }
      let denied = statements.filter {
        $0.effect == .deny && $0.conditions.isEmpty && $0.resources == .only([PolicyText("*")])
      }
      for action in Set(found.findings.filter { $0.kind == .dataExposure }.flatMap(\.actions)) {
        #expect(!denied.contains { Self.names($0.actions, action) }, "seed \(seed): \(action)")
      }
      // Each keeps its number, so that the findings are to be the same.
      let shuffled = statements.shuffled(using: &random)
      let other = accessReport([NamedPolicy("p", PolicyDocument(statements: shuffled))])
      func told(_ report: AccessReport) -> Set<String> {
        Set(
          report.findings.map {
            "\($0.kind) \($0.kind == .unconstrained ? "" : $0.subject) \($0.certainty) \($0.isConditional) \($0.actions.count)"
          })
      }
      #expect(told(found) == told(other), "seed \(seed)")
      // More allowed is never less found.
      let more = accessReport(
        policies + [NamedPolicy("q", document(#"{"Effect":"Allow","Action":"s3:*","Resource":"*"}"#))])
      #expect(Set(found.findings.map(\.kind)).isSubset(of: Set(more.findings.map(\.kind))), "seed \(seed)")
    }
  }

  // MARK: Growth

  private func snapshot(_ principals: [String: String]) -> AccessSnapshot {
    AccessSnapshot(principals: principals.mapValues { .init(policies: [NamedPolicy("p", document($0))]) })
  }

  @Test func `who gained what is told, and what was lost is not`() throws {
    let read = #"{"Effect":"Allow","Action":"s3:GetObject","Resource":"arn:aws:s3:::one/*"}"#
    let before = snapshot(["role/app": read, "role/old": read])
    #expect(accessGains(from: before, to: before) == [])
    #expect(accessGains(from: before, to: snapshot([:])) == [])

    let more = accessGains(
      from: before,
      to: snapshot([
        "role/app": read + #",{"Effect":"Allow","Action":["iam:PassRole","sqs:SendMessage"],"Resource":"*"}"#
      ]))
    #expect(more.map(\.kind) == [.actions])
    #expect(more[0].actions == ["iam:PassRole", "sqs:SendMessage"])
    #expect(more[0].levels == [.permissionsManagement: 1, .write: 1])
    #expect(more[0].places.map(\.statement) == [1])
    #expect(more[0].summary == "role/app may now do 2 actions (1 Permissions management, 1 Write).")

    let wider = accessGains(
      from: before,
      to: snapshot(["role/app": #"{"Effect":"Allow","Action":"s3:GetObject","Resource":"arn:aws:s3:::*"}"#]))
    #expect(wider.map(\.kind) == [.resources] && wider[0].actions == ["s3:GetObject"])
    let narrower = accessGains(
      from: before,
      to: snapshot(["role/app": #"{"Effect":"Allow","Action":"s3:GetObject","Resource":"arn:aws:s3:::one/public/*"}"#]))
    #expect(narrower == [])

    let guarded = read.dropLast() + #","Condition":{"Bool":{"aws:MultiFactorAuthPresent":"true"}}}"#
    let freed = accessGains(from: snapshot(["role/app": String(guarded)]), to: before)
    #expect(freed.map { "\($0.principal) \($0.kind)" } == ["role/app conditions", "role/old newPrincipal"])
    #expect(accessGains(from: before, to: snapshot(["role/app": String(guarded)])) == [])

    // A denial that goes is a gain as well.
    let denied = read + #",{"Effect":"Deny","Action":"s3:*","Resource":"*"}"#
    #expect(
      accessGains(from: snapshot(["role/app": denied]), to: snapshot(["role/app": read])).map(\.kind) == [.actions])
    // What is not known may be more.
    let unknown = read + #",{"Effect":"Allow","Action":"\#(SymbolText.symbol(named: "var.x"))","Resource":"*"}"#
    let perhaps = accessGains(from: before, to: snapshot(["role/app": unknown]))
    #expect(perhaps.map(\.certainty).allSatisfy { $0 == .possible } && !perhaps.isEmpty)
  }
}

extension AccessAnalysisTests {
  @Test(arguments: [
    (#""sqs:*""#, ["sqs"]),
    (#"["sqs:A*","sqs:C*","sqs:D*","sqs:G*","sqs:L*","sqs:P*","sqs:R*","sqs:S*","sqs:T*","sqs:U*"]"#, ["sqs"]),
    (#"["pricing:Describe*","pricing:Get*","pricing:List*"]"#, []),
    (
      #"["ec2messages:AcknowledgeMessage","ec2messages:DeleteMessage","ec2messages:FailMessage","ec2messages:GetEndpoint","ec2messages:GetMessages","ec2messages:SendReply"]"#,
      []
    ),
    (#"["sqs:S*"]"#, []), (#""sqs:**""#, ["sqs"]),
  ])
  func `a service's wildcard is one that says more than it names`(_ actions: String, _ services: [String]) {
    let found = report(
      #"{"Effect":"Allow","Action":\#(actions),"Resource":"arn:aws:sqs:eu-west-1:1:one"},{"Effect":"Allow","Action":\#(actions),"Resource":"*"}"#
    )
    #expect(Set(found.findings.filter { $0.kind == .serviceWildcard }.map(\.subject)) == Set(services))
  }
}
