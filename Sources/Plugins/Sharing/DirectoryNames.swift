import Glibc
import Model

/// What stands in the directory of a configuration, to tell whether a request is about files: a provider that works
/// elsewhere would look for a relative path in the wrong place.
struct DirectoryNames: Sendable {
  /// Absolute; nil where the configuration has no directory of its own.
  let path: String?
  private let names: Set<String>

  /// Providers whose whole business is with files and programs of the directory that they work in.
  static let providersOfFiles: Set<String> = [
    "hashicorp/archive", "hashicorp/external", "hashicorp/local", "hashicorp/template",
  ]

  /// Longer texts are documents, not paths.
  private static let maximumPath = 1024

  init(of path: String?) {
    self.path = path
    var names: Set<String> = []
    if let path, let handle = opendir(path) {
      defer { closedir(handle) }
      while let entry = readdir(handle) {
        names.insert(
          withUnsafePointer(to: &entry.pointee.d_name) {
            $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
          })
      }
    }
    self.names = names
  }

  /// For tests of the rule alone.
  init(path: String?, names: Set<String>) {
    self.path = path
    self.names = names
  }

  /// Whether any text in the value may be a path in or near the directory.
  func areNamed(in value: Value) -> Bool {
    switch value {
    case .null, .unknown, .bool, .number: false
    case .string(let text): areNamed(by: text)
    case .list(_, let elements), .set(_, let elements), .tuple(let elements): elements.contains(where: areNamed(in:))
    case .map(_, let elements), .object(let elements): elements.values.contains(where: areNamed(in:))
    case .marked(let value, _): areNamed(in: value)
    }
  }

  /// A relative path that leads out of the directory, or to something that is there.
  func areNamed(by text: String) -> Bool {
    var text = text[...]
    for scheme in ["file://", "fileb://"] where text.hasPrefix(scheme) { text = text.dropFirst(scheme.count) }
    guard path != nil, text.utf8.count <= Self.maximumPath, let first = text.utf8.first, first != UInt8(ascii: "/")
    else { return false }
    let head = text.prefix { $0 != "/" }
    return head == "." || head == ".." || names.contains(String(head))
  }

  /// Variables that lead to files by relative paths, such as `AWS_CONFIG_FILE=./config`.
  func areNamed(inEnvironment environment: [String: String]) -> Bool {
    environment.contains { name, value in
      (name.hasSuffix("FILE") || name.hasSuffix("PATH") || name.hasSuffix("BUNDLE") || name.hasSuffix("DIR"))
        && name != "PATH" && !name.hasPrefix("TF_") && areNamed(by: value)
    }
  }
}
