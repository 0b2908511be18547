/// Something that is or is not so of an entry of an answer.
indirect enum Condition: Sendable, Hashable {
  case never
  case always
  case equals(Template, String)
  case hasPrefix(Template, String)
  case hasSuffix(Template, String)
  case isSame(Template, Template)
  /// One of those at this path.
  case contains(String, String)
  /// There is something at this path.
  case exists(String)
  /// All of its fields are there.
  case has(Template)
  /// It is one of those that a lookup has found.
  case isAmong(Template, lookup: String)
  case not(Condition)
  case any([Condition])
  case all([Condition])

  /// None of these texts.
  static func isNone(of texts: [String], _ template: Template) -> Condition {
    .not(.any(texts.map { .equals(template, $0) }))
  }

  func holds(in context: TemplateContext, lookups: [String: Set<String>]) -> Bool {
    switch self {
    case .never: false
    case .always: true
    case .equals(let template, let text): template.filled(from: context) == text
    case .hasPrefix(let template, let text): template.filled(from: context)?.hasPrefix(text) ?? false
    case .hasSuffix(let template, let text): template.filled(from: context)?.hasSuffix(text) ?? false
    case .isSame(let one, let other): one.filled(from: context) == other.filled(from: context)
    case .contains(let path, let text): context.entries.last?.all(path).contains { $0.text == text } ?? false
    case .exists(let path): context.entries.last?.first(path) != nil
    case .has(let template): template.filled(from: context) != nil
    case .isAmong(let template, let lookup):
      template.filled(from: context).map { lookups[lookup]?.contains($0) ?? false } ?? false
    case .not(let condition): !condition.holds(in: context, lookups: lookups)
    case .any(let conditions): conditions.contains { $0.holds(in: context, lookups: lookups) }
    case .all(let conditions): conditions.allSatisfy { $0.holds(in: context, lookups: lookups) }
    }
  }
}
