import Access
import Model
import Testing

struct PolicyReadingTests {
  private func statement(_ text: String) -> String {
    #"{"Version":"2012-10-17","Statement":["# + text + "]}"
  }

  @Test func `the same policy is read from every way to write it`() {
    let whole = PolicyDocument.read(
      #"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":["s3:GetObject"],"Resource":["*"]}]}"#)
    #expect(whole.problems == [])
    for other in [
      #"{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"s3:GetObject","Resource":"*"}}"#,
      #"{ "Statement" : [ { "Resource" : "*" , "Action" : ["s3:GetObject"] , "Effect" : "Allow" } ], "Version" : "2012-10-17" }"#,
    ] {
      #expect(PolicyDocument.read(other) == whole)
    }
  }

  @Test func `principals are read in all their forms`() throws {
    func principals(_ text: String) throws -> PrincipalSelection? {
      let document = PolicyDocument.read(
        statement(#"{"Effect":"Allow","Action":"s3:GetObject","Resource":"*",\#(text)}"#))
      #expect(document.problems.filter { $0.severity == .error } == [])
      return try #require(document.statements.first).principals
    }
    #expect(try principals(#""Principal":"*""#) == .only([PolicyPrincipal(.everybody, PolicyText("*"))]))
    #expect(try principals(#""Principal":{"AWS":"*"}"#) == .only([PolicyPrincipal(.aws, PolicyText("*"))]))
    #expect(
      try principals(#""NotPrincipal":{"AWS":["1","2"],"Service":"s3.amazonaws.com"}"#)
        == .allBut([
          PolicyPrincipal(.aws, PolicyText("1")), PolicyPrincipal(.aws, PolicyText("2")),
          PolicyPrincipal(.service, PolicyText("s3.amazonaws.com")),
        ]))
  }

  @Test(
    arguments: [
      ("ForAnyValue:StringLikeIfExists", .stringLike, .forAnyValue, true),
      ("forallvalues:arnequals", .arnEquals, .forAllValues, false), ("StringEquals", .stringEquals, nil, false),
      ("Null", .null, nil, false), ("NumericGreaterThanEqualsIfExists", .numericGreaterThanEquals, nil, true),
    ] as [(String, ConditionTest, PolicyCondition.Quantifier?, Bool)])
  func `operators of conditions are taken apart`(
    _ text: String, _ test: ConditionTest, _ quantifier: PolicyCondition.Quantifier?, _ ifExists: Bool
  ) throws {
    let parts = try #require(PolicyCondition.operatorParts(text))
    #expect(parts.test == test && parts.quantifier == quantifier && parts.ifExists == ifExists)
    #expect(PolicyCondition.operatorParts("NullIfExists") == nil)
    #expect(PolicyCondition.operatorParts("SomeValues:StringEquals") == nil)
  }

  /// Codes of what is wrong, and something that the explanation says.
  @Test(arguments: [
    ("", ["policy.no-json"], ""), ("[]", ["policy.shape"], "object"), ("{}", ["policy.no-statement"], ""),
    (#"{"Statement":[1]}"#, ["policy.shape"], ""),
    (#"{"Version":"2020-01-01","Statement":[]}"#, ["policy.version"], "2012-10-17"),
    (
      #"{"Statement":{"Effect":"Allow","Action":"s3:*","Resourse":"*"}}"#, ["policy.element"],
      "Did you mean \"Resource\"?"
    ),
    (#"{"Statement":{"effect":"Allow","Action":"s3:*"}}"#, ["policy.spelling"], "\"Effect\""),
    (#"{"Statement":{"Effect":"allow","Action":"s3:*"}}"#, ["policy.effect"], "write \"Allow\""),
    (#"{"Statement":{"Action":"s3:*"}}"#, ["policy.no-effect"], ""),
    (#"{"Statement":{"Effect":"Allow"}}"#, ["policy.no-action"], ""),
    (#"{"Statement":{"Effect":"Allow","Action":"s3:*","NotAction":"ec2:*"}}"#, ["policy.both"], "NotAction"),
    (#"{"Statement":{"Effect":"Allow","Action":"GetObject"}}"#, ["policy.action"], "s3:GetObject"),
    (#"{"Statement":{"Effect":"Allow","Action":"s33:GetObject"}}"#, ["policy.service"], "Did you mean \"s3\"?"),
    (#"{"Statement":{"Effect":"Allow","Action":"s3:GetObjects"}}"#, ["policy.unknown-action"], "s3:GetObject"),
    (#"{"Statement":{"Effect":"Allow","Action":[]}}"#, ["policy.empty"], ""),
    (#"{"Statement":{"Effect":"Allow","Action":["s3:*",{}]}}"#, ["policy.shape"], ""),
    (#"{"Statement":{"Effect":"Allow","Effect":"Deny","Action":"s3:*"}}"#, ["policy.twice"], "Effect"),
    (#"{"Statement":{"Effect":"Allow","Action":"s3:*","Principal":"123456789012"}}"#, ["policy.principal"], "AWS"),
    (
      #"{"Statement":{"Effect":"Allow","Action":"s3:*","Principal":{"Svc":"x"}}}"#, ["policy.principal-kind"], "Service"
    ),
    (
      #"{"Statement":{"Effect":"Allow","Action":"s3:*","Condition":{"StringEqual":{"a":"b"}}}}"#, ["policy.operator"],
      "Did you mean \"StringEquals\"?"
    ),
    (
      #"{"Statement":{"Effect":"Allow","Action":"s3:*","Condition":{"StringEquals":{"aws:SourceArn":"arn:*"}}}}"#,
      ["policy.no-wildcard"], "StringLike"
    ),
    (
      #"{"Statement":[{"Sid":"a","Effect":"Allow","Action":"s3:*"},{"Sid":"a","Effect":"Allow","Action":"s3:*"}]}"#,
      ["policy.sid"], "\"a\""
    ),
  ])
  func `what is wrong is told with the way out`(_ text: String, _ codes: [String], _ detail: String) {
    let document = PolicyDocument.read(text)
    #expect(document.problems.map(\.code) == codes, "\(text)")
    #expect(document.problems.allSatisfy { $0.detail.contains(detail) }, "\(document.problems.map(\.detail))")
  }

  @Test func `what is not known is named, and such a policy is never safe`() {
    let symbol = SymbolText.symbol(named: "var.policy")
    for (text, unknown) in [
      (symbol, "var.policy"),
      (statement("\"\(symbol)\""), "Statement[0]: ${var.policy}"),
      (statement("{\"Effect\":\"\(symbol)\",\"Action\":\"s3:*\"}"), "Statement[0].Effect: ${var.policy}"),
      (statement("{\"Effect\":\"Allow\",\"Action\":\"\(symbol)\"}"), "Statement[0].Action: ${var.policy}"),
      (statement("{\"Effect\":\"Allow\",\"Action\":[\"s3:\(symbol)\"]}"), "Statement[0].Action: s3:${var.policy}"),
      (
        statement("{\"Effect\":\"Allow\",\"Action\":\"s3:GetObject\",\"Condition\":\"\(symbol)\"}"),
        "Statement[0].Condition: ${var.policy}"
      ),
    ] {
      let document = PolicyDocument.read(text)
      #expect(document.unknowns == [unknown], "\(text)")
      #expect(document.problems == [])
      #expect(accessReport([NamedPolicy("p", document)]).has(.administrator) == .possible)
    }
    #expect(PolicyDocument.read(Value.unknown(.string, Refinement())).unknowns == ["the policy"])
    #expect(PolicyDocument.read(Value.string("{}")).unknowns == [])
  }

  @Test func `of a sensitive policy nothing is shown that is written in it`() {
    let symbol = SymbolText.symbol(named: "var.hunter2")
    let text = statement(
      #"{"Sid":"hunter2","Effect":"Allow","Principal":{"AWS":["hunter2","\#(symbol)","123456789012","*"],"Federated":"hunter2"},"#
        + #""Action":["s3:GetObject","hunter2","s3:hunter2"],"Resource":"*","Condition":{"hunter2":{"hunter2":"hunter2"}},"hunter2":1}"#
    )
    let document = PolicyDocument.read(Value.string(text).marked(with: .sensitive))
    #expect(!document.isUnderstood && !document.problems.isEmpty)
    let named = [NamedPolicy("p", document)]
    let told = [
      "\(document.problems)", "\(document.unknowns)", "\(accessReport(named))",
      "\(trustReport(named[0], in: AccountContext()))",
      "\(accessGains(from: AccessSnapshot(), to: AccessSnapshot(principals: ["a": .init(policies: named)])))",
    ]
    #expect(told.allSatisfy { !$0.contains("hunter2") && !$0.contains("123456789012") }, "\(told)")
    #expect(!trustReport(named[0], in: AccountContext()).findings.isEmpty)
    #expect("\(PolicyDocument.read(text).problems)".contains("hunter2"))
  }
}
