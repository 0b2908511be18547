package import Model

package struct PatternError: Error, Sendable, Hashable {
  package var message: String
}

/// A text in which `*` stands for anything.
package struct Glob: Sendable, Hashable, CustomStringConvertible {
  package var text: String

  package init(_ text: String) { self.text = text }
  package var description: String { text }

  package func matches(_ candidate: String) -> Bool {
    let (pattern, candidate) = (Array(text.utf8), Array(candidate.utf8))
    let star = UInt8(ascii: "*")
    var (p, c) = (0, 0)
    // Where to go on when what follows the last star does not fit.
    var retry: (pattern: Int, candidate: Int)?
    while c < candidate.count {
      if p < pattern.count, pattern[p] == star {
        retry = (p + 1, c)
        p += 1
      } else if p < pattern.count, pattern[p] == candidate[c] {
        p += 1
        c += 1
      } else if let last = retry {
        retry = (last.pattern, last.candidate + 1)
        (p, c) = (last.pattern, last.candidate + 1)
      } else {
        return false
      }
    }
    return pattern[p...].allSatisfy { $0 == star }
  }
}

/// A step of an address or a path: a name, or what is in brackets.
enum PatternPart: Sendable, Hashable {
  case name(Glob)
  case key(Glob)

  static func parts(of text: String) throws(PatternError) -> [PatternPart] {
    var parts: [PatternPart] = []
    var rest = text[...]
    while !rest.isEmpty {
      if rest.first == "[" {
        parts.append(.key(try key(&rest)))
      } else {
        if !parts.isEmpty {
          guard rest.first == "." else { throw PatternError(message: "A dot is missing in \(quoted(text)).") }
          rest.removeFirst()
        }
        let name = rest.prefix { $0 != "." && $0 != "[" }
        guard !name.isEmpty, name.allSatisfy({ $0 == "*" || $0 == "-" || $0 == "_" || $0.isLetter || $0.isNumber })
        else {
          throw PatternError(message: "A name is missing in \(quoted(text)).")
        }
        parts.append(.name(Glob(String(name))))
        rest = rest[name.endIndex...]
      }
    }
    if parts.isEmpty { throw PatternError(message: "It is empty.") }
    return parts
  }

  private static func key(_ rest: inout Substring) throws(PatternError) -> Glob {
    rest.removeFirst()
    var text = ""
    if rest.first == "\"" {
      rest.removeFirst()
      while let next = rest.popFirst(), next != "\"" {
        if next == "\\", let escaped = rest.popFirst() { text.append(escaped) } else { text.append(next) }
      }
    } else {
      text = String(rest.prefix { $0 != "]" })
      rest = rest.dropFirst(text.count)
      guard text == "*" || (!text.isEmpty && text.allSatisfy(\.isNumber)) else {
        throw PatternError(message: "A key is a number, a text in quotes, or \"*\".")
      }
    }
    guard rest.popFirst() == "]" else { throw PatternError(message: "A closing bracket is missing.") }
    return Glob(text)
  }
}

/// Addresses with `*` for any name or key and `**` for any modules. Without a key all instances are meant, and by a module
/// all that is in it.
package struct AddressPattern: Sendable, Hashable, CustomStringConvertible {
  package let text: String
  private let parts: [PatternPart]

  package init(_ text: String) throws(PatternError) {
    self.text = text
    parts = try PatternPart.parts(of: text)
    guard case .name(let first) = parts[0] else { throw PatternError(message: "An address begins with a name.") }
    let names = parts.count { if case .name = $0 { true } else { false } }
    let isModule = first.text == "module" || first.text == "**"
    guard isModule || names >= 2 || first.text == "*" else {
      throw PatternError(message: "\(quoted(text)) names a type but no resource.")
    }
  }

  package var description: String { text }

  package func matches(_ address: ResourceInstanceAddress) -> Bool {
    var subject: [PatternPart] = []
    var modules = 0
    for step in address.module.steps {
      subject += [.name(Glob("module")), .name(Glob(step.name))]
      if let key = step.key { subject.append(.key(Glob(key.plainText))) }
      modules = subject.count
    }
    if address.resource.mode == .data { subject.append(.name(Glob("data"))) }
    subject += [.name(Glob(address.resource.type)), .name(Glob(address.resource.name))]
    if let key = address.key { subject.append(.key(Glob(key.plainText))) }
    if text == "*" { return true }
    return matches(parts[...], subject[...], modules: modules)
  }

  /// `modules` is how many of the subject's parts name modules.
  private func matches(_ pattern: ArraySlice<PatternPart>, _ subject: ArraySlice<PatternPart>, modules: Int) -> Bool {
    guard let first = pattern.first else {
      // All instances of a resource; all that is in a module.
      return subject.isEmpty || isKey(subject) || subject.startIndex <= modules && subject.startIndex > 0
    }
    if case .name(let glob) = first, glob.text == "**" {
      let rest = pattern.dropFirst()
      if rest.isEmpty { return true }
      return (subject.startIndex...max(subject.startIndex, modules)).contains { start in
        isStart(start, modules: modules) && matches(rest, subject[start...], modules: modules)
      }
    }
    guard let next = subject.first else { return false }
    switch (first, next) {
    case (.name(let glob), .name(let name)), (.key(let glob), .key(let name)):
      return glob.matches(name.text) && matches(pattern.dropFirst(), subject.dropFirst(), modules: modules)
    case (.name, .key):
      // The pattern leaves the key out.
      return matches(pattern, subject.dropFirst(), modules: modules)
    case (.key, .name): return false
    }
  }

  private func isKey(_ rest: ArraySlice<PatternPart>) -> Bool {
    if rest.count == 1, case .key? = rest.first { return true }
    return false
  }

  /// Places between whole modules are enough: elsewhere nothing could fit by mistake but a resource called `module`.
  private func isStart(_ index: Int, modules: Int) -> Bool { index <= modules }
}

/// A path to an attribute or below: `tags["Owner"]`, `ingress[*].cidr_blocks`, `root_block_device`. It covers all that is
/// below it.
package struct AttributePattern: Sendable, Hashable, CustomStringConvertible {
  package let text: String
  private let parts: [PatternPart]

  package init(_ text: String) throws(PatternError) {
    self.text = text
    parts = try PatternPart.parts(of: text)
  }

  package var description: String { text }

  package func matches(_ path: ValuePath) -> Bool {
    guard path.count >= parts.count else { return false }
    return zip(parts, path).allSatisfy { part, step in
      let glob: Glob =
        switch part {
        case .name(let glob), .key(let glob): glob
        }
      return switch step {
      case .attribute(let name): glob.matches(name)
      case .index(let key): glob.matches(key.stringValue ?? key.numberValue.map(\.description) ?? "")
      }
    }
  }
}

extension InstanceKey {
  fileprivate var plainText: String {
    switch self {
    case .index(let index): "\(index)"
    case .name(let name): name
    }
  }
}
