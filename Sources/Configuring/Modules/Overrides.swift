import Model
import Parsing

/// Lays the blocks of override files over those of the other files: an argument replaces the one of its name, a nested block
/// all those of its type. Afterwards each block is decoded as if it had been written so.
struct OverrideMerge {
  private(set) var files: [Body]
  private(set) var diagnostics: [Diagnostic] = []

  init(_ files: [Body]) { self.files = files }

  mutating func lay(_ override: Body) {
    var ownBackend: Block?
    for block in override.blocks {
      switch block.type {
      case "resource": lay(block, labels: 2, missing: "Missing resource to override", "resource")
      case "data": lay(block, labels: 2, missing: "Missing data resource to override", "data resource")
      case "ephemeral": lay(block, labels: 2, missing: "Missing ephemeral resource to override", "ephemeral resource")
      case "variable": lay(block, labels: 1, missing: "Missing base variable declaration to override", "variable")
      case "output": lay(block, labels: 1, missing: "Missing base output definition to override", "output")
      case "module": lay(block, labels: 1, missing: "Missing module call to override", "module call")
      case "provider": layProvider(block)
      case "locals": layLocals(block)
      case "terraform": layTerraform(block, &ownBackend)
      case "moved", "import", "removed":
        report(
          "Cannot override '\(block.type)' blocks",
          "Blocks of type \(quoted(block.type)) may stand in normal files only, not in override files.",
          block.headerRange)
      case "language":
        report(
          "Language selections in override file",
          "Blocks of type \"language\" say what holds for a whole module, and may stand in normal files only.",
          block.headerRange)
      case "check":
        report(
          "Can't override check blocks", "Check blocks may stand in normal files only, not in override files.",
          block.headerRange)
      default: add(block)
      }
    }
    if let first = files.indices.first { files[first].attributes += override.attributes }
  }

  private mutating func report(_ summary: String, _ detail: String, _ subject: SourceRange) {
    diagnostics.append(
      Diagnostic(code: "config.override", summary: summary, detail: detail, subject: subject))
  }

  /// As a block of its own.
  private mutating func add(_ block: Block) {
    if files.isEmpty { files.append(Body(range: block.range)) }
    files[files.count - 1].blocks.append(block)
  }

  private func place(_ matches: (Block) -> Bool) -> (file: Int, block: Int)? {
    for (file, body) in files.enumerated() {
      if let block = body.blocks.firstIndex(where: matches) { return (file, block) }
    }
    return nil
  }

  // MARK: blocks with a name

  private mutating func lay(_ block: Block, labels: Int, missing summary: String, _ kind: String) {
    let names = block.labels.map(\.text)
    // What is wrong with the header is told when it is decoded.
    guard names.count == labels else { return add(block) }
    guard let place = place({ $0.type == block.type && $0.labels.map(\.text) == names }) else {
      report(
        summary,
        "There is no \(kind) \(names.map(quoted).joined(separator: " ")) in the other files. An override file can only "
          + "change what is already declared.", block.headerRange)
      return
    }
    merge(block, into: place)
  }

  private mutating func layProvider(_ block: Block) {
    let alias = block.body.alias
    if let place = place({
      $0.type == "provider" && $0.labels.first?.text == block.labels.first?.text && $0.body.alias == alias
    }) {
      return merge(block, into: place)
    }
    // Where there is none without an alias, there is an empty one.
    guard let alias else { return add(block) }
    report(
      "Missing base provider configuration for override",
      "There is no \(block.labels.first?.text ?? "") provider configuration with the alias \(quoted(alias)). An override "
        + "file can only change a configuration that is already declared.", block.headerRange)
  }

  private mutating func merge(_ block: Block, into place: (file: Int, block: Int)) {
    var base = files[place.file].blocks[place.block]
    let needed = base.type == "output" ? "value" : base.type == "module" ? "source" : nil
    if let needed, !base.body.mayHaveArgument(needed) {
      diagnostics.append(
        missingArgument(
          needed, in: base.body.missingItemRange ?? base.openBraceRange,
          because: "Files of overrides change what is there already, and do not complete it."))
    }
    base.body = merged(base.body, block.body, in: base.type)
    base.overriddenAt = block.headerRange
    files[place.file].blocks[place.block] = base
  }

