import Configuring
import Model
import Parsing

/// Schemas of types that nothing is known of but how they are written and what is referred to: arguments may have any type, and blocks
/// are lists.
struct InferredSchemas {
  private var blocks: [ResourceName.Kind: SchemaBlock] = [:]
  private var referred: [ResourceName.Kind: Set<String>] = [:]

  init(_ configuration: Configuration) {
    var bodies: [ResourceName.Kind: [Body]] = [:]
    for module in configuration.modules.values {
      for resource in module.resources.values { bodies[resource.name.kind, default: []].append(resource.body) }
      for traversal in module.references {
        guard let (kind, steps) = traversal.resourceKind else { continue }
        // What stands behind an index, too: `aws_x.y[0].arn`.
        for step in steps {
          if let name = step.name {
            referred[kind, default: []].insert(name)
            break
          }
        }
      }
    }
    for (kind, bodies) in bodies {
      blocks[kind] = Self.block(of: bodies, also: kind.mode == .managed ? referred[kind, default: []] : [])
    }
  }

  func schema(of name: ResourceName) -> SchemaBlock? { blocks[name.kind] }
  func block(of resource: Resource) -> SchemaBlock { blocks[resource.name.kind] ?? block(of: resource.body) }
  func block(of body: Body) -> SchemaBlock { Self.block(of: [body], also: []) }

  /// What a data source gives: its arguments, and whatever else is asked of it.
  func completed(_ arguments: KeyedValues, of name: ResourceName, name address: String) -> Value {
    var members = arguments
    for attribute in referred[name.kind, default: []].union(["id"]) where members[attribute]?.isNull ?? true {
      members[attribute] = .symbol("\(address).\(attribute)", of: .dynamic, isNotNull: attribute == "id")
    }
    return .object(members)
  }

  private static func block(of bodies: [Body], also referred: Set<String>) -> SchemaBlock {
    var attributes: Set<String> = referred.union(["id"])
    var nested: [String: [Body]] = [:]
    for body in bodies {
      for attribute in body.attributes { attributes.insert(attribute.name) }
      for block in body.blocks {
        if block.type == "dynamic", let label = block.labels.first {
          nested[label.text, default: []] += block.body.blocks("content").map(\.body)
        } else {
          nested[block.type, default: []].append(block.body)
        }
      }
    }
    return SchemaBlock(
      attributes: attributes.subtracting(nested.keys).map {
        SchemaAttribute(
          name: $0, kind: .plain($0 == "arn" ? .string : .dynamic), isOptional: true,
          isComputed: referred.contains($0) || $0 == "id")
      },
      blocks: nested.map { NestedBlock(name: $0, nesting: .list, block: block(of: $1, also: [])) })
  }
}

extension ResourceName {
  struct Kind: Hashable {
    var mode: ResourceMode
    var type: String
  }

  var kind: Kind { Kind(mode: mode, type: type) }
}

extension Traversal {
  /// Which kind of thing it names, and what comes behind its name.
  fileprivate var resourceKind: (ResourceName.Kind, ArraySlice<Step>)? {
    if root == "data" {
      guard steps.count > 2, let type = steps[0].name else { return nil }
      return (ResourceName.Kind(mode: .data, type: type), steps[2...])
    }
    guard steps.count > 1, root.contains("_") else { return nil }
    return (ResourceName.Kind(mode: .managed, type: root), steps[1...])
  }
}
