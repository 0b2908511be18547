import Functions
import Glibc
import Model
import Parsing

extension Command {
  static let format = Command(
    "fmt", group: .other, summary: "Rewrite configuration in the canonical style",
    usage: "[options] [TARGET...]",
    help: """
      Brings configuration (.tf, .tofu), files of variables (.tfvars) and tests (.tftest.hcl, .tofutest.hcl, .tfmock.hcl) and queries (.tfquery.hcl) into \
      the canonical style, byte for byte that of terraform fmt. JSON files are left as they are.

      Each target is a file or a folder; without any it is the working directory. A single dash reads standard input and writes \
      the result to standard output. What is changed is listed.

      Exit codes: 0 for done, 2 when a file could not be read or is not in the language, and with -check 3 when something is \
      not in canonical style.
      """,
    flags: [
      .bool("list", shown: "false", "Do not list the files that differ. Never done for standard input."),
      .bool("write", shown: "false", "Do not write the files. Neither done for standard input nor with -check."),
      .bool("diff", "Show the differences."),
      .bool("check", "Write nothing; exit with 3 when something is not in canonical style."),
      .bool("recursive", "Also go into the folders inside of the targets."),
    ], arguments: .files, run: runFormat)
}

private func runFormat(_ invocation: Invocation) async throws -> ExitCode {
  let isStandardInput = invocation.arguments.first == "-"
  let flags = invocation.flags
  let isCheck = flags.bool("check")
  var formatter = Formatter(
    invocation: invocation, lists: flags.bool("list", default: true) && !isStandardInput,
    writes: flags.bool("write", default: true) && !isStandardInput && !isCheck, diffs: flags.bool("diff"),
    isCheck: isCheck, isRecursive: flags.bool("recursive"))
  if isStandardInput {
    formatter.format(readAll(STDIN_FILENO), shownAs: "<stdin>", path: nil)
  } else {
    let targets = invocation.arguments.isEmpty ? ["."] : invocation.arguments
    for target in targets where !formatter.format(target: target) { break }
  }
  formatter.report()
  if formatter.hasErrors { return .unusable }
  return isCheck && formatter.changed > 0 ? .unformatted : .success
}

/// Goes through files, and says what it did.
private struct Formatter {
  let invocation: Invocation
  let lists: Bool
  let writes: Bool
  let diffs: Bool
  let isCheck: Bool
  let isRecursive: Bool
  private(set) var changed = 0
  private var diagnostics: [Diagnostic] = []
  /// By the names that diagnostics use, for their snippets.
  private var texts: [String: [UInt8]] = [:]

  static let suffixes = [".tf", ".tofu", ".tfvars", ".tftest.hcl", ".tofutest.hcl", ".tfmock.hcl", ".tfquery.hcl"]

  init(
    invocation: Invocation, lists: Bool, writes: Bool, diffs: Bool, isCheck: Bool, isRecursive: Bool
  ) {
    self.invocation = invocation
    self.lists = lists
    self.writes = writes
    self.diffs = diffs
    self.isCheck = isCheck
    self.isRecursive = isRecursive
  }

  var hasErrors: Bool { diagnostics.hasErrors }

  func report() {
    let texts = texts
    invocation.report(diagnostics) { texts[$0] ?? sourceFile($0) }
  }

  private mutating func fail(_ summary: String, _ detail: String) {
    diagnostics.append(Diagnostic(code: "format.file", summary: summary, detail: detail))
  }

  /// False when the targets after it shall be left alone.
  mutating func format(target: String) -> Bool {
    let path = shownPath(target)
    switch kind(of: target) {
    case nil:
      fail(
        "No file or directory at \(path)", "Targets of fmt are files and folders, relative to the working directory.")
      return false
    case .directory?: format(directory: path)
    default:
      if Self.suffixes.contains(where: path.hasSuffix) {
        format(readFile(path), shownAs: path, path: path)
      } else {
        fail(
          "Only .tf, .tfvars, and .tftest.hcl files can be processed with plumb fmt",
          "The file \(path) has another extension. Also known are .tofu, .tofutest.hcl, .tfmock.hcl and .tfquery.hcl.")
      }
    }
    return true
  }

  private mutating func format(directory: String) {
    guard let names = entries(of: directory) else {
      fail("Cannot read directory \(directory)", "Its entries could not be listed: \(lastSystemError()).")
      return
    }
    for name in names where !Self.isIgnored(name) {
      let path = directory == "." ? name : directory + (directory.hasSuffix("/") ? "" : "/") + name
      if isFolder(path) {
        if isRecursive { format(directory: path) }
      } else if Self.suffixes.contains(where: name.hasSuffix) {
        format(readFile(path), shownAs: path, path: path)
      }
    }
  }

  /// Hidden files and those that editors leave behind.
  private static func isIgnored(_ name: String) -> Bool {
    name.hasPrefix(".") || name.hasSuffix("~") || (name.hasPrefix("#") && name.hasSuffix("#"))
  }

  /// Formats one text; `path` is nil for what came from standard input.
  mutating func format(_ text: [UInt8]?, shownAs name: String, path: String?) {
    guard let text else {
      fail("Failed to read file \(name)", "Its contents could not be read: \(lastSystemError()).")
      return
    }
    let result = formatted(text, name: name)
    diagnostics += result.diagnostics
    texts[name] = result.diagnostics.isEmpty ? nil : text
    guard let new = result.text else { return }
    if new != text { take(new, insteadOf: text, name: name, path: path) }
    // What is shown ends its last line, as Terraform's does.
    if !lists, !writes, !diffs, !isCheck {
      invocation.terminal.write(new.last == UInt8(ascii: "\n") ? new : new + [UInt8(ascii: "\n")])
    }
  }

  private mutating func take(_ new: [UInt8], insteadOf old: [UInt8], name: String, path: String?) {
    changed += 1
    if lists { invocation.terminal.writeLine(name) }
    if writes, let path, !writeFile(new, to: path, mode: 0o644) {
      fail("Failed to write \(name)", "The file in canonical style could not be written: \(lastSystemError()).")
    }
    guard diffs else { return }
    if let difference = unifiedDifference(old, new, name: name) {
      invocation.terminal.write(difference)
    } else {
      fail(
        "Failed to generate diff for \(name)",
        "Differences are made by the program diff, which could not be run. Debian has it in the package diffutils.")
    }
  }
}

/// The names in a folder, sorted; nil when it cannot be read.
private func entries(of directory: String) -> [String]? {
  guard let handle = opendir(directory) else { return nil }
  defer { closedir(handle) }
  var names: [String] = []
  while let entry = readdir(handle) {
    names.append(
      withUnsafePointer(to: &entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      })
  }
  return names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
}

/// Whether this is a folder, rather than a link to one.
private func isFolder(_ path: String) -> Bool {
  var status = stat()
  return lstat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
}

/// The shortest way to a path from the working directory, as files are listed.
private func shownPath(_ path: String) -> String {
  let here = workingDirectoryPath().split(separator: "/")
  let there = cleanPath(path.hasPrefix("/") ? path : workingDirectoryPath() + "/" + path).split(separator: "/")
  let common = zip(here, there).prefix { $0 == $1 }.count
  let steps = Array(repeating: "..", count: here.count - common) + there[common...].map(String.init)
  return steps.isEmpty ? "." : steps.joined(separator: "/")
}