  private mutating func merged(_ base: Body, _ override: Body, in type: String) -> Body {
    var over = override
    if type != "variable", type != "provider", let attribute = over.attribute("depends_on") {
      report(
        "Unsupported override", "The depends_on argument may not be overridden.",
        attribute.expression.references.first?.range ?? attribute.expression.range)
      over.attributes.removeAll { $0.name == "depends_on" }
    }
    for kind in ["precondition", "postcondition", "validation"] {
      for block in over.blocks(kind) where type == "lifecycle" || type == "output" || type == "variable" {
        report(
          "Can't override \(kind) blocks", "Override files cannot override \(quoted(kind)) blocks.", block.headerRange)
      }
      if type == "lifecycle" || type == "output" || type == "variable" { over.blocks.removeAll { $0.type == kind } }
    }
    var body = base
    if let lifecycle = over.blocks("lifecycle").first, type == "resource" || type == "data" || type == "ephemeral" {
      over.blocks.removeAll { $0.type == "lifecycle" }
      if let place = body.blocks.firstIndex(where: { $0.type == "lifecycle" }) {
        body.blocks[place].body = merged(body.blocks[place].body, lifecycle.body, in: "lifecycle")
      } else {
        body.blocks.append(lifecycle)
      }
    }
    body.replace(with: over)
    return body
  }

  // MARK: locals and terraform

  private mutating func layLocals(_ block: Block) {
    for attribute in block.body.attributes {
      guard let place = place({ $0.type == "locals" && $0.body.attribute(attribute.name) != nil }) else {
        report(
          "Missing base local value definition to override",
          "There is no local value named \(quoted(attribute.name)). An override file can only change a local value that "
            + "is already defined.", attribute.range)
        continue
      }
      files[place.file].blocks[place.block].body.replace(with: Body(attributes: [attribute], range: attribute.range))
    }
  }

  private mutating func layTerraform(_ block: Block, _ ownBackend: inout Block?) {
    var rest = block
    if rest.body.attribute("required_version") != nil {
      changeTerraform { $0.attributes.removeAll { $0.name == "required_version" } }
    }
    for meta in rest.body.blocks("provider_meta") {
      diagnostics.append(
        Diagnostic(
          .warning, code: "config.override", summary: "Ignored provider_meta block",
          detail: "In override files provider_meta blocks have no effect. Move it into a normal file.",
          subject: meta.headerRange))
    }
    rest.body.blocks.removeAll { $0.type == "provider_meta" }
    for stored in rest.body.blocks where stored.type == "backend" || stored.type == "cloud" {
      if ownBackend != nil { continue }
      ownBackend = stored
      changeTerraform { $0.blocks.removeAll { $0.type == "backend" || $0.type == "cloud" } }
    }
    for providers in rest.body.blocks("required_providers") {
      guard let file = place({ $0.type == "terraform" && !$0.body.blocks("required_providers").isEmpty }) else {
        continue
      }
      changeTerraform { body in
        for place in body.blocks.indices where body.blocks[place].type == "required_providers" {
          body.blocks[place].body.attributes.removeAll { providers.body.attribute($0.name) != nil }
        }
      }
      guard
        let inner = files[file.file].blocks[file.block].body.blocks.firstIndex(where: {
          $0.type == "required_providers"
        })
      else { continue }
      files[file.file].blocks[file.block].body.blocks[inner].body.attributes += providers.body.attributes
      rest.body.blocks.removeAll { $0.headerRange == providers.headerRange }
    }
    add(rest)
  }

  private mutating func changeTerraform(_ change: (inout Body) -> Void) {
    for file in files.indices {
      for block in files[file].blocks.indices where files[file].blocks[block].type == "terraform" {
        change(&files[file].blocks[block].body)
      }
    }
  }
}

extension Body {
  /// The alias of a provider configuration, where it is written out.
  fileprivate var alias: String? {
    if case .literal(.string(let alias))? = attribute("alias")?.expression.kind { return alias }
    return nil
  }

  /// Arguments of the other body take the place of those of the same name, its blocks of all those of their type, where a
  /// `dynamic` block is of the type that it makes.
  fileprivate mutating func replace(with over: Body) {
    let names = Set(over.attributes.map(\.name))
    let undecidedNames = Set(over.undecided.map(\.name))
    let types = Set(over.blocks.map(\.madeType))
    attributes.removeAll { names.contains($0.name) || undecidedNames.contains($0.name) }
    blocks.removeAll { types.contains($0.madeType) || undecidedNames.contains($0.madeType) }
    undecided.removeAll { names.contains($0.name) || types.contains($0.name) || undecidedNames.contains($0.name) }
    attributes += over.attributes
    blocks += over.blocks
    undecided += over.undecided
  }
}

extension Block {
  fileprivate var madeType: String { type == "dynamic" ? labels.first?.text ?? type : type }
}
