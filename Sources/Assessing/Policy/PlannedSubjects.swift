package import Model
package import Planning
package import Policies
package import Sketching

/// What policies are about in a plan: every object as it will be, with the names of what is not known yet from the configuration; what
/// goes; what is only recorded; providers and modules as the configuration has them.
package func policySubjects(of plan: Plan, sketch: Sketch) -> [PolicySubject] {
  let sketched = Dictionary(sketch.objects.map { ($0.address, $0) }) { first, _ in first }
  var subjects = policySubjects(of: sketch).filter { $0.kind != .resource }
  for change in plan.changes where change.deposedKey == nil && change.address.resource.mode == .managed {
    let object = sketched[change.address]
    var subject = PolicySubject(
      kind: .resource, type: change.address.resource.type, subject: .instance(change.address),
      attributes: change.after.named(by: object?.value ?? .null(.dynamic)), priorAttributes: change.before,
      configured: object?.configured ?? .null(.dynamic),
      meta: .object([
        ("address", .string("\(change.address)")), ("type", .string(change.address.resource.type)),
        ("provider_type", .string(change.provider.provider.type)),
        ("module_path", .string("\(change.address.module)")),
      ]))
    switch change.action {
    case .create: subject.operation = .create
    case .update: subject.operation = .update
    case .replace:
      // One goes, and another comes.
      var leaving = subject
      (leaving.operation, leaving.attributes) = (.delete, .null(.dynamic))
      subjects.append(leaving)
      subject.operation = .create
    case .delete, .forget:
      subject.operation = change.action == .delete ? .delete : nil
      subject.attributes = .null(.dynamic)
    case .noOp, .read: break
    }
    subjects.append(subject)
  }
  return subjects
}

extension Value {
  /// The value with what is unknown in it as a sketch names it, wherever that says more.
  package func named(by sketch: Value) -> Value {
    switch (self, sketch) {
    case (.marked(let value, let marks), _): return value.named(by: sketch).marked(with: marks)
    case (_, .marked(let other, let marks)): return named(by: other).marked(with: marks)
    case (.unknown(let type, let own), .unknown(_, let other)) where other.symbol != nil:
      var refinement = own
      refinement.symbol = other.symbol
      refinement.isNotNull = own.isNotNull || other.isNotNull
      return .unknown(type, refinement)
    case (.unknown, .list), (.unknown, .set), (.unknown, .tuple), (.unknown, .object), (.unknown, .map):
      return sketch.type == type ? sketch : self
    case (.object(let members), .object(let names)):
      return .object(KeyedValues(members.pairs.map { ($0, names[$0].map($1.named) ?? $1) }))
    case (.list(let type, let elements), .list(_, let names)) where elements.count == names.count:
      return .list(type, zip(elements, names).map { $0.named(by: $1) })
    case (.tuple(let elements), .tuple(let names)) where elements.count == names.count:
      return .tuple(zip(elements, names).map { $0.named(by: $1) })
    case (.map(let type, let members), .map(_, let names)):
      return .map(type, KeyedValues(members.pairs.map { ($0, names[$0].map($1.named) ?? $1) }))
    case (.set(let type, let elements), .set(_, let names)) where elements.count == 1 && names.count == 1:
      return .set(type, [elements[0].named(by: names[0])])
    default: return self
    }
  }
}

/// The objects as a refresh has found them, whatever the configuration says of them now.
package func livePolicySubjects(of plan: Plan) -> [PolicySubject] {
  plan.changes.filter { $0.deposedKey == nil && $0.address.resource.mode == .managed && !$0.before.isNull }.map {
    change in
    PolicySubject(
      kind: .resource, type: change.address.resource.type, subject: .instance(change.address),
      attributes: change.before,
      meta: .object([
        ("address", .string("\(change.address)")), ("type", .string(change.address.resource.type)),
        ("provider_type", .string(change.provider.provider.type)),
        ("module_path", .string("\(change.address.module)")),
      ]))
  }
}
