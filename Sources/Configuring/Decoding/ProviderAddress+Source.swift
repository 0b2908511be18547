package import Model

extension ProviderAddress {
  /// Reads `aws`, `hashicorp/aws` or `registry.terraform.io/hashicorp/aws`.
  package init(source: String, range: SourceRange? = nil) throws(DiagnosticsError) {
    let parts = source.split(separator: "/", omittingEmptySubsequences: false).map { $0.lowercased() }
    let allowed = parts.allSatisfy { part in
      !part.isEmpty
        && part.unicodeScalars.allSatisfy { $0.properties.isXIDContinue || "-.:".unicodeScalars.contains($0) }
    }
    switch (parts.count, allowed) {
    case (1, true): self = .implied(by: parts[0])
    case (2, true): self.init(namespace: parts[0], type: parts[1])
    case (3, true): self.init(host: parts[0], namespace: parts[1], type: parts[2])
    default:
      throw DiagnosticsError(
        Diagnostic(
          code: "config.invalid-provider-source", summary: "Invalid provider source string",
          detail:
            "The \"source\" attribute must be in the format \"[hostname/][namespace/]name\", not \(quoted(source)).",
          subject: range))
    }
  }
}
