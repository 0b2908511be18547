package import Configuring
package import Model
import Parsing

extension Configuration {
  /// An address in the root module that nothing has yet, of a name that says what the object is: its own, or else its
  /// identifier.
  package func unusedAddress(for object: ObservedObject, beside taken: Set<ResourceName> = [])
    -> ResourceInstanceAddress
  {
    // Of an ARN, an address or a path the end says what it is.
    let end = object.importID.split { $0 == "/" || $0 == ":" }.last.map(String.init) ?? ""
    let base = [object.name ?? "", end, object.importID, object.scope.type].lazy.map(\.asIdentifier).first {
      !$0.isEmpty
    }
    var name = base ?? "imported"
    var number = 2
    func resource(_ name: String) -> ResourceName { ResourceName(mode: .managed, type: object.scope.type, name: name) }
    while root.resources[resource(name)] != nil || taken.contains(resource(name)) {
      name = "\(base ?? "imported")_\(number)"
      number += 1
    }
    return ResourceInstanceAddress(module: .root, resource: resource(name), key: nil)
  }
}

/// An object that nothing declares, with what is known of it.
package struct UnmanagedObject: Sendable {
  package var object: ObservedObject
  /// Where it is to go; of the root module.
  package var address: ResourceInstanceAddress
  /// As the provider reads it.
  package var value: Value
  package var schema: Schema
  /// What the `provider` argument says, where the type does not imply it: `aws.west`.
  package var provider: String?

  package init(
    object: ObservedObject, address: ResourceInstanceAddress, value: Value, schema: Schema, provider: String? = nil
  ) {
    self.object = object
    self.address = address
    self.value = value
    self.schema = schema
    self.provider = provider
  }
}

/// An `import` block and a `resource` block for each object, at the end of a file of the root module. The blocks say what must
/// be said and what is not empty; where a provider's default is something else than nothing, a plan with them changes the object,
/// and `adopt` says the rest.
package func adopt(
  _ objects: [UnmanagedObject], into file: String = "imported.tf", in estate: Estate
) -> Adoption {
  let adoption = write(objects, into: file, in: estate, refersAmongThem: true)
  // They may refer to each other in a circle.
  return adoption.patch.isEmpty ? write(objects, into: file, in: estate, refersAmongThem: false) : adoption
}

private func write(
  _ objects: [UnmanagedObject], into file: String, in estate: Estate, refersAmongThem: Bool
) -> Adoption {
  var run = AdoptionRun(estate)
  var adoption = Adoption()
  do throws(Refusal) {
    var known = KnownObjects(try run.draft.read())
    if refersAmongThem { known.add(objects) }
    var text = try run.draft.optional(file)
    for object in objects {
      let id = expressionText(.string(object.object.importID))
      let importing = "import {\n  to = \(object.address)\n  id = \(id)\n}"
      do throws(EditingError) {
        text = try text.appending(block: importing).appending(block: object.text(known))
      } catch {
        throw Refusal(error.message)
      }
      adoption.explanations.append("\(object.address) is imported from \(object.object.importID) in \(file).")
      for secret in object.secrets {
        adoption.refused.append(
          Adoption.Refused(
            subject: "\(object.address).\(secret)",
            reason: "It is sensitive, and secrets are never written into text. Set it by hand."))
      }
    }
    run.draft.replace(text)
    _ = try run.draft.read()
    adoption.patch = run.draft.patch
  } catch {
    adoption.refused = objects.map {
      Adoption.Refused(subject: "\($0.address)", reason: [error.reason, error.advice].joined(separator: " "))
    }
    adoption.explanations = []
  }
  return adoption
}

extension Draft {
  /// A file that need not be there.
  fileprivate func optional(_ file: String) throws(Refusal) -> EditedText {
    if text(file) != nil { return try editable(file) }
    do throws(EditingError) { return try EditedText([], name: file) } catch { throw Refusal(error.message) }
  }
}

/// What the root module's own objects are called by, for references in place of identifiers.
struct KnownObjects {
  /// Attribute, then value.
  private var references: [String: [String: String?]] = [:]

  init(_ reading: Reading) {
    for (address, _) in reading.all where address.module.isRoot && address.key == nil {
      guard let live = reading.live(address) else { continue }
      for name in ["id", "arn"] { add(live[name], name, of: address) }
    }
  }

