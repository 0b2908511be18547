import Access
import Foundation
import Model
import TestSupport
import Testing

/// Against what cloudsplaining says of the same policies (`scripts/record-access`).
struct JudgedAccessTests {
  /// Where we say something else, and why. A difference that is not there any more has to go from here.
  private static let differences: [String: (fields: Set<String>, why: String)] = [
    "administrator-colons": (
      ["allowed", "escalations", "data", "credentials", "permissions", "writes", "services"],
      "*:* is every action to IAM; cloudsplaining takes it for one that it does not know."
    ),
    "s3-wildcard-upper": (
      ["allowed", "data", "permissions", "writes", "services"], "Case does not matter to IAM, before the colon either."
    ),
    "question-mark": (["allowed", "data"], "? stands for one character."),
    "unknown-action": (["allowed"], "What is no action is allowed by nothing; it is told as a problem."),
    "everything-on-a-bucket": (
      ["allowed", "credentials", "services"],
      "Nothing but actions about S3 can be done to a bucket, and nothing that has no resource at all."
    ),
    "service-on-one-resource": (["allowed"], "sqs:ListQueues has no resource: it needs *."),
    "unconfinable-on-a-resource": (["allowed"], "ec2:DescribeInstances has no resource: it needs *."),
    "allow-all-but-read": (
      ["allowed"], "cloudsplaining looks for actions on objects only, although the bucket's pattern takes in more."
    ),
    "everything-but-denied": (
      ["permissions", "writes", "services"],
      "What is denied elsewhere is not allowed; all services but two are one finding, not hundreds."
    ),
    "denied-first": (["permissions"], "What is denied elsewhere is not allowed."),
    "denied-on-one-resource": (["allowed", "data"], "What is denied on one resource is allowed on all others."),
    "denied-conditionally": (["allowed", "data"], "What is denied under a condition is allowed without it."),
    "read-all-buckets": (["data"], "arn:aws:s3:::*/* is every object."),
    "secrets-in-region": (["data"], "secret:* is every secret of the region."),
    "pass-all-roles-of-account": (["permissions", "escalations"], "role/* is every role."),
    "pass-to-ecs-only": (
      ["escalations"], "The condition lets pass what the escalation needs: it is no hindrance to it."
    ),
    "dynamo-all-tables": (
      ["allowed", "permissions", "writes"], "table/* is every table; and what has no resource needs *."
    ),
  ]

  /// Ways that cloudsplaining does not know.
  private static let unknownToOthers: Set<String> = [
    "AssumeAnyRole", "CreateServiceSpecificCredential", "DeactivateMFADevice", "DeleteRolePermissionsBoundary",
    "DeleteUserPermissionsBoundary", "DetachDenyingPolicy", "PassRoleToAutomation", "PassRoleToBatch",
    "PassRoleToCodeStar", "PassRoleToExistingInstance", "PassRoleToLambdaByUrl", "PassRoleToSchedule",
    "PassRoleToStackUpdate", "PassRoleToStateMachine", "PutPermissionsBoundary", "RunCommand", "StartSession",
    "UpdateFunctionLayers", "UpdateProject",
  ]

  private static func documents() throws -> [(name: String, json: JSON)] {
    let json = try JSON.read(try fixture("access/documents.json"))
    return (json.members ?? []).map { ($0.name, $0.value) }
  }

  private static func told(_ names: some Sequence<String>) -> JSON {
    let sorted = Set(names.map { $0.lowercased() }).sorted()
    return sorted.count <= 60 ? .array(sorted.map(JSON.string)) : .integer(sorted.count)
  }

  @Test func `policies are judged as cloudsplaining judges them, but where that is explained`() throws {
    let judged = try JSON.read(try fixture("access/judged.json"))
    var seen: [String: Set<String>] = [:]
    var beyond: Set<String> = []
    for (name, json) in try Self.documents() {
      let answers = try #require(judged[name])
      let document = PolicyDocument.read(json)
      #expect(document.unknowns == [])
      let report = accessReport([NamedPolicy(name, document)])
      for (field, ours) in try Self.fields(document, report, judged) where try ours != #require(answers[field]) {
        seen[name, default: []].insert(field)
      }
      let ways = (answers["escalations"]?.array ?? []).map { Set(($0.array ?? []).compactMap(\.string)) }
      let found = report.findings.filter { $0.kind == .escalation && !$0.isConditional && $0.certainty == .yes }
      func actions(_ finding: AccessFinding) -> Set<String> { Set(finding.actions.map { $0.lowercased() }) }
      // Each of theirs is one of ours, or ours needs less.
      let isCovered = ways.allSatisfy { way in found.contains { actions($0).isSubset(of: way) } }
      if !isCovered || ways.isEmpty != found.isEmpty { seen[name, default: []].insert("escalations") }
      if !ways.isEmpty {
        beyond.formUnion(found.filter { one in !ways.contains { actions(one).isSubset(of: $0) } }.map(\.subject))
      }
    }
    for name in Set(seen.keys).union(Self.differences.keys).sorted() {
      #expect(seen[name] ?? [] == Self.differences[name]?.fields ?? [], "\(name)")
    }
    #expect(beyond == Self.unknownToOthers)
  }

  private static func fields(
    _ document: PolicyDocument, _ report: AccessReport, _ judged: JSON
  ) throws -> [(String, JSON)] {
    func actions(_ kind: AccessFinding.Kind) -> [String] {
      report.findings.filter { $0.kind == kind && !$0.isConditional && $0.certainty == .yes }.flatMap(\.actions)
    }
    // We know more actions that hand out data or credentials: compared are theirs.
    func known(_ field: String) -> Set<String> {
      Set((judged["administrator"]?[field]?.array ?? []).compactMap(\.string))
    }
    let catalogue = ActionCatalogue.aws
    let writes = actions(.unconstrainedWrite).filter {
      catalogue.number(of: $0).map { catalogue.level(of: $0) } == .write
    }
    let isEverything = report.findings.contains { $0.kind == .administrator && !$0.isConditional }
    let services = isEverything ? catalogue.services : actions(.serviceWildcard).map { String($0.dropLast(2)) }
    return [
      ("allowed", told(allowedActions([NamedPolicy("", document)]).certain)),
      ("data", told(actions(.dataExposure).filter { known("data").contains($0.lowercased()) })),
      ("credentials", told(actions(.credentials).filter { known("credentials").contains($0.lowercased()) })),
      ("permissions", told(actions(.permissionsManagement))), ("writes", told(writes)), ("services", told(services)),
    ]
  }
}
