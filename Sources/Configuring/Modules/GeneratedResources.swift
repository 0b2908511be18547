package import Model
import Parsing

extension ImportBlock {
  /// Of the provider that knows the object, in the root module.
  package var providerLocalName: String {
    provider?.localName ?? String(target.resource.type.prefix { $0 != "_" })
  }

  /// Where the object goes, when configuration can be written for it: in the root module, and alone in its resource.
  package var placeForGenerated: ResourceInstanceAddress? {
    guard target.modules.isEmpty, target.key == nil, forEach == nil else { return nil }
    return ResourceInstanceAddress(module: .root, resource: target.resource, key: nil)
  }
}

extension Configuration {
  /// With an empty resource for each import block that has none and is wanted: its body is to be generated.
  package func withPlacesForImports(where isWanted: (ResourceInstanceAddress) -> Bool) -> Configuration {
    var copy = self
    for block in root.imports {
      guard let place = block.placeForGenerated, copy.root.resources[place.resource] == nil, isWanted(place) else {
        continue
      }
      copy.modules[.root]?.resources[place.resource] = Resource(
        generated: place.resource, provider: block.provider, body: Body(range: block.target.range),
        range: block.target.range)
    }
    return copy
  }

  /// With a resource whose `resource` block a plan has generated.
  package func withGenerated(_ text: String, file: String) -> Configuration {
    var copy = self
    if let resource = Resource(generated: text, file: file), copy.root.resources[resource.name] == nil {
      copy.modules[.root]?.resources[resource.name] = resource
    }
    return copy
  }
}

extension Resource {
  fileprivate convenience init(
    generated name: ResourceName, provider: ProviderReference?, body: Body, range: SourceRange
  ) {
    self.init(
      name: name, count: nil, forEach: nil, dependsOn: [], provider: provider, lifecycle: Lifecycle(), body: body,
      range: range, typeRange: range, isGenerated: true)
  }

  /// From the text of its block; nil when that is not one.
  package convenience init?(generated text: String, file: String) {
    let (body, problems) = parseFile(Array(text.utf8), name: file)
    guard !problems.hasErrors, let block = body.blocks.first, block.labels.count == 2 else { return nil }
    var provider: ProviderReference?
    if let traversal = block.body.attribute("provider")?.expression.traversal {
      var alias: String?
      if case .attribute(let name, _)? = traversal.steps.first { alias = name }
      provider = ProviderReference(localName: traversal.root, alias: alias, range: block.headerRange)
    }
    self.init(
      generated: ResourceName(mode: .managed, type: block.labels[0].text, name: block.labels[1].text),
      provider: provider,
      body: block.body.without(attributes: ["provider"], blocks: []), range: block.headerRange)
  }
}
