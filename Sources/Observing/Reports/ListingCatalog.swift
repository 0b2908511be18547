import Connecting
package import Model

/// What an inventory can find, for people and for programs that check the table.
package enum ListingCatalog {
  /// Sorted, each once.
  package static let types: [String] = Set(Listing.allTypes.map(\.type)).sorted()

  /// Every type with the calls that find it.
  package static var json: JSON {
    .record([("format_version", .string("1.0")), ("listings", .array(Listing.all.map(listing)))])
  }

  private static func listing(_ listing: Listing) -> JSON {
    .record([
      ("step", step(listing.step)), ("types", .array(listing.types.map(type))),
      ("lookups", .array(listing.lookups.map { step($0.step) })), ("then", .array(listing.then.map(Self.listing))),
    ])
  }

  private static func step(_ step: ListStep) -> JSON {
    var tokens: [(String, String)] = []
    switch step.paging {
    case .none: break
    case .tokens(let pairs): tokens = pairs.map { ($0.input, $0.output) }
    case .lastEntry(let input, _, let more): tokens = [(input, more)]
    }
    return .record([
      ("service", .string(step.service.service.name)), ("host", .string(step.service.service.host)),
      ("signing_name", .string(step.service.service.signingName)), ("operation", .string(step.operation)),
      ("speech", .string("\(step.service.speech)")), ("request", .string(step.request)), ("items", .string(step.items)),
      ("paging", .array(tokens.map { .array([.string($0.0), .string($0.1)]) })),
      ("batch", step.batch > 1 ? .integer(step.batch) : nil),
      ("absent", .array(step.absent.sorted().map { .string($0) })), ("root", step.root.map { .string($0) }),
      ("answers_json", step.answersJSON ? .bool(true) : nil),
    ])
  }

  private static func type(_ type: ListedType) -> JSON {
    let templates = [type.id] + [type.arn, type.name].compactMap { $0 } + type.parents.map(\.id)
    return .record([
      ("type", .string(type.type)), ("within", .string(type.within)), ("tags", .string(type.tags)),
      ("created", .string(type.created)), ("paths", .array(templates.flatMap(paths))),
    ])
  }

  /// Each as its level above the entry, and the path there.
  private static func paths(_ template: Template) -> [JSON] {
    template.fields.compactMap { field in
      guard case .path(let path, let level) = field.place else { return nil }
      return .array([.integer(level), .string(path)])
    }
  }
}
