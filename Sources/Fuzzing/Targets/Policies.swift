import Access
import Model

extension FuzzTarget {
  static let accessPolicies: [FuzzTarget] = [
    FuzzTarget(
      "access-policy",
      words: [
        "\"Effect\"", "\"Allow\"", "\"Deny\"", "\"Action\"", "\"NotAction\"", "\"Resource\"", "\"NotResource\"",
        "\"Principal\"", "\"NotPrincipal\"", "\"AWS\"", "\"Condition\"", "\"ForAllValues:StringLikeIfExists\"",
        "\"IpAddress\"", "\"aws:SourceIp\"", "\"*\"", "arn:aws:iam::123456789012:role/*", "iam:PassRole", "s3:*", "?",
        "/0", "\u{E000}var.x\u{E001}", "\u{E000}", "\u{E001}",
      ],
      seeds: [
        #"{"Version":"2012-10-17","Statement":[{"Sid":"a","Effect":"Allow","Action":["s3:Get*","iam:PassRole"],"Resource":"*"}]}"#
          .bytes,
        #"{"Statement":{"Effect":"Allow","Principal":{"AWS":["*","123456789012"]},"Action":"sts:AssumeRole","Condition":{"StringLike":{"aws:PrincipalOrgID":"o-*"}}}}"#
          .bytes,
        #"{"Statement":[{"Effect":"Deny","NotAction":"s3:*","NotResource":"arn:aws:s3:::a/*"},{"Effect":"Allow","Action":"*","Resource":"arn:aws:s3:::a"}]}"#
          .bytes,
      ],
      read: { bytes throws(BrokenLaw) in
        let document = PolicyDocument.read(String(decoding: bytes, as: UTF8.self))
        let policies = [NamedPolicy("p", document)]
        let allowed = allowedActions(policies)
        try require(Set(allowed.certain).isSubset(of: allowed.possible), "what is certain is possible")
        let report = accessReport(policies)
        if !document.isUnderstood {
          try require(
            AccessFinding.Kind.allCases.allSatisfy { report.has($0) != .no }, "what is not understood is never fine")
        }
        // Nothing new is allowed by a denial that stands beside it.
        var denied = document
        denied.statements.append(
          PolicyStatement(
            index: document.statements.count, effect: .deny, actions: .only([PolicyText("*")]),
            resources: .only([PolicyText("*")])))
        try require(
          allowedActions([NamedPolicy("p", denied)]).possible.isEmpty, "what is denied altogether is not allowed")
        _ = trustReport(policies[0], in: AccountContext(account: "123456789012"))
        let snapshot = AccessSnapshot(principals: ["p": .init(policies: policies)])
        try require(
          accessGains(from: snapshot, to: snapshot).allSatisfy { $0.certainty == .possible },
          "nobody surely gains what he had")
      })
  ]
}
