import Configuring
import Model
package import Sketching

/// Everything of a sketch that a policy can be about.
package func policySubjects(of sketch: Sketch) -> [PolicySubject] {
  var subjects: [PolicySubject] = []
  for object in sketch.objects where [.managed, .data].contains(object.address.resource.mode) {
    // What is only read is named as one refers to it: `data.aws_ami`.
    let prefix = object.address.resource.mode == .data ? "data." : ""
    subjects.append(
      PolicySubject(
        kind: .resource, type: prefix + object.address.resource.type, subject: .instance(object.address),
        attributes: object.value, configured: object.configured,
        meta: .object([
          ("address", .string("\(object.address)")), ("type", .string(object.address.resource.type)),
          ("provider_type", .string(object.provider.type)), ("module_path", .string("\(object.address.module)")),
          ("create_before_destroy", .bool(object.resource.lifecycle.createBeforeDestroy ?? false)),
        ])))
  }
  for provider in sketch.providers {
    subjects.append(
      PolicySubject(
        kind: .provider, type: provider.address.provider.type, subject: .stack("\(provider.address)"),
        attributes: provider.value,
        meta: .object([
          ("source", .string("\(provider.address.provider)")),
          ("alias", provider.address.alias.map(Value.string) ?? .null(.string)),
          ("version", .symbol("the version of \(provider.address.provider)", of: .string, isNotNull: true)),
        ])))
  }
  for call in sketch.calls {
    subjects.append(
      PolicySubject(
        kind: .module, type: call.source, subject: .stack("\(call.address)"), attributes: call.arguments,
        meta: .object([
          ("source", .string(call.source)), ("address", .string("\(call.address)")),
          ("version", call.versionConstraint.map(Value.string) ?? .null(.string)),
        ])))
  }
  return subjects
}
