/// Why a pattern or a directory cannot be used.
struct GlobError: Error {
  var reason: String
}

/// Finds files by patterns: `*` and `?` within a name, `[a-z]`, `{one,other}`, and `**` for any number of directories.
struct Glob {
  /// A tree deeper than this is a loop of symbolic links.
  private static let maximumDepth = 100
  private static let maximumFiles = 1_000_000

  private let context: FunctionContext

  init(_ context: FunctionContext) { self.context = context }

  /// Paths relative to the directory, in no order. A directory that does not exist has no files.
  func files(matching pattern: String, in directory: String) throws(GlobError) -> [String] {
    let isAbove = pattern.hasPrefix("../") || pattern.hasPrefix("/")
    let clean = isAbove ? pattern : cleanPath(pattern)
    let parts = clean.split(separator: "/").map { Array($0) }
    for part in parts { try NamePattern.validate(part) }
    var found: Set<String> = []
    try walk(directory, relative: "", parts[...], depth: 0, into: &found)
    return Array(found)
  }

  private func walk(
    _ directory: String, relative: String, _ parts: ArraySlice<[Character]>, depth: Int, into found: inout Set<String>
  ) throws(GlobError) {
    guard depth <= Self.maximumDepth, found.count < Self.maximumFiles, let part = parts.first else { return }
    let rest = parts.dropFirst()
    func path(_ name: String) -> String { relative.isEmpty ? name : relative + "/" + name }
    if part == ["*", "*"] {
      try walk(directory, relative: relative, rest.isEmpty ? [["*"]] : rest, depth: depth, into: &found)
      for name in try names(in: directory) where try kind(directory + "/" + name) == .directory {
        try walk(directory + "/" + name, relative: path(name), parts, depth: depth + 1, into: &found)
      }
      return
    }
    if part == [".", "."] {
      return try walk(directory + "/..", relative: path(".."), rest, depth: depth + 1, into: &found)
    }
    for name in try names(in: directory) where NamePattern.matches(part, name) {
      let full = directory + "/" + name
      switch try kind(full) {
      case .regular where rest.isEmpty: found.insert(path(name))
      case .directory where !rest.isEmpty:
        try walk(full, relative: path(name), rest, depth: depth + 1, into: &found)
      default: continue
      }
    }
  }

  private func names(in directory: String) throws(GlobError) -> [String] {
    do throws(FunctionContext.FileError) {
      return try context.listDirectory(directory).sorted()
    } catch {
      switch error {
      case .notFound: return []
      case .failed(let reason): throw GlobError(reason: reason)
      }
    }
  }

  private func kind(_ path: String) throws(GlobError) -> FunctionContext.FileKind? {
    // What cannot be looked at is not a file that could be used.
    (try? context.fileKind(path)) ?? nil
  }
}

/// A pattern for one name.
enum NamePattern {
  static func validate(_ pattern: [Character]) throws(GlobError) {
    var index = 0
    var braces = 0
    while index < pattern.count {
      switch pattern[index] {
      case "\\":
        index += 1
        if index == pattern.count { throw GlobError(reason: "syntax error in pattern") }
      case "[":
        guard let end = classEnd(pattern, from: index) else { throw GlobError(reason: "syntax error in pattern") }
        index = end
      case "{": braces += 1
      case "}": braces = max(0, braces - 1)
      default: break
      }
      index += 1
    }
    if braces > 0 { throw GlobError(reason: "syntax error in pattern") }
  }

  static func matches(_ pattern: [Character], _ name: String) -> Bool {
    alternatives(pattern).contains { matches($0[...], Array(name)[...]) }
  }

  /// The pattern once for each way through its braces.
  private static func alternatives(_ pattern: [Character]) -> [[Character]] {
    guard let open = pattern.firstIndex(of: "{"), let close = closingBrace(pattern, from: open) else {
      return [pattern]
    }
    var choices: [[Character]] = [[]]
    var depth = 0
    for character in pattern[(open + 1)..<close] {
      if character == ",", depth == 0 {
        choices.append([])
        continue
      }
      if character == "{" { depth += 1 }
      if character == "}" { depth -= 1 }
      choices[choices.count - 1].append(character)
    }
    return choices.flatMap { alternatives(pattern[..<open] + $0 + pattern[(close + 1)...]) }
  }

  private static func closingBrace(_ pattern: [Character], from open: Int) -> Int? {
    var depth = 0
    for index in open..<pattern.count {
      if pattern[index] == "{" { depth += 1 }
      if pattern[index] == "}" { depth -= 1 }
      if depth == 0 { return index }
    }
    return nil
  }

  private static func classEnd(_ pattern: [Character], from open: Int) -> Int? {
    var index = open + 1
    if index < pattern.count, pattern[index] == "^" || pattern[index] == "!" { index += 1 }
    // A bracket that comes first stands for itself.
    if index < pattern.count, pattern[index] == "]" { return nil }
    while index < pattern.count {
      if pattern[index] == "\\" { index += 1 }
      if index < pattern.count, pattern[index] == "]" { return index }
      index += 1
    }
    return nil
  }

  /// A star is tried again one character further on after each mismatch, so that no pattern takes exponential time.
  private static func matches(_ pattern: ArraySlice<Character>, _ name: ArraySlice<Character>) -> Bool {
    var (p, n) = (pattern.startIndex, name.startIndex)
    var retry: (pattern: Int, name: Int)?
    while n < name.endIndex {
      if p < pattern.endIndex, pattern[p] == "*" {
        retry = (p + 1, n)
        p += 1
        continue
      }
      if let next = step(pattern, p, name[n]) {
        p = next
        n += 1
        continue
      }
      guard let last = retry else { return false }
      retry = (last.pattern, last.name + 1)
      (p, n) = (last.pattern, last.name + 1)
    }
    return pattern[p...].allSatisfy { $0 == "*" }
  }

  /// The place after what matches one character; nil when it does not match.
  private static func step(_ pattern: ArraySlice<Character>, _ index: Int, _ character: Character) -> Int? {
    guard index < pattern.endIndex else { return nil }
    switch pattern[index] {
    case "?": return index + 1
    case "\\": return index + 1 < pattern.endIndex && pattern[index + 1] == character ? index + 2 : nil
    case "[":
      guard let end = classEnd(Array(pattern), from: index - pattern.startIndex) else { return nil }
      return inClass(pattern[(index + 1)..<(pattern.startIndex + end)], character) ? pattern.startIndex + end + 1 : nil
    default: return pattern[index] == character ? index + 1 : nil
    }
  }

  private static func inClass(_ contents: ArraySlice<Character>, _ character: Character) -> Bool {
    var rest = contents
    let isNegated = rest.first == "^" || rest.first == "!"
    if isNegated { rest = rest.dropFirst() }
    var isFound = false
    while var low = rest.popFirst() {
      if low == "\\" { low = rest.popFirst() ?? low }
      var high = low
      if rest.first == "-", rest.count > 1 {
        rest = rest.dropFirst()
        high = rest.popFirst() ?? low
      }
      if low <= character, character <= high { isFound = true }
    }
    return isFound != isNegated
  }
}
