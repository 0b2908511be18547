import Model
import Parsing

/// Query files, `*.tfquery.hcl`: list blocks, with variables, local values and provider configurations of their own. They are part
/// of the root module when it is asked for what there is in the world, and at no other time.
extension ModuleDecoder {
  private static let queryBlocks = ["list", "variable", "locals", "provider"]

  mutating func decode(query body: Body) {
    var reader = BlockReader(body, missingRange: body.range)
    reader.allow(attributes: [], blocks: Self.queryBlocks)
    diagnostics += reader.diagnostics
    module.files.append(body)
    module.calledProviderFunctions.formUnion(body.calledFunctions.compactMap(ProviderFunctionName.init))
    for block in body.blocks where Self.queryBlocks.contains(block.type) {
      if block.type == "list" {
        labels(block, ["type", "name"]) { $0.decodeList(block, type: $1[0], name: $1[1]) }
      } else {
        decode(block)
      }
    }
  }

  private mutating func decodeList(_ block: Block, type: String, name: String) {
    let resourceName = ResourceName(mode: .list, type: type, name: name)
    guard
      isNew(
        module.resources[resourceName]?.range, "A list of \(type)",
        summary: "Duplicate list \(quoted(type)) configuration", name: name, at: block.headerRange)
    else { return }
    var reader = BlockReader(block.body, missingRange: block.headerRange)
    defer { diagnostics += reader.diagnostics }
    reader.allow(
      attributes: ["provider", "count", "for_each", "include_resource", "limit"], blocks: ["config"])
    let repetition = repetition(&reader, kind: "list")
    let provider = reader.required("provider").flatMap { providerInstanceReference($0.expression, &reader) }
    let config = reader.single("config")
    if let label = config?.labels.first {
      reader.report(
        Diagnostic(
          code: "config.extra-label", summary: "Extraneous label for config",
          detail: "No labels are expected for config blocks. Write config { ... }, and remove this one.",
          subject: label.range))
    }
    var empty = block.body
    empty.attributes = []
    empty.blocks = []
    module.resources[resourceName] = Resource(
      name: resourceName, count: repetition.count, forEach: repetition.forEach, dependsOn: [], provider: provider,
      lifecycle: Lifecycle(), body: config?.body ?? empty, range: block.headerRange, typeRange: block.labels[0].range,
      listing: Listing(
        includesObjects: block.body.attribute("include_resource")?.expression,
        limit: block.body.attribute("limit")?.expression))
  }
}
