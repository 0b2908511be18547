package import Model
package import Policies

/// A control that is part of the program, as its file in the folder `Controls` has it.
package struct EmbeddedControl: Sendable {
  /// As seen from the root of the project.
  package let path: String
  /// What its policies are about: `resource aws_s3_bucket`.
  package let targets: [String]
  let text: String

  /// Those with a policy about one of these types of resources, read.
  package static func files(about types: Set<String>) -> (files: [PolicyFile], diagnostics: [Diagnostic]) {
    files { control in
      control.targets.contains { target in
        let type = target.drop { $0 != " " }.dropFirst()
        return types.contains(String(type)) || type.contains("*") || !target.hasPrefix("resource ")
      }
    }
  }

  package static func files() -> (files: [PolicyFile], diagnostics: [Diagnostic]) { files { _ in true } }

  private static func files(
    _ isWanted: (EmbeddedControl) -> Bool
  ) -> (files: [PolicyFile], diagnostics: [Diagnostic]) {
    var files: [PolicyFile] = []
    var diagnostics: [Diagnostic] = []
    for control in all where isWanted(control) {
      let (file, problems) = readPolicyFile(Array(control.text.utf8), path: control.path)
      files.append(file)
      diagnostics += problems
    }
    return (files, diagnostics)
  }

  package static func text(at path: String) -> [UInt8]? { all.first { $0.path == path }.map { Array($0.text.utf8) } }
}
