/// A call that lists, with all of its pages.
struct ListStep: Sendable, Hashable {
  /// How the next page is asked for.
  enum Paging: Sendable, Hashable {
    case none
    /// Parameters of the request, each with the path in the answer that it is taken from.
    case tokens([Token])
    /// The name of the last entry, as long as the answer says at this path that there are more.
    case lastEntry(String, value: Template, more: String)

    static func token(_ input: String, _ output: String) -> Paging { .tokens([Token(input: input, output: output)]) }
  }

  struct Token: Sendable, Hashable {
    var input: String
    var output: String
  }

  var service: ObservedService
  /// As AWS calls it: `DescribeVpcs`.
  var operation: String
  /// Parameters, for JSON `{"a":"{b}"}`, for forms `a={b}&c=d`; for REST the method, the path and, if any, the body.
  var request: String
  /// The path to the entries. Empty where the whole answer is one entry.
  var items: String
  var paging: Paging
  /// How many entries of the listing before go into one request.
  var batch = 1
  /// Where to ask, when that is not where the listing is run.
  var region: Template?
  /// Errors that mean: there is nothing.
  var absent: Set<String> = []
  /// The answer's own element, for XML without the operation's name in it; with a bar between several.
  var root: String?
  /// True where the answer is JSON although the service otherwise answers in XML.
  var answersJSON = false
}

extension ObservedService {
  /// A call of this service that lists.
  func list(
    _ operation: String, _ request: String = "", items: String, paging: ListStep.Paging? = nil, batch: Int = 1,
    region: Template? = nil, absent: Set<String> = [], root: String? = nil, answersJSON: Bool = false
  ) -> ListStep {
    ListStep(
      service: self, operation: operation, request: request, items: items, paging: paging ?? usualPaging, batch: batch,
      region: region, absent: absent, root: root, answersJSON: answersJSON)
  }
}
