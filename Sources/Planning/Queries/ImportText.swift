import Configuring
import Model
import Parsing
import Providers

/// Writes `import` blocks by identity.
enum ImportText {
  static func write(_ name: ResourceName, _ identity: ObjectIdentity) -> String {
    var lines = ["import {", "to = \(name)", "identity = {"]
    let value = (try? JSON.read(identity.attributes)).map { Value(inferring: $0) }
    for (key, part) in (value?.keyedValues ?? KeyedValues()).pairs where !part.isNull {
      lines.append("\(key.isIdentifier ? key : expressionText(.string(key))) = \(expressionText(part))")
    }
    lines += ["}", "}"]
    return String(decoding: laidOut(Array(lines.joined(separator: "\n").utf8)), as: UTF8.self)
  }
}

/// Gives names to found objects: that of the list block with a number, with what must stand between for one instance of many. Never
/// one that is taken.
struct ImportNamer {
  private var taken: Set<ResourceName>

  init(taken: some Sequence<ResourceName>) { self.taken = Set(taken) }

  mutating func name(for list: ResourceInstanceAddress, _ index: Int) -> ResourceName {
    let key =
      switch list.key {
      case nil: ""
      case .index(let index): "_\(index)"
      case .name(let name): "_" + String(name.map { "_\($0)".isIdentifier ? $0 : "_" })
      }
    let base = "\(list.resource.name)\(key)_\(index)"
    var name = ResourceName(mode: .managed, type: list.resource.type, name: base)
    var attempt = 1
    while !taken.insert(name).inserted {
      attempt += 1
      name = ResourceName(mode: .managed, type: list.resource.type, name: "\(base)_\(attempt)")
    }
    return name
  }
}

/// A file of blocks with which found objects can be imported, for a person to go through. An object that several lists have found
/// is there once: nothing may have two addresses.
package func importFile(_ found: [FoundObject], product: String) -> String {
  var text =
    "# __generated__ by \(product)\n# Please review these resources and move them into your main configuration files.\n"
  var known: [ResourceName: ResourceName] = [:]
  for object in found {
    guard let block = object.generated else { continue }
    let key = ResourceName(
      mode: .list, type: object.list.resource.type, name: String(decoding: object.identity.attributes, as: UTF8.self))
    if let name = known[key] {
      text += "\n# \(object.list) has found \(name), too.\n"
      continue
    }
    known[key] = block.name
    text += "\n# __generated__ by \(product)\n"
    if let resource = block.resource { text += "\(resource)\n\n" }
    text += "\(block.block)\n"
  }
  return text
}
