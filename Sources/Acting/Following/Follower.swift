import Configuring
import Model
import Parsing

/// Follows a part of a value from where it is used to where it is set, and collects the edits that would set it otherwise: the
/// furthest first, for there it was meant to be set.
struct Follower {
  let reading: Reading
  var candidates: [Candidate] = []
  /// Why there are no more of them.
  var obstacles: [String] = []
  /// References that lead in a circle cannot be in a configuration that was evaluated; this is for what we overlook.
  private var depth = 0
  static let maximumDepth = 200

  init(_ reading: Reading) { self.reading = reading }

  /// `wanted` is what the part at the path is to be; nil when it is not to be there.
  mutating func follow(
    _ expression: Expression, _ path: [Step], _ wanted: Value?, _ place: Place, _ way: [String] = []
  ) {
    guard depth < Self.maximumDepth else { return obstacles.append("It is set in too roundabout a way.") }
    depth += 1
    defer { depth -= 1 }
    switch expression.kind {
    case .parentheses(let inner), .templateWrap(let inner): follow(inner, path, wanted, place, way)
    case .literal: replaceLiteral(expression, path, wanted, way)
    case .template(let parts): followTemplate(parts, expression, path, wanted, place, way)
    case .object(let items): followObject(items, expression, path, wanted, place, way)
    case .tuple(let items): followTuple(items, expression, path, wanted, place, way)
    case .conditional(let condition, let then, let otherwise):
      guard case .bool(let holds)? = place.value(condition)?.withoutMarks else {
        return obstacles.append("It depends on a condition that is not known.")
      }
      follow(holds ? then : otherwise, path, wanted, place, way)
    case .attribute, .index, .variable: followReference(expression, path, wanted, place, way)
    case .call(let name, _, let arguments, let expandsLast):
      followCall(name, arguments, expandsLast, expression, path, wanted, place, way)
    case .forObject, .forTuple: followLoop(expression, path, wanted, place, way)
    case .splat, .splatItem: obstacles.append("It is made of many objects by [*], of which none can be told apart.")
    case .binary, .unary:
      if expression.isConstant, path.isEmpty, wanted != nil {
        replace(expression, wanted, way, note: "The computation that gave it is replaced by the value.")
      } else {
        obstacles.append("It is computed by an expression (\(expression.range.place)).")
      }
    }
  }

  // MARK: candidates

  mutating func add(
    _ range: SourceRange, _ way: [String], note: String? = nil,
    _ make: @escaping (EditedText) throws(EditingError) -> EditedText
  ) {
    candidates.append(Candidate(file: range.file, line: range.start.line, way: way, note: note, make: make))
  }

  mutating func replace(_ expression: Expression, _ wanted: Value?, _ way: [String], note: String? = nil) {
    guard let wanted else {
      return obstacles.append("It cannot be left out where it is set (\(expression.range.place)).")
    }
    let text = Notation(file: expression.range.file).text(wanted, inPlaceOf: expression)
    add(expression.range, way, note: note) { (edited) throws(EditingError) in
      try edited.replacing(expression, with: text)
    }
  }

  /// An expression as it is written.
  func source(_ expression: Expression) -> String? {
    guard let text = reading.text(expression.range.file) else { return nil }
    let offset = text.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    let range = (expression.range.start.byte + offset)..<(expression.range.end.byte + offset)
    return range.upperBound <= text.count ? String(decoding: text[range], as: UTF8.self) : nil
  }

  private mutating func replaceLiteral(_ expression: Expression, _ path: [Step], _ wanted: Value?, _ way: [String]) {
    guard !path.isEmpty else {
      // A document that was written out as text is easier to go on with as what it says.
      if case .literal(let old) = expression.kind, old.document != nil, let document = wanted?.document,
        case .native = Notation(file: expression.range.file)
      {
        let text = "jsonencode(\(expressionText(Value(inferring: document))))"
        return add(expression.range, way) { (edited) throws(EditingError) in
          try edited.replacing(expression, with: text)
        }
      }
      if let source = source(expression).flatMap(HeredocText.init), let text = wanted?.stringValue,
        let heredoc = source.saying(text)
      {
        return add(expression.range, way) { (edited) throws(EditingError) in
          try edited.replacing(expression.range, with: heredoc)
        }
      }
      return replace(expression, wanted, way)
    }
    guard let wanted else { return }
    // Where there was null, there is an object now.
    guard case .literal(.null) = expression.kind else {
      return obstacles.append("It is not written out part by part (\(expression.range.place)).")
    }
    replace(expression, nest(wanted, path), way)
  }

