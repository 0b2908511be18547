import Foundation
import Model
import TestSupport
import Testing

@testable import Observing

/// What the real provider said to the identifiers of an inventory: `scripts/record-imports`.
struct ImportRecordTests {
  /// Whose objects the provider cannot read from the stand-in, by whatever identifier.
  private static let unreadable: Set = [
    "aws_athena_data_catalog", "aws_athena_workgroup", "aws_ecs_service", "aws_elasticache_cluster",
    "aws_elasticache_replication_group", "aws_elb", "aws_lb_listener_rule", "aws_msk_cluster", "aws_redshift_cluster",
    // One with a wildcard, whose name the stand-in gives otherwise than AWS does.
    "aws_route53_record", "aws_sfn_state_machine",
  ]

  @Test func `the provider imports by the identifiers that an inventory gives`() throws {
    let file = URL(fileURLWithPath: "\(TestPython.repository)/Tests/Fixtures/inventory/imports.json")
    let members = try #require(JSON.read(Array(try Data(contentsOf: file))).members)
    #expect(members.count >= 150)
    let refused = members.filter { $0.value.string != "accepted" }
    #expect(Set(refused.map(\.name)) == Self.unreadable)
    #expect(Set(members.map(\.name)).isSubset(of: ListingCatalog.types))
  }
}
