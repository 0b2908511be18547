import Configuring
import Model
import Parsing

/// Reads a file of tests or of mocks in the syntax that its name tells.
func parseTests(_ text: [UInt8], name: String, shape: JSONShape) -> (body: Body, diagnostics: [Diagnostic]) {
  guard name.hasSuffix(".json") else { return parseFile(text, name: name) }
  let (root, problems) = parseJSON(text, name: name)
  let (read, more) = body(of: root, as: shape)
  return (read, problems + more)
}

/// What is an argument and what a block in the files of tests.
extension JSONShape {
  static let testFile = JSONShape(
    blocks: [
      "test": BlockForm(JSONShape(arguments: ["parallel": .literal])),
      "variables": BlockForm(JSONShape(rest: .arguments(.template))),
      "provider": BlockForm(
        labels: ["name"], JSONShape(arguments: ["alias": .literal, "version": .literal], rest: .undecided)),
      "mock_provider": BlockForm(labels: ["name"], mockProvider),
      "run": BlockForm(labels: ["name"], run),
    ].merging(overrides) { $1 })

  static let mockFile = JSONShape(blocks: mocks)

  private static let mockProvider = JSONShape(
    arguments: ["alias": .literal, "source": .literal, "override_during": .names], blocks: mocks)

  private static let mocks: [String: BlockForm] = [
    "mock_resource": BlockForm(labels: ["type"], mock), "mock_data": BlockForm(labels: ["type"], mock),
    "override_resource": BlockForm(override), "override_data": BlockForm(override),
  ]

  private static let mock = JSONShape(arguments: ["defaults": .literal, "override_during": .names])

  private static let overrides: [String: BlockForm] = [
    "override_resource": BlockForm(override), "override_data": BlockForm(override),
    "override_module": BlockForm(
      JSONShape(arguments: ["target": .names, "outputs": .literal, "override_during": .names])),
  ]

  private static let override = JSONShape(
    arguments: ["target": .names, "values": .literal, "override_during": .names])

  private static let run = JSONShape(
    arguments: [
      "command": .names, "providers": .names, "expect_failures": .names, "state_key": .literal, "parallel": .literal,
    ],
    blocks: [
      "plan_options": BlockForm(
        JSONShape(arguments: ["mode": .names, "refresh": .literal, "target": .names, "replace": .names])),
      "variables": BlockForm(JSONShape(rest: .arguments(.template))),
      "module": BlockForm(JSONShape(arguments: ["source": .literal, "version": .literal])),
      "assert": BlockForm(JSONShape(arguments: ["condition": .template, "error_message": .template])),
    ].merging(overrides) { $1 })
}
