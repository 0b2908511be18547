package import Configuring
package import Model

/// What nobody declares, one finding for each: `objects` are those of an account that no state knows, that are no part of another
/// and that the cloud did not make itself.
package func unmanaged(_ objects: [ObservedObject], rules: [IgnoreRule], at time: UTCTime) -> [Finding] {
  objects.map { object in
    var evidence: [Finding.Evidence] = []
    if let name = object.name { evidence.append(Finding.Evidence("name", name)) }
    if let arn = object.arn { evidence.append(Finding.Evidence("arn", arn)) }
    if let created = object.created { evidence.append(Finding.Evidence("created", created.iso8601)) }
    let finding = Finding(
      kind: "drift.unmanaged", subject: .object(object), severity: severity(of: object),
      summary: "It exists, and no stack that was looked at declares it.", evidence: evidence, firstSeen: time,
      lastSeen: time)
    return finding.judged(by: rules.filter { $0.covers(object) }, at: time)
  }
}

/// What lets somebody in weighs more than what costs only money.
private func severity(of object: ObservedObject) -> Finding.Severity {
  switch object.scope.type {
  case "aws_iam_user", "aws_iam_access_key", "aws_iam_role", "aws_iam_policy", "aws_iam_user_policy",
    "aws_iam_role_policy", "aws_iam_role_policy_attachment", "aws_iam_user_policy_attachment", "aws_security_group",
    "aws_vpc_security_group_ingress_rule", "aws_lambda_function_url", "aws_vpc_peering_connection",
    "aws_internet_gateway", "aws_key_pair":
    .high
  default: .medium
  }
}
