import Model
import Testing

@testable import Assessing

struct SecurityAttributeTests {
  @Test(arguments: [
    ("aws_db_instance", [PathStep.attribute("publicly_accessible")], Finding.Severity.critical),
    ("aws_security_group", [.attribute("ingress")], .high),
    ("aws_instance", [.attribute("metadata_options"), .index(.integer(0)), .attribute("http_tokens")], .high),
    (
      "aws_cloudfront_distribution",
      [
        .attribute("default_cache_behavior"), .index(.integer(0)), .attribute("viewer_protocol_policy"),
      ], .medium
    ),
  ]) func `what matters to security is known at any depth`(type: String, path: ValuePath, severity: Finding.Severity) {
    #expect(SecurityAttribute.about(type, path)?.severity == severity)
  }

  @Test(arguments: [
    ("aws_db_instance", [PathStep.attribute("port")]), ("aws_vpc", [.attribute("tags")]),
    (
      "aws_cloudfront_distribution",
      [PathStep.attribute("default_cache_behavior"), .index(.integer(0)), .attribute("compress")]
    ),
    ("aws_db_instance", []),
  ]) func `what does not is not`(type: String, path: ValuePath) {
    #expect(SecurityAttribute.about(type, path) == nil)
  }
}
