import CFYAML
import Glibc
package import Model

/// Reads the YAML of other programs' files of settings, by libfyaml. It is no part of the language, whose `yamldecode` is
/// stricter and tells where a mistake is.
package enum YAMLText {
  /// Nil when the text is no YAML that could as well be JSON.
  package static func json(_ bytes: [UInt8]) -> JSON? {
    let text = bytes.map { CChar(bitPattern: $0) }
    // Without a place to write to, nothing of the text gets out, for there may be secrets in it.
    var settings = fy_diag_cfg()
    fy_diag_cfg_default(&settings)
    settings.fp = nil
    guard let diagnostics = fy_diag_create(&settings) else { return nil }
    defer { fy_diag_destroy(diagnostics) }
    fy_diag_set_collect_errors(diagnostics, true)
    var configuration = fy_parse_cfg()
    configuration.flags = FYPCF_QUIET
    configuration.diag = diagnostics
    guard let document = fy_document_build_from_string(&configuration, text, text.count) else { return nil }
    defer { fy_document_destroy(document) }
    guard let output = fy_emit_document_to_string(document, FYECF_MODE_JSON_ONELINE) else { return nil }
    defer { free(output) }
    return try? JSON.read(String(cString: output))
  }
}
