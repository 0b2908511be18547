import Connecting
import Model

/// A part of an answer, whether that is JSON or XML: lists are seen through, so that a path leads to all their entries.
enum AnswerNode: Sendable, Hashable {
  case json(JSON)
  case xml(XMLElement)

  /// All that has this name directly below.
  func children(_ name: Substring) -> [AnswerNode] {
    switch self {
    case .json(let json): json[String(name)].map(Self.entries) ?? []
    case .xml(let element): element.children.lazy.filter { $0.name == name }.map { .xml($0) }
    }
  }

  /// What a path of names with dots between them leads to; a dot alone, or nothing, is the node itself.
  func all(_ path: String) -> [AnswerNode] {
    if path.isEmpty || path == "." { return isNull ? [] : Self.seenThrough(self) }
    var nodes = Self.seenThrough(self)
    for name in path.split(separator: ".") { nodes = nodes.flatMap { $0.children(name) } }
    return nodes
  }

  func first(_ path: String) -> AnswerNode? { all(path).first }

  /// Nil for what has parts of its own, and for nothing.
  var text: String? {
    switch self {
    case .json(.string(let text)): text
    case .json(.number(let text)): text
    case .json(.bool(let bool)): bool ? "true" : "false"
    case .json: nil
    case .xml(let element): element.children.isEmpty ? element.text.withoutBlanksAround : nil
    }
  }

  /// Name and text of each member that is a text: a map of JSON.
  var texts: [(name: String, text: String)] {
    switch self {
    case .json(.object(let members)):
      members.compactMap { member in AnswerNode.json(member.value).text.map { (member.name, $0) } }
    case .json: []
    case .xml(let element):
      element.children.compactMap { child in AnswerNode.xml(child).text.map { (child.name, $0) } }
    }
  }

  private var isNull: Bool { self == .json(.null) }

  private static func seenThrough(_ node: AnswerNode) -> [AnswerNode] {
    if case .json(let json) = node { return entries(json) }
    return [node]
  }

  /// Only a list's own entries: no service that we read has lists in lists.
  private static func entries(_ json: JSON) -> [AnswerNode] {
    switch json {
    case .null: []
    case .array(let entries): entries.filter { !$0.isNull }.map { .json($0) }
    default: [.json(json)]
    }
  }
}

extension String {
  /// Blanks in XML are layout.
  fileprivate var withoutBlanksAround: String {
    guard first?.isWhitespace == true || last?.isWhitespace == true else { return self }
    let head = drop { $0.isWhitespace }
    return String(head.reversed().drop { $0.isWhitespace }.reversed())
  }
}
