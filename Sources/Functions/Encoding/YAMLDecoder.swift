import CFYAML
import Model

/// Nesting deeper than this would exhaust the stack before it means anything.
private let maximumYAMLDepth = 500
/// Aliases let a short text stand for a huge value; no more parts than this are made of it.
private let maximumYAMLNodes = 1_000_000
private let tagPrefix = "tag:yaml.org,2002:"

func decodeYAML(_ text: String) throws(FunctionError) -> Value {
  guard let events = YAMLEvents(text) else { throw FunctionError("the YAML parser could not be started") }
  var decoder = YAMLDecoder(events: events)
  return try decoder.document()
}

/// The parser's events, one after the other. Owns the parser and the text.
private final class YAMLEvents {
  struct Event {
    var type: fy_event_type
    var text = ""
    var isPlain = false
    var anchor: String?
    var tag: String?
    var line = 0
    var column = 0

    var place: String { "on line \(line), column \(column): " }
  }

  private let parser: OpaquePointer
  private let diagnostics: OpaquePointer
  private let bytes: UnsafeMutableBufferPointer<CChar>
  /// Of the collections around the next event: whether each is in brackets.
  private var brackets: [Bool] = []

  init?(_ text: String) {
    var settings = fy_diag_cfg()
    fy_diag_cfg_default(&settings)
    settings.fp = nil
    guard let diagnostics = fy_diag_create(&settings) else { return nil }
    fy_diag_set_collect_errors(diagnostics, true)
    var configuration = fy_parse_cfg()
    configuration.flags = FYPCF_QUIET
    configuration.diag = diagnostics
    guard let parser = fy_parser_create(&configuration) else {
      fy_diag_destroy(diagnostics)
      return nil
    }
    let content = text.utf8.map { CChar(bitPattern: $0) }
    bytes = .allocate(capacity: content.count + 1)
    _ = bytes.initialize(from: content + [0])
    self.parser = parser
    self.diagnostics = diagnostics
    guard fy_parser_set_string(parser, bytes.baseAddress, content.count) == 0 else { return nil }
  }

  deinit {
    fy_parser_destroy(parser)
    fy_diag_destroy(diagnostics)
    bytes.deallocate()
  }

  func next() throws(FunctionError) -> Event {
    guard let raw = fy_parser_parse(parser) else { throw failure() }
    defer { fy_parser_event_free(parser, raw) }
    var event = Event(type: raw.pointee.type)
    if let token = fy_event_get_token(raw) {
      event.text = Self.text(token)
      let style = fy_token_scalar_style(token)
      if event.type == FYET_SCALAR { event.isPlain = style == FYSS_PLAIN }
      if let mark = fy_token_start_mark(token) {
        event.line = Int(mark.pointee.line) + 1
        event.column = Int(mark.pointee.column) + 1
        try refuseTab(before: Int(mark.pointee.input_pos), event)
        if event.type == FYET_SCALAR, style == FYSS_LITERAL || style == FYSS_FOLDED {
          try refuseTab(inIndentationAt: Int(mark.pointee.input_pos))
        }
      }
    } else if event.type == FYET_SCALAR {
      event.isPlain = true
    }
    switch event.type {
    case FYET_SEQUENCE_START, FYET_MAPPING_START:
      brackets.append(brackets.last == true || ["[", "{"].contains(event.text.first))
    case FYET_SEQUENCE_END, FYET_MAPPING_END: _ = brackets.popLast()
    default: break
    }
    if let token = fy_event_get_anchor_token(raw) { event.anchor = Self.text(token) }
    if let token = fy_event_get_tag_token(raw) { event.tag = Self.tag(token) }
    return event
  }

  /// Terraform's parser takes no tab where a line's structure begins; YAML 1.2 does, where nothing depends on it.
  private func refuseTab(before position: Int, _ event: Event) throws(FunctionError) {
    guard brackets.last != true, [FYET_SCALAR, FYET_SEQUENCE_START, FYET_MAPPING_START].contains(event.type),
      position <= bytes.count
    else { return }
    let (tab, space, newLine) = (CChar(9), CChar(32), CChar(10))
    var start = position
    var hasTab = false
    while start > 0, bytes[start - 1] == tab || bytes[start - 1] == space {
      start -= 1
      hasTab = hasTab || bytes[start] == tab
    }
    guard hasTab else { return }
    let marker = CChar(UInt8(ascii: "-"))
    let isAfterMarker = start > 0 && bytes[start - 1] == marker && !(start >= 3 && bytes[start - 3] == marker)
    guard start == 0 || bytes[start - 1] == newLine || isAfterMarker else { return }
    let place = event.line == 1 ? "" : "on line \(event.line), column 1: "
    throw FunctionError(place + "found character that cannot start any token")
  }

