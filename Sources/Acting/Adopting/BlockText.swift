import Configuring
import Model

extension Value {
  /// A nested block that says what an object is: what must be said, and what is not empty nor the provider's to decide.
  func blockText(_ type: String, label: String?, _ block: SchemaBlock) -> String {
    let header = label.map { "\(type) \(expressionText(.string($0)))" } ?? type
    let lines = lines(block)
    return lines.isEmpty ? "\(header) {}" : "\(header) {\n" + lines.map { "  \($0)\n" }.joined() + "}"
  }

  private func lines(_ block: SchemaBlock) -> [String] {
    var lines: [String] = []
    for attribute in block.attributes where attribute.isRequired || attribute.isOptional {
      guard let value = self[attribute.name], !value.isNull else { continue }
      if !attribute.isRequired, attribute.isComputed || value.isZero { continue }
      let text = expressionText(value.deeplyUnmarked.withoutNullMembers)
      lines += "\(attribute.name) = \(text)".split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    }
    for nested in block.blocks {
      let (elements, labels) = NestedShape(nested).elementsWritten(of: self[nested.name])
      for (index, element) in elements.enumerated() {
        if !lines.isEmpty { lines.append("") }
        lines += element.blockText(nested.name, label: labels?[index], nested.block)
          .split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
      }
    }
    return lines
  }
}

extension NestedShape {
  func elementsWritten(of value: Value?) -> ([Value], [String]?) {
    guard let value = value?.withoutMarks, !value.isNull, value.isKnown else { return ([], nil) }
    switch nesting {
    case .single, .group: return ([value], nil)
    case .list, .set: return (value.elements ?? [], nil)
    case .map: return (value.keyedValues?.values ?? [], value.keyedValues?.keys)
    }
  }
}
