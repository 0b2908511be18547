import Model
import Providers

extension QueryEvent {
  /// The lines for people: nothing until a list is complete, so that its columns can be even.
  package var text: String? {
    guard case .completed(let address, let all, let reachedLimit) = self else { return nil }
    if all.isEmpty { return "\(address)   (nothing found)\n" }
    let rows = all.map { ($0.identityText, $0.displayName) }
    let width = rows.map(\.0.count).max() ?? 0
    var text = ""
    for (identity, name) in rows {
      let padding = name.isEmpty ? "" : String(repeating: " ", count: width - identity.count + 3)
      text += "\(address)   \(identity)\(padding)\(name.printable)\n"
    }
    if reachedLimit {
      text += "\(address)   (stopped at the limit of \(all.count); there may be more)\n"
    }
    return text
  }

  /// The line that tells machines what `text` tells people, and more.
  package var message: StreamMessage {
    switch self {
    case .started(let address, let configuration):
      StreamMessage(
        message: "\(address): Listing...", type: "list_start",
        payload: ["list_start": .record(address.listMembers + [("input_config", configuration.jsonWithoutSecrets)])])
    case .found(let found):
      StreamMessage(
        message: "\(found.list): Found \(found.identityText)", type: "list_resource_found",
        payload: ["list_resource_found": found.json])
    case .completed(let address, let all, _):
      StreamMessage(
        message: "\(address): Listing complete, \(all.count) found", type: "list_complete",
        payload: ["list_complete": .record(address.listMembers + [("total", .integer(all.count))])])
    }
  }
}

extension ResourceInstanceAddress {
  fileprivate var listMembers: [(String, JSON?)] {
    [("address", .string(description)), ("resource_type", .string(resource.type))]
  }
}

extension FoundObject {
  /// `account=1,name=a`.
  fileprivate var identityText: String {
    guard let json = try? JSON.read(identity.attributes), let parts = Value(inferring: json).keyedValues else {
      return ""
    }
    return parts.pairs.filter { !$1.isNull }.map { name, part in
      "\(name)=\(part.stringValue?.printable ?? String(decoding: part.json.written(), as: UTF8.self))"
    }.joined(separator: ",")
  }

  fileprivate var json: JSON {
    .record([
      ("address", .string(list.description)),
      ("display_name", .string(displayName)),
      ("identity", (try? JSON.read(identity.attributes)) ?? .null),
      ("identity_version", .integer(identity.schemaVersion)),
      ("resource_type", .string(list.resource.type)),
      ("resource_object", object?.jsonWithoutSecrets),
      ("config", generated?.resource.map(JSON.string)),
      ("import_config", generated.map { .string($0.block) }),
    ])
  }
}

extension Value {
  /// With null for whatever is sensitive or ephemeral.
  fileprivate var jsonWithoutSecrets: JSON {
    switch self {
    case .marked(let value, let marks):
      marks.isDisjoint(with: [.sensitive, .ephemeral]) ? value.jsonWithoutSecrets : .null
    case .list(_, let elements), .set(_, let elements), .tuple(let elements):
      .array(elements.map(\.jsonWithoutSecrets))
    case .map(_, let elements), .object(let elements): .record(elements.pairs.map { ($0, $1.jsonWithoutSecrets) })
    default: json
    }
  }
}

extension String {
  /// What others call things is on one line, and steers no terminal.
  fileprivate var printable: String {
    String(String.UnicodeScalarView(unicodeScalars.map { $0.properties.generalCategory == .control ? " " : $0 }))
  }
}
