package import Model
import Parsing

/// The provider versions that a configuration has chosen: the contents of `.terraform.lock.hcl`.
package struct DependencyLock: Sendable, Hashable {
  package static let fileName = ".terraform.lock.hcl"

  package struct Entry: Sendable, Hashable {
    package var version: Version
    package var constraints: VersionConstraints
    /// `h1:` and `zh:` digests, any of which proves a package; sorted.
    package var hashes: [String]

    package init(version: Version, constraints: VersionConstraints = VersionConstraints(), hashes: [String] = []) {
      self.version = version
      self.constraints = constraints
      self.hashes = Set(hashes).sorted()
    }
  }

  package var providers: [ProviderAddress: Entry]

  package init(providers: [ProviderAddress: Entry] = [:]) { self.providers = providers }
}

// MARK: - Text

extension DependencyLock {
  /// Byte for byte as Terraform writes it, so that the two leave no differences in version control.
  package var text: String {
    var text = """
      # This file is maintained automatically by "terraform init".
      # Manual edits may be lost in future updates.

      """
    for (provider, entry) in providers.sorted(by: { $0.key < $1.key }) {
      let constraints = entry.constraints.description
      text += "\nprovider \(quoted(provider.description)) {\n"
      text += "  version\(constraints.isEmpty ? "" : "    ") = \(quoted(entry.version.description))\n"
      if !constraints.isEmpty { text += "  constraints = \(quoted(constraints))\n" }
      if !entry.hashes.isEmpty {
        text += "  hashes = [\n" + entry.hashes.map { "    \(quoted($0)),\n" }.joined() + "  ]\n"
      }
      text += "}\n"
    }
    return text
  }

  package static func read(_ text: [UInt8], file: String = fileName) -> (
    lock: DependencyLock, diagnostics: [Diagnostic]
  ) {
    let (body, syntaxProblems) = parseFile(text, name: file)
    var lock = DependencyLock()
    var diagnostics = syntaxProblems
    if diagnostics.hasErrors { return (lock, diagnostics) }
    for attribute in body.attributes {
      diagnostics.append(invalid("Unsupported argument", "A lock file has only provider blocks.", attribute.nameRange))
    }
    for block in body.blocks {
      guard block.type == "provider" else {
        // "module" and others are kept for the future by Terraform: not understood, no error.
        diagnostics.append(
          Diagnostic(
            .warning, code: "lock.unknown-block", summary: "Dependency lock file has an unknown block",
            detail: "This version does not know \(quoted(block.type)) blocks in a lock file and will drop them when it"
              + " writes the file.", subject: block.headerRange))
        continue
      }
      let (entry, problems) = readEntry(block)
      diagnostics += problems
      guard block.labels.count == 1, block.labels[0].text.split(separator: "/").count == 3,
        let provider = ProviderAddress(source: block.labels[0].text)
      else {
        diagnostics.append(
          invalid(
            "Invalid provider source address",
            "A provider block in a lock file has one label, the full address of a provider:"
              + " \"registry.terraform.io/hashicorp/aws\".", block.headerRange))
        continue
      }
      if lock.providers[provider] != nil {
        diagnostics.append(
          invalid(
            "Duplicate provider lock", "The provider \(provider) is locked twice in this file.", block.headerRange))
      }
      if let entry { lock.providers[provider] = entry }
    }
    return (lock, diagnostics)
  }

  private static func readEntry(_ block: Block) -> (entry: Entry?, diagnostics: [Diagnostic]) {
    var diagnostics: [Diagnostic] = []
    for attribute in block.body.attributes where !["version", "constraints", "hashes"].contains(attribute.name) {
      diagnostics.append(
        invalid(
          "Unsupported argument", "An argument named \(quoted(attribute.name)) is not expected here.",
          attribute.nameRange))
    }
    func text(_ expression: Expression) -> String? {
      if case .literal(.string(let text)) = expression.kind { return text }
      return nil
    }
    var version: Version?
    if let attribute = block.body.attribute("version") {
      version = text(attribute.expression).flatMap { try? Version($0) }
      if version == nil {
        diagnostics.append(
          invalid(
            "Invalid provider version number", "The selected version must be a version number like \"5.100.0\".",
            attribute.expression.range))
      }
    } else {
      diagnostics.append(
        invalid(
          "Missing required argument", "The argument \"version\" is required, but no definition was found.",
          block.headerRange))
    }
    var constraints = VersionConstraints()
    if let attribute = block.body.attribute("constraints") {
      do {
        constraints = try VersionConstraints(text(attribute.expression) ?? "")
        if constraints.description != text(attribute.expression) {
          diagnostics.append(
            invalid(
              "Invalid provider version constraints",
              "The recorded version constraints must be written in normalized form: \(quoted(constraints.description)).",
              attribute.expression.range))
        }
      } catch {
        diagnostics.append(
          invalid(
            "Invalid provider version constraints", "The recorded version constraints are invalid: \(error.reason).",
            attribute.expression.range))
      }
    }
    var hashes: [String] = []
    if let attribute = block.body.attribute("hashes") {
      if case .tuple(let elements) = attribute.expression.kind, !elements.isEmpty {
        for element in elements {
          if let hash = text(element), let colon = hash.firstIndex(of: ":"), colon != hash.startIndex {
            hashes.append(hash)
          } else {
            diagnostics.append(
              invalid(
                "Invalid provider hash string", "A hash is a string like \"h1:...\" or \"zh:...\".", element.range))
          }
        }
      } else {
        diagnostics.append(
          invalid(
            "Invalid provider hash set",
            "The \"hashes\" argument must either be omitted or contain at least one hash value.",
            attribute.expression.range))
      }
    }
    return (version.map { Entry(version: $0, constraints: constraints, hashes: hashes) }, diagnostics)
  }

  private static func invalid(_ summary: String, _ detail: String, _ subject: SourceRange) -> Diagnostic {
    Diagnostic(code: "lock.invalid", summary: summary, detail: detail, subject: subject)
  }
}
