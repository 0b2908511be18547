import Model

private let path = FunctionParameter("path", .string, allowsMarked: true)

let fileFunctions: [BuiltinFunction] = [
  BuiltinFunction("file", "The text of a file, which must be UTF-8.", [path], returns: .string) {
    (call) throws(FunctionError) in
    let bytes = try call.context.contents(of: call.string(0), shown: call.shown(0), argument: 0)
    return Value.string(try text(bytes, shown: call.shown(0)).normalizedNFC).marked(with: call[0].marks)
  },
  BuiltinFunction("filebase64", "The contents of a file in Base64.", [path], returns: .string) {
    (call) throws(FunctionError) in
    let bytes = try call.context.contents(of: call.string(0), shown: call.shown(0), argument: 0)
    return Value.string(encodeBase64(bytes)).marked(with: call[0].marks)
  },
  BuiltinFunction("fileexists", "Tells whether there is a file at a path.", [path], returns: .bool) {
    (call) throws(FunctionError) in
    let full = call.context.absolutePath(try call.context.expandHome(call.string(0)))
    let kind: FunctionContext.FileKind?
    do throws(FunctionContext.FileError) {
      kind = try call.context.fileKind(full)
    } catch {
      throw FunctionError("failed to stat \(call.shown(0))")
    }
    switch kind {
    case .regular: return Value.true.marked(with: call[0].marks)
    case nil: return Value.false.marked(with: call[0].marks)
    case .directory: throw FunctionError("\(call.shown(0)) is a directory, not a file")
    case .other(let name): throw FunctionError("\(call.shown(0)) is a \(name), not a regular file")
    }
  },
  BuiltinFunction(
    "fileset", "The paths of the files below a directory that match a pattern with `*`, `**`, `?`, `[…]` and `{…}`.",
    [path, FunctionParameter("pattern", .string, allowsMarked: true)], returns: .set(.string)
  ) { (call) throws(FunctionError) in
    let directory = call.context.absolutePath(call.string(0))
    let marks = call[0].marks.union(call[1].marks)
    var found: [String] = []
    // What cannot be looked at is left to the search.
    var kind: FunctionContext.FileKind? = .directory
    do throws(FunctionContext.FileError) { kind = try call.context.fileKind(directory) } catch {}
    guard let kind else { return Value.set(.string, []).marked(with: marks) }
    if case .regular = kind, call.string(1).isEmpty {
      return Value.set(.string, [.string(".")]).marked(with: marks)
    }
    do throws(GlobError) {
      found = try Glob(call.context).files(matching: call.string(1), in: directory)
    } catch {
      throw FunctionError("failed to glob pattern \(call.shown(1)): \(error.reason)")
    }
    return Value.set(.string, unsorted: found.map { .string($0.normalizedNFC) }).marked(with: marks)
  },
]

let templateFunctions: [BuiltinFunction] = [
  BuiltinFunction(
    "templatefile", "The text of a file, rendered as a template with variables.",
    [path, FunctionParameter("vars", .dynamic)], isNotNull: false,
    typing: { (call) throws(FunctionError) in
      call[0].isKnown && call[1].isKnown ? try renderFile(call).type : .dynamic
    },
    body: { (call) throws(FunctionError) in try renderFile(call).marked(with: call[0].marks) }
  ),
  BuiltinFunction(
    "templatestring", "A text, rendered as a template with variables.",
    [.string("template"), FunctionParameter("vars", .dynamic, allowsDynamic: true)], returns: .string
  ) { (call) throws(FunctionError) in
    try checkVariables(call[1])
    let result = try call.context.evaluateTemplate(call.string(0), "<templatestring argument>", call[1])
    do throws(ConversionError) {
      return try result.converted(to: .string)
    } catch {
      throw FunctionError("invalid template result: \(error.message)", argument: 0)
    }
  },
]

private func renderFile(_ call: FunctionCall) throws(FunctionError) -> Value {
  let bytes = try call.context.contents(of: call.string(0), shown: call.shown(0), argument: 0)
  let template = try text(bytes, shown: call.shown(0)).normalizedNFC
  try checkVariables(call[1])
  return try call.context.evaluateTemplate(template, call.string(0), call[1])
}

private func checkVariables(_ variables: Value) throws(FunctionError) {
  switch variables.type {
  case .map, .object: break
  default: throw FunctionError("invalid vars value: must be a map", argument: 1)
  }
}

private func text(_ bytes: [UInt8], shown: String) throws(FunctionError) -> String {
  guard let text = String(validating: bytes, as: UTF8.self) else {
    throw FunctionError(
      "contents of \(shown) are not valid UTF-8; use the filebase64 function to obtain the Base64 encoded contents or the other file functions (e.g. filemd5, filesha256) to obtain file hashing results instead"
    )
  }
  return text
}

extension FunctionContext {
  /// The bytes of a file. The `shown` path stands in messages; without an argument they are those of the hash
  /// functions.
  func contents(of path: String, shown: String, argument: Int?) throws(FunctionError) -> [UInt8] {
    let full = absolutePath(try expandHome(path))
    do throws(FileError) {
      return try readFile(full)
    } catch {
      switch (error, argument) {
      case (.notFound, nil): throw FunctionError("open \(path): no such file or directory")
      case (.notFound, _):
        throw FunctionError(
          "no file exists at \(shown); this function works only with files that are distributed as part of the configuration source code, so if this file will be created by a resource in this configuration you must instead obtain this result from an attribute of that resource",
          argument: argument)
      case (.failed(let reason), nil): throw FunctionError("read \(path): \(reason)")
      case (.failed(let reason), _):
        throw FunctionError("failed to read file: read \(path): \(reason)", argument: argument)
      }
    }
  }
}
