import Configuring
import Model
import Parsing

/// All that is said about encryption, in the configuration and in `TF_ENCRYPTION`: the latter wins, argument by argument.
struct EncryptionBlocks {
  typealias Address = String

  var keyProviders: [Address: Block] = [:]
  var methods: [Address: Block] = [:]
  /// `state`, `plan` and `default`, which is for the states of other configurations.
  var targets: [String: Target] = [:]
  /// For the states that single data resources read, by their names.
  var remoteTargets: [String: Target] = [:]
  var diagnostics: [Diagnostic] = []

  struct Target {
    var block: Block
    var method: Attribute?
    var fallback: Block?
    var enforced: [Attribute] = []
  }

  private static let targetNames = ["state", "plan"]

  var isEmpty: Bool { keyProviders.isEmpty && methods.isEmpty && targets.isEmpty && remoteTargets.isEmpty }

  mutating func add(_ body: Body, missingRange: SourceRange) {
    var reader = BlockReader(body, missingRange: missingRange)
    reader.allow(
      attributes: [], blocks: ["key_provider", "method", "remote_state_data_sources"] + Self.targetNames)
    for block in body.blocks {
      switch block.type {
      case "key_provider": merge(block, into: \.keyProviders)
      case "method": merge(block, into: \.methods)
      case "state", "plan": add(target: block, to: \.targets, as: block.type, mayEnforce: true)
      case "remote_state_data_sources":
        var inner = BlockReader(block.body, missingRange: block.headerRange)
        inner.allow(attributes: [], blocks: ["default", "remote_state_data_source"])
        diagnostics += inner.diagnostics
        for target in block.body.blocks {
          switch (target.type, target.labels.first?.text) {
          case ("default", nil): add(target: target, to: \.targets, as: "default", mayEnforce: false)
          case ("remote_state_data_source", let name?) where target.labels.count == 1:
            add(target: target, to: \.remoteTargets, as: name, mayEnforce: false)
          case ("default", _?):
            report("Invalid remote state target", "The default has no label.", target.headerRange)
          default:
            report(
              "Invalid remote state target",
              "Name the data resource in the block's one label: its name, as in \"network\", \"module.shop.network\" or "
                + "\"network[0]\".", target.headerRange)
          }
        }
      default: break
      }
    }
    diagnostics += reader.diagnostics
  }

  private mutating func merge(_ block: Block, into table: WritableKeyPath<EncryptionBlocks, [Address: Block]>) {
    guard block.labels.count == 2 else {
      return report(
        "Missing name for \(block.type)", "All \(block.type) blocks must have 2 labels (type, name).", block.headerRange
      )
    }
    let address = "\(block.labels[0].text).\(block.labels[1].text)"
    guard var present = self[keyPath: table][address] else {
      self[keyPath: table][address] = block
      return
    }
    for attribute in block.body.attributes {
      present.body.attributes.removeAll { $0.name == attribute.name }
      present.body.attributes.append(attribute)
    }
    for inner in block.body.blocks {
      present.body.blocks.removeAll { $0.type == inner.type }
      present.body.blocks.append(inner)
    }
    self[keyPath: table][address] = present
  }

  private mutating func add(
    target block: Block, to table: WritableKeyPath<EncryptionBlocks, [String: Target]>, as name: String,
    mayEnforce: Bool
  ) {
    var reader = BlockReader(block.body, missingRange: block.headerRange)
    reader.allow(attributes: ["method"] + (mayEnforce ? ["enforced"] : []), blocks: ["fallback"])
    diagnostics += reader.diagnostics
    var target = self[keyPath: table][name] ?? Target(block: block)
    if let method = block.body.attribute("method") { target.method = method }
    if let fallback = block.body.blocks("fallback").first { target.fallback = fallback }
    if let enforced = block.body.attribute("enforced") { target.enforced.append(enforced) }
    self[keyPath: table][name] = target
  }

  private mutating func report(_ summary: String, _ detail: String, _ range: SourceRange) {
    diagnostics.append(
      Diagnostic(code: "encryption.invalid", summary: summary, detail: detail, subject: range))
  }
}
