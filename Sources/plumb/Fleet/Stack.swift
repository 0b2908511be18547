import Configuring
import Glibc
import Model

/// One configuration of a fleet: a root module in its directory, with its own state, backend and workspace.
struct Stack: Sendable, Hashable {
  /// As it was named, for people.
  let name: String
  /// Absolute, links resolved: what makes two names one stack.
  let path: String
}

/// What was named for a fleet: the stacks, in their order, and what is none and was passed over.
struct StackSelection: Sendable {
  var stacks: [Stack] = []
  var skipped: [String] = []
  var diagnostics: [Diagnostic] = []

  /// `names` are directories or patterns, as a shell would expand them. `stacks/*` names files and folders of modules too:
  /// what is no directory or has no configuration in it is passed over, unless nothing else is named.
  init(_ names: [String]) {
    var seen: Set<String> = []
    for name in names {
      let expanded = Self.expand(name)
      guard !expanded.isEmpty else {
        diagnostics.append(
          Diagnostic(
            code: "fleet.no-match", summary: "No such directory",
            detail:
              "Nothing matches \(quoted(name)). Check the name, which is looked up from \(workingDirectoryPath())."))
        continue
      }
      for found in expanded {
        guard let path = Self.resolved(found) else {
          diagnostics.append(
            Diagnostic(
              code: "fleet.no-match", summary: "No such directory",
              detail: "There is no directory \(quoted(found)). It is looked up from \(workingDirectoryPath())."))
          continue
        }
        guard seen.insert(path).inserted else { continue }
        if Self.isStack(path) {
          stacks.append(Stack(name: Self.trimmed(found), path: path))
        } else {
          skipped.append(Self.trimmed(found))
        }
      }
    }
    if stacks.isEmpty, diagnostics.isEmpty {
      diagnostics.append(
        Diagnostic(
          code: "fleet.empty", summary: "No stacks",
          detail: skipped.isEmpty
            ? "Name the directories to plan, such as: plumb fleet plan stacks/*"
            : "None of what is named is a directory with configuration files (.tf, .tf.json): "
              + skipped.prefix(10).joined(separator: ", ") + (skipped.count > 10 ? ", ..." : "") + "."))
    }
  }

  private static func expand(_ name: String) -> [String] {
    guard name.contains(where: { "*?[".contains($0) }), kind(of: name) == nil else { return [name] }
    var result = glob_t()
    defer { globfree(&result) }
    guard glob(name, 0, nil, &result) == 0 else { return [] }
    return (0..<Int(result.gl_pathc)).compactMap { result.gl_pathv[$0].map { String(cString: $0) } }
  }

  private static func resolved(_ path: String) -> String? {
    guard let raw = realpath(path, nil) else { return nil }
    defer { free(raw) }
    return String(cString: raw)
  }

  private static func isStack(_ path: String) -> Bool {
    guard kind(of: path) == .directory, let names = try? DiskModuleSource().files(in: path) else { return false }
    return !ConfigurationFiles(among: names).isEmpty
  }

  private static func trimmed(_ name: String) -> String {
    var name = name[...]
    while name.count > 1, name.last == "/" { name = name.dropLast() }
    return String(name)
  }
}
