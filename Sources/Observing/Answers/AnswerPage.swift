import Connecting
import Model

/// One page of an answer: its entries, and how to ask for the next.
struct AnswerPage: Sendable {
  var entries: [AnswerNode]
  /// Empty at the end.
  var next: [(String, String)]
}

/// An answer that is not what the service's description says.
struct UnreadableAnswer: Error, Sendable, Hashable {
  var reason: String
}

extension ListStep {
  /// What a success says. What cannot be understood is an error, never an empty list.
  func page(of body: [UInt8]) throws(UnreadableAnswer) -> AnswerPage {
    let root = try root(of: body)
    let entries = items.isEmpty ? [root] : root.all(items)
    if entries.isEmpty { try checkList(root) }
    return AnswerPage(entries: entries, next: next(root, entries))
  }

  private func root(of body: [UInt8]) throws(UnreadableAnswer) -> AnswerNode {
    switch service.speech {
    case .json, .restJSON: return try json(body)
    case .restXML where answersJSON: return try json(body)
    case .query, .ec2, .restXML: break
    }
    guard let element = XMLElement.read(body) else { throw UnreadableAnswer(reason: "the answer is no XML") }
    let expected = self.root?.split(separator: "|") ?? ["\(operation)Response"]
    guard expected.contains(element.name[...]) else {
      throw UnreadableAnswer(reason: "the answer is a \(Self.quoted(element.name)) instead of a \(expected[0])")
    }
    guard case .query = service.speech else { return .xml(element) }
    guard let result = element["\(operation)Result"] else {
      throw UnreadableAnswer(reason: "the answer has no \(operation)Result")
    }
    return .xml(result)
  }

  private func json(_ body: [UInt8]) throws(UnreadableAnswer) -> AnswerNode {
    guard let json = try? JSON.read(body), case .object = json else {
      throw UnreadableAnswer(reason: "the answer is no JSON object")
    }
    return .json(json)
  }

  /// A list with nothing in it may be left out of an answer, but not in favour of something else.
  private func checkList(_ root: AnswerNode) throws(UnreadableAnswer) {
    guard case .json(.object(let members)) = root, let name = items.split(separator: ".").first.map(String.init) else {
      return
    }
    let expected: Set<String>
    switch paging {
    case .tokens(let tokens): expected = Set(tokens.map { String($0.output.prefix { $0 != "." }) } + [name])
    default: expected = [name]
    }
    if members.isEmpty || members.contains(where: { expected.contains($0.name) }) { return }
    throw UnreadableAnswer(reason: "the answer has no \(name)")
  }

  private func next(_ root: AnswerNode, _ entries: [AnswerNode]) -> [(String, String)] {
    switch paging {
    case .none: return []
    case .tokens(let tokens):
      return tokens.compactMap { token in
        guard let text = root.first(token.output)?.text, !text.isEmpty else { return nil }
        return (token.input, text)
      }
    case .lastEntry(let input, let value, let more):
      guard root.first(more)?.text == "true", let entry = entries.last else { return [] }
      let context = TemplateContext(account: "", region: "", partition: "", entries: [entry])
      return value.filled(from: context).map { [(input, $0)] } ?? []
    }
  }

  private static func quoted(_ name: String) -> String { "\"\(name.prefix(60))\"" }
}
