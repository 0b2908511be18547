import Configuring
import Model
import Parsing

/// One edit that may give the value wanted: where, and the way that led there.
struct Candidate {
  var file: String
  var line: Int
  /// What was followed, `var.size`, `local.tags`…, the nearest first.
  var way: [String]
  /// How the edit is made where it is not at the value itself, as a sentence.
  var note: String?
  var make: (EditedText) throws(EditingError) -> EditedText

  /// `aws_instance.web.instance_type is var.size, set in terraform.tfvars:3.`
  func explanation(of subject: String) -> String {
    let place = "\(file):\(line)"
    let sentence =
      way.isEmpty
      ? "\(subject) is set in \(place)." : "\(subject) is \(way.joined(separator: ", which is ")), set in \(place)."
    return note.map { "\(sentence) \($0)" } ?? sentence
  }
}

/// How values are written in a file.
enum Notation {
  case native
  /// In JSON, texts are templates in files of configuration, and plain in files of variables.
  case json(isTemplate: Bool)

  init(file: String) {
    guard file.hasSuffix(".json") else {
      self = .native
      return
    }
    self = .json(isTemplate: file.hasSuffix(".tf.json") || file.hasSuffix(".tofu.json"))
  }

  func text(_ value: Value) -> String {
    let plain = value.deeplyUnmarked.withoutNullMembers
    switch self {
    case .native: return expressionText(plain)
    case .json(let isTemplate):
      let json = plain.json(as: plain.type)
      return (isTemplate ? json.escapingTemplates : json).text()
    }
  }

  /// In place of another value: a number stays one where the text wanted is one, and so on.
  func text(_ value: Value, inPlaceOf expression: Expression) -> String {
    guard case .literal(let old) = expression.kind, old.isPrimitive, value.withoutMarks.isPrimitive,
      let converted = try? value.deeplyUnmarked.converted(to: old.type), !converted.isNull,
      areEquivalent(converted, value)
    else { return text(value) }
    return text(converted)
  }

  func member(_ key: String, _ value: Value, among items: [ObjectItem]) -> String {
    switch self {
    case .native:
      let isQuoted = !key.isIdentifier || items.contains { !$0.keyIsBareName && $0.key.constantKey != nil }
      return "\(isQuoted ? expressionText(.string(key)) : key) = \(text(value))"
    case .json: return "\(JSON.string(key).text()): \(text(value))"
    }
  }
}

extension JSON {
  fileprivate var escapingTemplates: JSON {
    switch self {
    case .string(let text): .string(text.replacing("${", with: "$${").replacing("%{", with: "%%{"))
    case .array(let items): .array(items.map(\.escapingTemplates))
    case .object(let members): .object(members.map { Member($0.name, $0.value.escapingTemplates) })
    default: self
    }
  }
}
