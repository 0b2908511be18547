import Model

/// Functions over the text of paths.
let pathFunctions: [BuiltinFunction] = [
  BuiltinFunction("basename", "The last part of a path.", [.string("path")], returns: .string) {
    (call) throws(FunctionError) in .string(baseName(call.string(0)))
  },
  BuiltinFunction("dirname", "A path without its last part.", [.string("path")], returns: .string) {
    (call) throws(FunctionError) in .string(directoryName(call.string(0)))
  },
  BuiltinFunction("abspath", "A path from the root on.", [.string("path")], returns: .string) {
    (call) throws(FunctionError) in .string(call.context.absolutePath(call.string(0)))
  },
  BuiltinFunction(
    "pathexpand", "A path with `~` at its start replaced by the home directory.", [.string("path")], returns: .string
  ) {
    (call) throws(FunctionError) in .string(try call.context.expandHome(call.string(0)))
  },
]

extension FunctionContext {
  func absolutePath(_ path: String) -> String {
    path.hasPrefix("/") ? cleanPath(path) : joinPaths(workingDirectory, path)
  }

  func expandHome(_ path: String) throws(FunctionError) -> String {
    guard path.hasPrefix("~") else { return path }
    let rest = path.dropFirst()
    guard rest.isEmpty || rest.hasPrefix("/") else { throw FunctionError("cannot expand user-specific home dir") }
    guard let homeDirectory else { throw FunctionError("the home directory is not known") }
    return joinPaths(homeDirectory, String(rest))
  }
}
