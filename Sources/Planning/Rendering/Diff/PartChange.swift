import Model

/// The change of one part of a value. `before` and `after` are nil where there is no such part, which is not the same
/// as a part that is there and null.
struct PartChange {
  var before: PlainValue?
  var after: PlainValue?
  /// `true`, or by element; nil for nothing.
  var unknown: PlainValue?
  var beforeSensitive: PlainValue?
  var afterSensitive: PlainValue?
  /// What forces the replacement of the whole.
  var replacing = PathMatcher.none
  /// The only parts to show; nil for all.
  var relevant: PathMatcher?
  /// Whether null and the empty string are different: older providers cannot keep them apart.
  var keepsEmptyTexts = false
  /// Whether null means absent here.
  private var isMember = false

  init(
    before: PlainValue?, after: PlainValue?, unknown: PlainValue? = nil, beforeSensitive: PlainValue? = nil,
    afterSensitive: PlainValue? = nil
  ) {
    self.before = before
    self.after = after
    self.unknown = unknown
    self.beforeSensitive = beforeSensitive
    self.afterSensitive = afterSensitive
  }

  init(_ values: ChangeValues, replacing: [ValuePath], relevant: PathMatcher?) {
    self.init(
      before: PlainValue(values.before).unlessNull, after: PlainValue(values.after).unlessNull,
      unknown: PlainValue(values.afterUnknown), beforeSensitive: PlainValue(values.beforeSensitive),
      afterSensitive: PlainValue(values.afterSensitive))
    self.replacing = PathMatcher(replacing)
    self.relevant = relevant
  }

  var isUnknown: Bool { unknown == .bool(true) }
  var wasSensitive: Bool { beforeSensitive == .bool(true) }
  var willBeSensitive: Bool { afterSensitive == .bool(true) }
  var beforeIsNull: Bool { before == nil || before == .null }
  var afterIsNull: Bool { after == nil || after == .null }
  var isAbsent: Bool { beforeIsNull && afterIsNull }

  /// The same without the difference between absent and null: what is so for attributes and blocks.
  var withoutNulls: PartChange {
    var copy = self
    copy.isMember = true
    copy.before = before?.unlessNull
    copy.after = after?.unlessNull
    return copy
  }

  /// The same with null for the empty string, unless they are told apart.
  var withoutEmptyTexts: PartChange {
    if keepsEmptyTexts { return self }
    var copy = self
    if before == .string("") { copy.before = isMember ? nil : .null }
    if after == .string("") { copy.after = isMember ? nil : .null }
    return copy
  }

  var asUnchanged: PartChange {
    var copy = self
    copy.after = before
    copy.unknown = nil
    copy.afterSensitive = beforeSensitive
    copy.keepsEmptyTexts = false
    return copy
  }

  var asDeletion: PartChange {
    var copy = self
    copy.after = nil
    copy.unknown = nil
    copy.afterSensitive = nil
    copy.keepsEmptyTexts = false
    return copy
  }

  var asCreation: PartChange {
    var copy = self
    copy.before = nil
    copy.beforeSensitive = nil
    copy.keepsEmptyTexts = false
    return copy
  }

  /// Unchanged when nothing in it is relevant.
  var relevantPart: PartChange { relevant?.matchesPart == false ? asUnchanged : self }

  /// What happens to a structure as far as that is plain without looking at its parts.
  var outerAction: DiffNode.Action {
    switch (beforeIsNull, afterIsNull) {
    case (true, true), (false, false): .none
    case (true, false): .create
    case (false, true): .delete
    }
  }

  func child(_ key: String) -> PartChange {
    var child = PartChange(
      before: before?.object?[key], after: after?.object?[key], unknown: unknown?.object?[key],
      beforeSensitive: beforeSensitive?.object?[key], afterSensitive: afterSensitive?.object?[key])
    child.keepsEmptyTexts = keepsEmptyTexts
    child.replacing = replacing.child(key)
    child.relevant = relevant?.child(key)
    return child
  }

  /// An element by its place before and its place after; nil where it has none.
  func child(_ beforeIndex: Int?, _ afterIndex: Int?) -> PartChange {
    func element(_ whole: PlainValue?, _ index: Int?) -> PlainValue? {
      guard let index, let elements = whole?.array, elements.indices.contains(index) else { return nil }
      return elements[index]
    }
    var child = PartChange(
      before: element(before, beforeIndex), after: element(after, afterIndex), unknown: element(unknown, afterIndex),
      beforeSensitive: element(beforeSensitive, beforeIndex), afterSensitive: element(afterSensitive, afterIndex))
    if let place = child.before == nil ? afterIndex ?? beforeIndex : beforeIndex {
      child.replacing = replacing.child(place)
      child.relevant = relevant?.child(place)
    }
    return child
  }

  /// Names in the values and, with `includingMarks`, in what is said about them beside.
  func keys(includingMarks: Bool) -> [String] {
    var sources = [before, after]
    if includingMarks { sources += [unknown, beforeSensitive, afterSensitive] }
    return Set(sources.flatMap { $0?.object.map { Array($0.keys) } ?? [] }).sorted()
  }
}

extension PlainValue {
  fileprivate var unlessNull: PlainValue? { self == .null ? nil : self }
}
