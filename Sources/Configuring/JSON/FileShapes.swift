package import Model
package import Parsing

/// Reads a file of a module in the syntax that its name tells.
package func parseConfiguration(_ text: [UInt8], name: String) -> (body: Body, diagnostics: [Diagnostic]) {
  guard name.hasSuffix(".json") else { return parseFile(text, name: name) }
  let (root, problems) = parseJSON(text, name: name)
  let (body, more) = body(of: root, as: .moduleFile)
  return (body, problems + more)
}

/// What is an argument and what a block in the files of a module, where Terraform's language says it; the rest is the providers'
/// to say. `ModuleDecoder` has the last word on what may be there.
extension JSONShape {
  package static let moduleFile = JSONShape(blocks: [
    "terraform": BlockForm(terraform),
    "provider": BlockForm(labels: ["name"], provider),
    "variable": BlockForm(labels: ["name"], variable),
    "locals": BlockForm(arguments),
    "output": BlockForm(labels: ["name"], output),
    "module": BlockForm(labels: ["name"], module),
    "resource": BlockForm(labels: ["type", "name"], resource),
    "data": BlockForm(labels: ["type", "name"], resource),
    "ephemeral": BlockForm(labels: ["type", "name"], resource),
    "moved": BlockForm(JSONShape(arguments: ["from": .names, "to": .names])),
    "import": BlockForm(importing),
    "removed": BlockForm(removed),
    "language": BlockForm(language),
    "check": BlockForm(labels: ["name"], check),
  ])

  /// Arguments only, whatever they are called.
  private static let arguments = JSONShape(rest: .arguments(.template))

  private static let language = JSONShape(
    arguments: ["edition": .names, "experiments": .names], blocks: ["compatible_with": BlockForm(arguments)])

  static let terraform = JSONShape(
    arguments: ["required_version": .literal, "experiments": .names, "language": .names],
    blocks: [
      "required_providers": BlockForm(JSONShape(rest: .arguments(.requirement))),
      "backend": BlockForm(labels: ["type"], arguments),
      "cloud": BlockForm(.undecided),
      "provider_meta": BlockForm(labels: ["provider"], .undecided),
      "encryption": BlockForm(encryption),
    ])

  /// Of what `TF_ENCRYPTION` holds, too.
  package static let encryption = JSONShape(
    blocks: [
      "key_provider": BlockForm(labels: ["type", "name"], arguments),
      "method": BlockForm(labels: ["type", "name"], arguments),
      "state": BlockForm(encryptionTarget),
      "plan": BlockForm(encryptionTarget),
      "remote_state_data_sources": BlockForm(
        JSONShape(blocks: [
          "default": BlockForm(encryptionTarget),
          "remote_state_data_source": BlockForm(labels: ["name"], encryptionTarget),
        ])),
    ])

  private static let encryptionTarget = JSONShape(
    arguments: ["method": .names, "enforced": .literal],
    blocks: ["fallback": BlockForm(JSONShape(arguments: ["method": .names]))])

  static let provider = JSONShape(
    arguments: ["alias": .literal, "version": .literal, "for_each": .template], rest: .undecided)

  static let condition = JSONShape(arguments: ["condition": .template, "error_message": .template])

  static let variable = JSONShape(
    arguments: [
      "type": .names, "default": .literal, "description": .literal, "sensitive": .literal, "ephemeral": .literal,
      "nullable": .literal, "deprecated": .literal, "const": .literal,
    ],
    blocks: ["validation": BlockForm(condition)])

  static let output = JSONShape(
    arguments: [
      "value": .template, "type": .names, "description": .literal, "sensitive": .literal, "ephemeral": .literal,
      "depends_on": .names,
      "deprecated": .literal,
    ],
    blocks: ["precondition": BlockForm(condition), "postcondition": BlockForm(condition)])

  static let module = JSONShape(
    arguments: [
      "source": .template, "version": .template, "count": .template, "for_each": .template, "depends_on": .names,
      "providers": .names,
    ],
    blocks: ["lifecycle": BlockForm(JSONShape(arguments: ["enabled": .template]))],
    rest: .arguments(.template))

  static let resource = JSONShape(
    arguments: ["count": .template, "for_each": .template, "depends_on": .names, "provider": .names],
    blocks: [
      "lifecycle": BlockForm(lifecycle),
      "connection": BlockForm(arguments),
      "provisioner": BlockForm(labels: ["type"], provisioner),
    ],
    rest: .undecided)

  private static let lifecycle = JSONShape(
    arguments: [
      "create_before_destroy": .literal, "prevent_destroy": .template, "ignore_changes": .names,
      "replace_triggered_by": .names, "enabled": .template, "destroy": .literal,
    ],
    blocks: ["precondition": BlockForm(condition), "postcondition": BlockForm(condition)])

  private static let provisioner = JSONShape(
    arguments: ["when": .names, "on_failure": .names], blocks: ["connection": BlockForm(arguments)],
    rest: .arguments(.template))

  private static let importing = JSONShape(
    arguments: [
      "to": .names, "id": .template, "identity": .template, "provider": .names, "for_each": .template,
    ])

  private static let removed = JSONShape(
    arguments: ["from": .names],
    blocks: [
      "lifecycle": BlockForm(JSONShape(arguments: ["destroy": .literal])),
      "connection": BlockForm(arguments),
      "provisioner": BlockForm(labels: ["type"], provisioner),
    ])

  private static let check = JSONShape(
    blocks: ["data": BlockForm(labels: ["type", "name"], resource), "assert": BlockForm(condition)])
}