  /// The value inside as many objects as the path has keys.
  func nest(_ value: Value, _ path: [Step]) -> Value {
    path.reversed().reduce(value) { inner, step in
      if case .key(let name) = step { return .object([(name, inner)]) }
      return .tuple([inner])
    }
  }

  // MARK: what is written out

  private mutating func followObject(
    _ items: [ObjectItem], _ expression: Expression, _ path: [Step], _ wanted: Value?, _ place: Place, _ way: [String]
  ) {
    guard let step = path.first else {
      guard let wanted, let current = place.value(expression),
        let first = wanted.keyedValues.flatMap({ _ in differences(from: current, to: wanted).first }),
        !first.path.isEmpty
      else { return replace(expression, wanted, way) }
      return follow(expression, first.path, first.wanted, place, way)
    }
    guard case .key(let name) = step else { return obstacles.append("It is part of a set.") }
    let index = items.lastIndex { place.value($0.key)?.keyText == name }
    let rest = Array(path.dropFirst())
    guard let index else {
      guard let wanted else { return obstacles.append("There is nothing to remove.") }
      let keys = items.compactMap { $0.key.constantKey?.stringValue }
      let isSorted = keys.count > 1 && keys.count == items.count && keys == keys.sorted()
      let position = isSorted ? keys.firstIndex { name < $0 } ?? items.count : items.count
      let text = Notation(file: expression.range.file).member(name, nest(wanted, rest), among: items)
      return add(expression.range, way) { (edited) throws(EditingError) in
        try edited.inserting(text, at: position, in: expression)
      }
    }
    if rest.isEmpty, wanted == nil {
      return add(items[index].key.range, way) { (edited) throws(EditingError) in
        try edited.removing(element: index, of: expression)
      }
    }
    follow(items[index].value, rest, wanted, place, way)
  }

  private mutating func followTuple(
    _ items: [Expression], _ expression: Expression, _ path: [Step], _ wanted: Value?, _ place: Place, _ way: [String]
  ) {
    let values = items.map { place.value($0) }
    if let step = path.first {
      let index: Int? =
        switch step {
        case .index(let index): items.indices.contains(index) ? index : nil
        case .key(let text): values.firstIndex { areEquivalent($0, .string(text)) }
        case .element(let element): values.firstIndex { areEquivalent($0, element) }
        }
      guard let index else { return obstacles.append("There is no such element (\(expression.range.place)).") }
      if path.count == 1, wanted == nil { return remove(index, of: expression, items, way) }
      return follow(items[index], Array(path.dropFirst()), wanted, place, way)
    }
    guard let wanted, let elements = wanted.withoutMarks.elements else { return replace(expression, wanted, way) }
    wanted.isSet
      ? editSet(items, values, elements, expression, way)
      : editList(items, values, elements, expression, place, way)
  }

  private mutating func remove(_ index: Int, of expression: Expression, _ items: [Expression], _ way: [String]) {
    add(items[index].range, way) { (edited) throws(EditingError) in try edited.removing(element: index, of: expression)
    }
  }

  private mutating func insert(_ value: Value, at index: Int, in expression: Expression, _ way: [String]) {
    let text = Notation(file: expression.range.file).text(value)
    add(expression.range, way) { (edited) throws(EditingError) in try edited.inserting(text, at: index, in: expression)
    }
  }

  /// One element at a time: first those that should not be there.
  private mutating func editSet(
    _ items: [Expression], _ values: [Value?], _ wanted: [Value], _ expression: Expression, _ way: [String]
  ) {
    if let extra = values.firstIndex(where: { value in
      value != nil && !wanted.contains { areEquivalent(value, $0) }
    }) {
      return remove(extra, of: expression, items, way)
    }
    guard let missing = wanted.first(where: { element in !values.contains { areEquivalent($0, element) } }) else {
      return obstacles.append("It holds elements that are not known (\(expression.range.place)).")
    }
    insert(missing, at: items.count, in: expression, way)
  }

