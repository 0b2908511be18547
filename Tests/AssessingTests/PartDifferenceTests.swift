import Model
import Testing

@testable import Assessing

struct PartDifferenceTests {
  @Test func placeholder() {}
}
