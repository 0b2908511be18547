/// The difference of one part of a value, ready to be printed.
struct DiffNode {
  enum Action {
    case none, create, update, delete

    /// What happens to a whole, given what happens to one more of its parts.
    func combined(with part: Action) -> Action {
      if part == .none { return self }
      return part == self ? self : .update
    }
  }

  indirect enum Content {
    case text(before: PlainValue?, after: PlainValue?)
    /// A number, a boolean or null.
    case scalar(before: PlainValue?, after: PlainValue?)
    /// With `showsContext`, unchanged neighbours of changed elements are shown.
    case list([DiffNode], showsContext: Bool)
    case set([DiffNode], isNested: Bool)
    case map([(key: String, node: DiffNode)], isNested: Bool)
    case object([(key: String, node: DiffNode)], isNested: Bool)
    case block(attributes: [(key: String, node: DiffNode)], groups: [BlockGroup])
    case sensitive(DiffNode, before: Bool, after: Bool)
    case sensitiveBlock(DiffNode, before: Bool, after: Bool)
    /// With what stood there before.
    case unknown(DiffNode?)
    case typeChange(DiffNode, DiffNode)
    case writeOnly
  }

  var content: Content
  var action: Action
  var forcesReplacement: Bool

  init(_ content: Content, _ action: Action, forcesReplacement: Bool = false) {
    self.content = content
    self.action = action
    self.forcesReplacement = forcesReplacement
  }
}

/// All nested blocks of one type.
struct BlockGroup {
  struct Member {
    /// Of a block with a label.
    var label: String?
    var node: DiffNode
  }

  var name: String
  var members: [Member]
  var isSet: Bool
  /// The group as a whole forces the replacement, or is sensitive.
  var forcesReplacement: Bool
  var wasSensitive: Bool
  var willBeSensitive: Bool
}