  private mutating func editList(
    _ items: [Expression], _ values: [Value?], _ wanted: [Value], _ expression: Expression, _ place: Place,
    _ way: [String]
  ) {
    let same = zip(values, wanted).prefix { areEquivalent($0, $1) }.count
    let tail = zip(values.reversed(), wanted.reversed()).prefix { areEquivalent($0, $1) }.count
    let end = min(tail, min(values.count, wanted.count) - same)
    let (old, new) = (values.count - end - same, wanted.count - end - same)
    if old > 0, new > 0 {
      // Rather an element that goes than all behind it changed.
      if old > new, values[(same + 1)...].contains(where: { areEquivalent($0, wanted[same]) }) {
        return remove(same, of: expression, items, way)
      }
      if new > old, wanted[(same + 1)...].contains(where: { areEquivalent(values[same], $0) }) {
        return insert(wanted[same], at: same, in: expression, way)
      }
      let inner = differences(from: values[same], to: wanted[same]).first ?? Difference(path: [], wanted: wanted[same])
      return follow(items[same], inner.path, inner.wanted, place, way)
    }
    if old > 0 { return remove(same, of: expression, items, way) }
    if new > 0 { return insert(wanted[same], at: same, in: expression, way) }
    obstacles.append("It holds elements that are not known (\(expression.range.place)).")
  }

  // MARK: templates

  /// Where one part alone can have changed, that part.
  private mutating func followTemplate(
    _ parts: [TemplatePart], _ expression: Expression, _ path: [Step], _ wanted: Value?, _ place: Place, _ way: [String]
  ) {
    guard path.isEmpty, let text = (try? wanted?.deeplyUnmarked.converted(to: .string))??.stringValue else {
      return obstacles.append("It is a text with sequences in it (\(expression.range.place)).")
    }
    var pieces: [String] = []
    for part in parts {
      switch part {
      case .text(let text, _): pieces.append(text)
      case .interpolation(let inner):
        guard let value = place.value(inner), value.marks.isEmpty,
          let text = (try? value.converted(to: .string))?.stringValue
        else {
          return obstacles.append("It is a text with a part in it that is not known (\(expression.range.place)).")
        }
        pieces.append(text)
      case .conditional, .loop:
        return obstacles.append("It is a text made by directives (\(expression.range.place)).")
      }
    }
    var fitting: [(index: Int, text: String)] = []
    for index in parts.indices {
      let (before, after) = (pieces[..<index].joined(), pieces[(index + 1)...].joined())
      guard text.hasPrefix(before), text.hasSuffix(after), text.utf8.count >= before.utf8.count + after.utf8.count
      else {
        continue
      }
      fitting.append((index, String(text.dropFirst(before.count).dropLast(after.count))))
    }
    guard fitting.count == 1, let only = fitting.first else {
      return obstacles.append(
        "It is a text with sequences in it (\(expression.range.place)), of which it cannot be told which part has changed."
      )
    }
    switch parts[only.index] {
    case .interpolation(let inner): follow(inner, [], .string(only.text), place, way)
    case .text(_, let range):
      guard expression.isQuoted, case .native = Notation(file: range.file) else {
        return obstacles.append("It is a heredoc with sequences in it (\(expression.range.place)).")
      }
      let escaped = String(expressionText(.string(only.text)).dropFirst().dropLast())
      add(range, way) { (edited) throws(EditingError) in try edited.replacing(range, with: escaped) }
    case .conditional, .loop: return
    }
  }
}

extension Expression {
  /// Whether it is computed of nothing but what is written in it.
  var isConstant: Bool {
    references.isEmpty && calledFunctions.allSatisfy { !$0.hasPrefix("file") && !$0.hasPrefix("template") }
  }

  /// Rather than a heredoc.
  fileprivate var isQuoted: Bool { range.start.line == range.end.line }
}

extension Value {
  /// As a key of an object.
  var keyText: String? { (try? deeplyUnmarked.converted(to: .string))?.stringValue }
}
