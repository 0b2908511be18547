import Configuring
import Functions
import Model
import Testing

/// What is said of `provider` blocks.
@Suite struct ProviderBlockTests {
  @Test func `a version is told of once, and so is one that is none`() {
    func found(_ version: String) -> [String] {
      let text = "provider \"aws\" {\n  version = \"\(version)\"\n}\n"
      let inputs = EarlyInputs(
        variables: [],
        environment: EvaluationEnvironment(functions: .pure, workingDirectory: "/stack", workspace: "default"))
      return loadConfiguration(from: TextModuleSource(["main.tf": text]), inputs: inputs).diagnostics.map(\.summary)
    }
    let deprecated = "Version constraints inside provider configuration blocks are deprecated"
    #expect(found("~> 5.0") == [deprecated])
    #expect(found("five") == [deprecated, "Invalid version constraint"])
  }
}
