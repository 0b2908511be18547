package import Model

/// The text in canonical style, the same as Terraform's; nil, with what is wrong, when it is not in the language.
package func formatted(_ text: [UInt8], name: String) -> (text: [UInt8]?, diagnostics: [Diagnostic]) {
  let diagnostics = parseFile(text, name: name).diagnostics
  if diagnostics.hasErrors { return (nil, diagnostics) }
  let tokens = Modernizing.modern(LayoutScanner.tokens(of: text))
  return (Layout.canonical(tokens).bytes, diagnostics)
}

/// The text with canonical blanks and all else as it is.
package func laidOut(_ text: [UInt8]) -> [UInt8] { Layout.canonical(LayoutScanner.tokens(of: text)).bytes }
