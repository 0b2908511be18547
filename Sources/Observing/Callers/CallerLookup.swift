package import Connecting
package import Model

/// Asks AWS as whom it is asked.
package struct CallerLookup: Sendable {
  private let client: AWSClient

  package init(client: AWSClient) { self.client = client }

  /// Longer lists of groups and policies than AWS allows.
  private static let maximumPages = 20

  /// With groups and policies as far as the caller may know them.
  package func answer() async -> CallerAnswer {
    do throws(AWSError) {
      let answer = try await client.xml(.query(.sts, "GetCallerIdentity", version: "2011-06-15", []))
      guard let arn = answer.first("Arn")?.text, !arn.isEmpty else {
        return .unknown("STS did not say as whom it was asked.")
      }
      var caller = Caller(
        arn: arn, account: answer.first("Account")?.text ?? "", id: answer.first("UserId")?.text ?? "")
      await addGrants(to: &caller)
      return .known(caller)
    } catch {
      return .unknown("STS could not be asked as whom this runs (\(error)).")
    }
  }

  private func addGrants(to caller: inout Caller) async {
    do throws(AWSError) {
      switch caller.identity {
      case .user(let name):
        let groups = try await texts("ListGroupsForUser", [("UserName", name)], "GroupName")
        caller.groups = groups
        var policies = try await texts("ListAttachedUserPolicies", [("UserName", name)], "PolicyArn")
        for group in groups.sorted() {
          policies.formUnion(try await texts("ListAttachedGroupPolicies", [("GroupName", group)], "PolicyArn"))
        }
        caller.policies = policies
      case .role(let name):
        caller.groups = []
        caller.policies = try await texts("ListAttachedRolePolicies", [("RoleName", name)], "PolicyArn")
      case .root, .other: return
      }
    } catch {
      // That they are not known is an answer.
    }
  }

  private func texts(
    _ operation: String, _ parameters: [(String, String)], _ element: String
  ) async throws(AWSError) -> Set<String> {
    var found: Set<String> = []
    var marker: String?
    for _ in 0..<Self.maximumPages {
      let page = try await client.xml(
        .query(
          ObservedService.iam.service, operation, version: "2010-05-08",
          parameters + (marker.map { [("Marker", $0)] } ?? [])))
      found.formUnion(page.every(element).map(\.text))
      guard page.first("IsTruncated")?.text == "true", let next = page.first("Marker")?.text, !next.isEmpty else {
        return found
      }
      marker = next
    }
    throw .malformed(service: "IAM", operation: operation)
  }
}

extension XMLElement {
  /// All below it of this name.
  fileprivate func every(_ name: String) -> [XMLElement] {
    children.flatMap { ($0.name == name ? [$0] : []) + $0.every(name) }
  }
}