  /// What is imported beside it.
  mutating func add(_ objects: [UnmanagedObject]) {
    for object in objects {
      for name in ["id", "arn"] { add(object.value[name], name, of: object.address) }
    }
  }

  private mutating func add(_ value: Value?, _ name: String, of address: ResourceInstanceAddress) {
    guard let value, value.marks.isEmpty, let text = value.stringValue, !text.isEmpty else { return }
    // What two have, neither is meant by.
    references[name, default: [:]][text] = references[name]?[text] == nil ? "\(address).\(name)" : .some(nil)
  }

  /// The reference that an argument would have in place of a text; nothing refers to itself.
  func reference(for text: String, argument: String, of address: ResourceInstanceAddress) -> String? {
    for name in ["id", "arn"] where argument.hasSuffix("_\(name)") || argument.hasSuffix("_\(name)s") {
      guard let reference = references[name]?[text] ?? nil, reference != "\(address).\(name)" else { return nil }
      return reference
    }
    return nil
  }
}

extension UnmanagedObject {
  /// What providers fill in of their own accord.
  private static let noise: Set<String> = ["id", "arn", "tags_all", "owner_id", "region"]

  var secrets: [String] {
    schema.block.attributes.filter { attribute in
      attribute.isRequired && (attribute.isSensitive || value[attribute.name].map { !$0.deepMarks.isEmpty } == true)
    }.map(\.name)
  }

  func text(_ known: KnownObjects) -> String {
    var lines = ["resource \(quotedText(address.resource.type)) \(quotedText(address.resource.name)) {"]
    if let provider { lines.append("provider = \(provider)") }
    var last: [String] = []
    for attribute in schema.block.attributes where attribute.isRequired || attribute.isOptional {
      guard let value = value[attribute.name], !value.isNull, value.isWhollyKnown, !attribute.isDeprecated,
        !attribute.isWriteOnly
      else { continue }
      if attribute.isSensitive || !value.deepMarks.isEmpty {
        if attribute.isRequired { lines.append("\(attribute.name) = null # sensitive") }
        continue
      }
      if !attribute.isRequired {
        if value.isZero || Self.noise.contains(attribute.name) { continue }
      }
      let plain = attribute.nested.map(value.settable) ?? value
      let line = "\(attribute.name) = \(written(plain, attribute.name, known))"
      if attribute.name == "tags" { last.append(line) } else { lines.append(line) }
    }
    if !last.isEmpty { lines += [""] + last }
    for nested in schema.block.blocks where !nested.block.isDeprecated && nested.name != "timeouts" {
      // What the provider would fill in itself says nothing of what was wanted.
      if nested.minimumItems == 0, nested.block.isComputedThroughout { continue }
      let (elements, labels) = NestedShape(nested).elementsWritten(of: value[nested.name])
      for (index, element) in elements.enumerated() {
        let text = element.deeplyUnmarked.blockText(nested.name, label: labels?[index], nested.block)
        // Of which nothing is to be said that is not so anyway.
        if nested.minimumItems == 0, text.hasSuffix("{}") { continue }
        lines += ["", text]
      }
    }
    lines.append("}")
    return String(decoding: laidOut(Array(lines.joined(separator: "\n").utf8)), as: UTF8.self)
  }

  private func written(_ value: Value, _ argument: String, _ known: KnownObjects) -> String {
    if let text = value.stringValue {
      if let reference = known.reference(for: text, argument: argument, of: address) { return reference }
      if let document = value.document { return "jsonencode(\(expressionText(Value(inferring: document))))" }
    }
    if let elements = value.elements, !elements.isEmpty, elements.allSatisfy({ $0.stringValue != nil }) {
      let texts = elements.map { written($0, argument, known) }
      return "[\(texts.joined(separator: ", "))]"
    }
    return expressionText(value.deeplyUnmarked.withoutNullMembers)
  }
}

extension String {
  /// As a name in the language: `Logs of web-1` is `logs_of_web_1`.
  fileprivate var asIdentifier: String {
    var result = ""
    for character in lowercased() {
      if character.isASCII, character.isLetter || character.isNumber {
        result.append(character)
      } else if !result.isEmpty, result.last != "_" {
        result.append("_")
      }
    }
    while result.last == "_" { result.removeLast() }
    return result.first?.isNumber == true ? "_" + result : result
  }
}