  /// Nor does it take a tab behind the spaces that tell how far a block of text is indented.
  private func refuseTab(inIndentationAt position: Int) throws(FunctionError) {
    let text = UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(bytes).dropLast())
    guard let white = blockIndentation(in: text, around: position), text[white].contains(UInt8(ascii: "\t")) else {
      return
    }
    let line = text[..<white.lowerBound].count { $0 == UInt8(ascii: "\n") } + 1
    throw FunctionError(
      "on line \(line), column 1: found a tab character where an indentation space is expected")
  }

  private static func text(_ token: OpaquePointer) -> String {
    var length = 0
    guard let start = fy_token_get_text(token, &length) else { return "" }
    return start.withMemoryRebound(to: UInt8.self, capacity: length) {
      String(decoding: UnsafeBufferPointer(start: $0, count: length), as: UTF8.self)
    }
  }

  private static func tag(_ token: OpaquePointer) -> String {
    let handle = fy_tag_token_handle0(token).map { String(cString: $0) } ?? ""
    let suffix = fy_tag_token_suffix0(token).map { String(cString: $0) } ?? ""
    return handle == "!!" ? tagPrefix + suffix : handle + suffix
  }

  private func failure() -> FunctionError {
    var previous: UnsafeMutableRawPointer?
    guard let error = fy_diag_errors_iterate(diagnostics, &previous) else { return FunctionError("invalid YAML") }
    let message = error.pointee.msg.map { String(cString: $0) } ?? "invalid YAML"
    return FunctionError("on line \(max(1, error.pointee.line)), column \(max(1, error.pointee.column)): \(message)")
  }
}

private struct YAMLDecoder {
  let events: YAMLEvents
  private var anchors: [String: Value] = [:]
  private var openAnchors: Set<String> = []
  private var nodes = 0

  init(events: YAMLEvents) { self.events = events }

  mutating func document() throws(FunctionError) -> Value {
    var event = try events.next()
    while event.type == FYET_STREAM_START { event = try events.next() }
    guard event.type == FYET_DOCUMENT_START else {
      throw FunctionError("on line 1, column 1: missing start of document")
    }
    let value = try node(try events.next(), depth: 0)
    var end = try events.next()
    while end.type == FYET_DOCUMENT_END { end = try events.next() }
    if end.type == FYET_DOCUMENT_START {
      throw FunctionError("on line 1, column 1: unexpected extra content after value")
    }
    return value
  }

  private mutating func node(_ event: YAMLEvents.Event, depth: Int) throws(FunctionError) -> Value {
    guard depth < maximumYAMLDepth else { throw FunctionError(event.place + "the document is nested too deeply") }
    try count(1, event)
    if event.type == FYET_ALIAS { return try alias(event) }
    if let anchor = event.anchor { openAnchors.insert(anchor) }
    let value: Value
    switch event.type {
    case FYET_SCALAR: value = try YAMLScalar(event.text, isPlain: event.isPlain, tag: event.tag).value()
    case FYET_SEQUENCE_START: value = try sequence(event, depth: depth)
    case FYET_MAPPING_START: value = try mapping(event, depth: depth)
    default: throw FunctionError(event.place + "missing a value")
    }
    if let anchor = event.anchor {
      openAnchors.remove(anchor)
      anchors[anchor] = value
    }
    return value
  }

  private mutating func count(_ added: Int, _ event: YAMLEvents.Event) throws(FunctionError) {
    nodes += added
    guard nodes <= maximumYAMLNodes else { throw FunctionError(event.place + "the document has too many parts") }
  }

  private mutating func alias(_ event: YAMLEvents.Event) throws(FunctionError) -> Value {
    if openAnchors.contains(event.text) {
      throw FunctionError(
        event.place + "cannot refer to anchor \(quotedText(event.text)) from inside its own definition")
    }
    guard let value = anchors[event.text] else {
      throw FunctionError("reference to undefined anchor \(quotedText(event.text))")
    }
    try count(size(value), event)
    return value
  }

  private func size(_ value: Value) -> Int {
    (value.elements ?? value.keyedValues?.values ?? []).reduce(1) { $0 + size($1) }
  }

  private mutating func sequence(_ event: YAMLEvents.Event, depth: Int) throws(FunctionError) -> Value {
    try check(event, is: "seq", "sequence")
    var elements: [Value] = []
    while true {
      let next = try events.next()
      if next.type == FYET_SEQUENCE_END { return .tuple(elements) }
      elements.append(try node(next, depth: depth + 1))
    }
  }

  private mutating func mapping(_ event: YAMLEvents.Event, depth: Int) throws(FunctionError) -> Value {
    try check(event, is: "map", "mapping")
    var contents: [String: Value] = [:]
    while true {
      let next = try events.next()
      if next.type == FYET_MAPPING_END { return .object(KeyedValues(contents)) }
      if next.type == FYET_SCALAR, next.isPlain, next.text == "<<", next.tag == nil {
        let merged = try node(try events.next(), depth: depth + 1)
        guard let pairs = merged.keyedValues?.pairs else {
          throw FunctionError("cannot merge \(merged.type.friendlyName) into mapping")
        }
        for (key, value) in pairs { contents[key] = value }
        continue
      }
      let key = try key(next, depth: depth)
      contents[key] = try node(try events.next(), depth: depth + 1)
    }
  }

  private mutating func key(_ event: YAMLEvents.Event, depth: Int) throws(FunctionError) -> String {
    let key = try node(event, depth: depth + 1)
    if key.isNull { throw FunctionError(event.place + "mapping key cannot be null") }
    guard let string = try? key.converted(to: .string).stringValue else {
      throw FunctionError("only strings are allowed as mapping keys")
    }
    return string
  }

  private func check(
    _ event: YAMLEvents.Event, is kind: String, _ name: String
  ) throws(FunctionError) {
    guard let tag = event.tag, tag != tagPrefix + kind, tag != "!" else { return }
    throw FunctionError("can't interpret \(name) as \(tag)")
  }
}
