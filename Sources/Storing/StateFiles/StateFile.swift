import Model

/// Terraform's state file, version 4: `State` to bytes and back, byte for byte as Terraform 1.11 writes it.
package enum StateFile {
  package static let version = 4
  /// The release whose format this is: what states that are written here say they were written by.
  package static let terraformVersion = "1.11.4"
  /// A state beyond this is refused rather than read into memory.
  package static let maximumSize = 1 << 30

  /// What the state calls whose conditions were checked: as plans do, but for outputs.
  static func objectKind(_ kind: String) -> String { kind == "output_value" ? "output" : kind }
  static func kind(ofObject kind: String) -> String { kind == "output" ? "output_value" : kind }
}

/// What is wrong with a state file, as a diagnostic that changes nothing and says what to do.
func stateFormatDiagnostic(_ code: String, _ summary: String, _ detail: String) -> DiagnosticsError {
  DiagnosticsError(Diagnostic(code: "state.\(code)", summary: summary, detail: detail))
}
