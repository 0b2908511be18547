import Model

/// Files in JSON: values are set, properties and elements come and go; the layout stays.
extension EditedText {
  func elementsOfJSON(at range: SourceRange) throws(EditingError) -> Elements {
    guard let node = json?.first(where: { $0.range.start == range.start }) else {
      throw EditingError("It is neither an array nor an object that is written out.")
    }
    return try elements(of: node)
  }

  private func elements(of node: JSONNode) throws(EditingError) -> Elements {
    let items: [SourceRange]
    switch node.kind {
    case .array(let elements, _): items = elements.map(\.range)
    case .object(let properties, _, _): items = properties.map(\.range)
    default: throw EditingError("It is neither an array nor an object that is written out.")
    }
    return Elements(
      open: start(node.range) + 1, close: end(node.range) - 1,
      items: items.map { Element(start: start($0), end: end($0)) }, needsCommas: true)
  }

  /// A property added to the object that a brace closes; to that of the file, where there is no brace.
  func addingProperty(
    _ name: String, _ text: String, toObjectWith brace: SourceRange?
  ) throws(EditingError) -> EditedText {
    let node =
      brace.map { brace in
        json?.first { node in
          if case .object(_, _, let close) = node.kind { return close.start == brace.start }
          return false
        }
      } ?? json
    guard let node else { throw EditingError("The block is written in a way that nothing can be added to.") }
    let all = try elements(of: node)
    return try inserting("\(quotedJSON(name)): \(text)", at: all.items.count, among: all)
  }

  func removingProperty(at name: SourceRange) throws(EditingError) -> EditedText {
    let node = json?.first { node in
      if case .object(let properties, _, _) = node.kind {
        return properties.contains { $0.nameRange.start == name.start }
      }
      return false
    }
    guard let node, case .object(let properties, _, _) = node.kind,
      let index = properties.firstIndex(where: { $0.nameRange.start == name.start })
    else { throw EditingError("There is no such property.") }
    return try removing(index, of: try elements(of: node))
  }
}

private func quotedJSON(_ text: String) -> String { JSON.string(text).text() }

extension JSONNode {
  /// The first of all values, outer before inner, that is so.
  fileprivate func first(where matches: (JSONNode) -> Bool) -> JSONNode? {
    if matches(self) { return self }
    let inner: [JSONNode] =
      switch kind {
      case .array(let elements, _): elements
      case .object(let properties, _, _): properties.map(\.value)
      default: []
      }
    for node in inner {
      if let found = node.first(where: matches) { return found }
    }
    return nil
  }
}
