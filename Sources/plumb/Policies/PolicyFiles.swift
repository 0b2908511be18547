import Configuring
import Controls
import Functions
import Model
import Parsing
import Policies

/// All policies in a folder and those below it, or in one file.
func policyFiles(in root: String) throws(DiagnosticsError) -> (files: [PolicyFile], diagnostics: [Diagnostic]) {
  var files: [PolicyFile] = []
  var diagnostics: [Diagnostic] = []
  for path in try paths(in: root, suffix: ".policy.hcl") {
    guard let text = readFile(path) else { throw unreadable(path) }
    let (file, problems) = readPolicyFile(text, path: path)
    diagnostics += problems
    files.append(file)
  }
  if files.isEmpty {
    throw DiagnosticsError(
      Diagnostic(
        code: "policy.no-files", summary: "No policies",
        detail: "There is no file whose name ends in .policy.hcl in \(root)."))
  }
  return (files, diagnostics)
}

/// Files with this ending, at any depth, sorted; hidden folders are left alone.
func paths(in root: String, suffix: String) throws(DiagnosticsError) -> [String] {
  switch kind(of: root) {
  case .file: return [root]
  case .directory: break
  default:
    throw DiagnosticsError(
      Diagnostic(
        code: "policy.no-folder", summary: "No such file or directory", detail: "There is nothing at \(quoted(root))."))
  }
  var found: [String] = []
  // A folder that cannot be read may hold a policy that forbids something.
  func look(_ folder: String, depth: Int) throws(DiagnosticsError) {
    let names: [String]
    do throws(FunctionContext.FileError) { names = try entries(of: folder) } catch { throw unreadable(folder) }
    for name in names.sorted() where !name.hasPrefix(".") {
      let path = folder == "." ? name : "\(folder)/\(name)"
      if name.hasSuffix(suffix) {
        found.append(path)
      } else if depth > 0, case .directory = kind(of: path) {
        try look(path, depth: depth - 1)
      }
    }
  }
  try look(root.count > 1 && root.hasSuffix("/") ? String(root.dropLast()) : root, depth: 16)
  return found
}

func unreadable(_ path: String) -> DiagnosticsError {
  DiagnosticsError(
    Diagnostic(
      code: "policy.unreadable", summary: "File cannot be read",
      detail: "The file \(path) could not be read: \(lastSystemError())."))
}

/// What -input gives, as expressions: texts for inputs that are strings, and what is written for all others.
func inputs(
  _ invocation: Invocation, for files: [PolicyFile]
) -> (values: [String: Expression], diagnostics: [Diagnostic]) {
  var values: [String: Expression] = [:]
  var diagnostics: [Diagnostic] = []
  for given in invocation.flags.strings("input") {
    let parts = given.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
    guard parts.count == 2 else {
      diagnostics.append(
        Diagnostic(
          code: "policy.invalid-input", summary: "Invalid -input",
          detail: "The option \(quoted(given)) is not of the form 'NAME=VALUE'."))
      continue
    }
    let declared = files.compactMap { $0.inputs[parts[0]] }
    if declared.isEmpty {
      diagnostics.append(
        Diagnostic(
          .warning, code: "policy.unknown-input", summary: "Unknown input",
          detail: "No policy has an input named \(quoted(parts[0]))."))
    }
    let place = SourceRange(file: "<value for input.\(parts[0])>", start: .start, end: .start)
    if declared.contains(where: { $0.type == .string }) || declared.isEmpty {
      values[parts[0]] = Expression(.literal(.string(parts[1])), range: place)
      continue
    }
    let (expression, problems) = parseExpression(Array(parts[1].utf8), name: place.file)
    diagnostics += problems
    if let expression { values[parts[0]] = expression }
  }
  return (values, diagnostics)
}

/// The text of a control that is part of the program.
@Sendable func embeddedSource(_ path: String) -> [UInt8]? { EmbeddedControl.text(at: path) }
