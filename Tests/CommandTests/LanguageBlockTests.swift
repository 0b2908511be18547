import Foundation
import TestSupport
import Testing

/// OpenTofu's `language` block, after its documentation.
struct LanguageBlockTests {
  static let cases: [(file: String, text: String, found: [String])] = [
    ("main.tf", "language {\n  compatible_with {\n    opentofu = \">= 1.12\"\n    other = 1\n  }\n}\n", []),
    ("main.tf", "language {\n  edition = tofu2024\n  experiments = []\n}\nlanguage {}\n", []),
    ("main.tf.json", #"{"language": {"compatible_with": {"opentofu": "~> 1.12.0"}}}"#, []),
    (
      "main.tf", "language {\n  compatible_with {\n    opentofu = \">= 1.13\"\n  }\n}\n",
      ["error 3 Unsupported OpenTofu Core version"]
    ),
    (
      "main.tf.json", "{\"language\": {\"compatible_with\": {\n\"opentofu\": \">= 2\"}}}",
      ["error 2 Unsupported OpenTofu Core version"]
    ),
    (
      "main.tf", "language {\n  compatible_with {\n    opentofu = \"> 1.10\"\n  }\n}\n",
      ["warning 3 Ineffective version constraint"]
    ),
    (
      "main.tf", "language {\n  compatible_with {\n    opentofu = \"newest\"\n  }\n}\n",
      ["error 3 Invalid version constraint"]
    ),
    (
      "main.tf", "language {\n  compatible_with {\n    opentofu = \">= 1.12.0-beta1\"\n  }\n}\n",
      ["error 3 Invalid required_version constraint"]
    ),
    (
      "main.tf",
      "language {\n  compatible_with {\n    opentofu = \">= 1.12\"\n  }\n  compatible_with {\n    other = 1\n  }\n"
        + "  compatible_with {\n    opentofu = \">= 1.12\"\n  }\n}\n", ["error 8 Duplicate compatible_with block"]
    ),
    ("main.tf", "language {\n  edition = \"tofu2024\"\n}\n", ["error 2 Invalid language edition"]),
    ("main.tf", "language {\n  edition = tofu2030\n}\n", ["error 2 Unsupported language edition"]),
    (
      "main.tf", "language {\n  experiments = [later, 1]\n}\n",
      [
        "error 2 Unknown experiment keyword", "error 2 Invalid experiment keyword",
      ]
    ),
    ("main.tf", "language {\n  editon = tofu2024\n}\n", ["error 2 Unsupported argument"]),
    ("main.tf", "language \"tofu\" {\n}\n", ["error 1 Extraneous label for language"]),
    ("main_override.tf", "language {\n}\n", ["error 1 Language selections in override file"]),
    ("main.tofu", "terraform {\n  required_version = \">= 1.12\"\n}\n", []),
    (
      "main.tofu", "terraform {\n  required_version = \"< 1.12\"\n}\n", ["error 2 Unsupported OpenTofu Core version"]
    ),
    ("main.tf", "terraform {\n  required_version = \">= 1.12\"\n}\n", ["error 2 Unsupported Terraform Core version"]),
  ]

  @Test(arguments: cases)
  func `what a module says of the versions that it goes together with is checked`(
    _ item: (file: String, text: String, found: [String])
  ) throws {
    try withTemporaryFolder { folder in
      try write(["other.tf": "output \"o\" {\n  value = 1\n}\n", item.file: item.text], to: folder)
      let outcome = try PlumbBinary.run(["validate", "-json"], in: folder)
      let json = try JSONSerialization.jsonObject(with: Data(outcome.output.utf8)) as? [String: Any]
      let found = (json?["diagnostics"] as? [[String: Any]] ?? []).map { diagnostic in
        let range = (diagnostic["range"] as? [String: Any])?["start"] as? [String: Any]
        return "\(diagnostic["severity"] ?? "") \(range?["line"] ?? "") \(diagnostic["summary"] ?? "")"
      }
      #expect(found == item.found, "\(outcome.output)")
      #expect(outcome.status == (item.found.contains { $0.hasPrefix("error") } ? 1 : 0))
    }
  }
}
