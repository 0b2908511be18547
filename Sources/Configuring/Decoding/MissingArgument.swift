package import Model

/// Of an argument that cannot be left out, with what to write.
package func missingArgument(
  _ name: String, in place: SourceRange, example: String = "...", because reason: String = ""
) -> Diagnostic {
  Diagnostic(
    code: "config.missing-argument", summary: "Missing required argument",
    detail: "The argument \(quotedText(name)) is required, but no definition was found."
      + "\(reason.isEmpty ? "" : " " + reason) Add it to this block:\n    \(name) = \(example)", subject: place)
}

extension ValueType {
  /// The shape of an expression of this type, for examples.
  var placeholder: String {
    switch self {
    case .string: "\"...\""
    case .bool: "true"
    case .list, .set, .tuple: "[...]"
    case .map, .object: "{ ... }"
    case .number, .dynamic: "..."
    }
  }
}
