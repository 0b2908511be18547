package import Model

/// Which of the world's objects a state records, by all the names that an inventory may give them.
package struct ManagedIdentities: Sendable {
  private struct Key: Hashable {
    var type: String
    var text: String
  }

  private struct Owner: Sendable {
    var address: ResourceInstanceAddress
    /// Where it is, as far as its ARN tells.
    var arn: ARN?

    /// Names that are the same in two regions or accounts mean different things.
    func mayBe(in scope: ObservedScope) -> Bool {
      guard let arn else { return true }
      let isThere = [arn.region, scope.region].contains("") || scope.region == "global" || arn.region == scope.region
      return isThere && ([arn.account, scope.account].contains("") || arn.account == scope.account)
    }
  }

  private var owners: [Key: [Owner]] = [:]
  /// How many objects there are of each type, under the inventory's name for it.
  private(set) var counts: [String: Int] = [:]

  package init() {}

  package init(_ state: State) { add(state) }

  /// Many stacks may share an account.
  package mutating func add(_ state: State) {
    for (resource, content) in state.resources where resource.resource.mode == .managed {
      for (key, instance) in content.instances {
        let address = resource.instance(key)
        for object in [instance.current].compactMap({ $0 }) + instance.deposed.values {
          add(object, address, type: resource.resource.type)
        }
      }
    }
  }

  private mutating func add(_ object: ObjectRecord, _ address: ResourceInstanceAddress, type stateType: String) {
    guard stateType.hasPrefix("aws_"), let json = try? JSON.read(object.attributes) else { return }
    let attributes = AnswerNode.json(json)
    let type = StateIdentities.sameAs[stateType] ?? stateType
    let context = TemplateContext(account: "", region: "", partition: "", entries: [attributes])
    let arn = attributes.first("arn")?.text
    let owner = Owner(address: address, arn: arn.flatMap { ARN($0) })
    var names = Set([attributes.first("id")?.text, arn?.withoutVersion].compactMap { $0 })
    names.formUnion((StateIdentities.templates[type] ?? []).compactMap { $0.filled(from: context) })
    for name in names where !name.isEmpty { owners[Key(type: type, text: name), default: []].append(owner) }
    counts[type, default: 0] += 1
    for part in StateIdentities.recorded[type] ?? [] {
      for node in attributes.all(part.path) {
        let context = context.with(node)
        guard part.when.holds(in: context, lookups: [:]), let id = part.id.filled(from: context) else { continue }
        owners[Key(type: part.type, text: id), default: []].append(Owner(address: address, arn: nil))
      }
    }
  }

  /// The instance that an object belongs to; nil when the state knows nothing of it.
  package func address(of object: ObservedObject) -> ResourceInstanceAddress? {
    for name in [object.importID, object.arn?.withoutVersion].compactMap({ $0 }) {
      for owner in owners[Key(type: object.scope.type, text: name)] ?? [] where owner.mayBe(in: object.scope) {
        return owner.address
      }
    }
    return nil
  }

  func contains(_ parent: ObservedObject.Parent) -> Bool {
    owners[Key(type: parent.type, text: parent.importID)] != nil
  }
}

extension String {
  /// Some answers have a log group's ARN with its streams'.
  fileprivate var withoutVersion: String { hasSuffix(":*") ? String(dropLast(2)) : self }
}
