import Model
import Planning
import Testing

/// The orders are those in which Terraform 1.11 told the paths of objects that it replaced.
struct PathOrderTests {
  static let recorded: [[String]] = [
    ["role", "name"], ["qualifier", "function_name"], ["layer_name", "s3_object_version", "s3_bucket"],
  ]

  @Test(arguments: recorded)
  func `paths that force a replacement stand in the order of Terraform`(_ names: [String]) {
    let paths = names.map { [PathStep.attribute($0)] }
    #expect(inTerraformsOrder(paths.sorted { "\($0)" < "\($1)" }) == paths)
    #expect(inTerraformsOrder(paths.reversed()) == paths)
  }

  @Test func `paths that differ only in an index keep their order`() {
    let paths: [ValuePath] = (0..<4).map { [.attribute("disk"), .index(.integer(3 - $0)), .attribute("size")] }
    #expect(inTerraformsOrder(paths) == paths)
  }
}
