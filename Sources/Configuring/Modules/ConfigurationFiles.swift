/// The files of a folder that make up its module: those that declare, and those that override what others declare.
package struct ConfigurationFiles: Sendable, Hashable {
  package var primary: [String] = []
  package var overrides: [String] = []
  /// What `plumb query` reads besides.
  package var queries: [String] = []

  package var isEmpty: Bool { primary.isEmpty && overrides.isEmpty }

  package init(among names: [String]) {
    let all = Set(names)
    for name in names.sorted() where !name.isIgnoredFile {
      if name.hasSuffix(".tfquery.hcl") {
        queries.append(name)
        continue
      }
      guard let (stem, ending) = name.configurationEnding else { continue }
      // OpenTofu's file of the same name is there instead of this one.
      if ending.hasPrefix(".tf"), all.contains(stem + ending.replacingTF) { continue }
      if stem == "override" || stem.hasSuffix("_override") {
        overrides.append(name)
      } else {
        primary.append(name)
      }
    }
  }
}

extension String {
  fileprivate var configurationEnding: (stem: String, ending: String)? {
    for ending in [".tf", ".tofu", ".tf.json", ".tofu.json"] where hasSuffix(ending) {
      return (String(dropLast(ending.count)), ending)
    }
    return nil
  }

  /// `.tf` and `.tf.json` as OpenTofu calls them when they are for it alone.
  fileprivate var replacingTF: String { ".tofu" + dropFirst(3) }

  /// Editors' leftovers and hidden files.
  fileprivate var isIgnoredFile: Bool {
    hasPrefix(".") || hasSuffix("~") || (hasPrefix("#") && hasSuffix("#"))
  }
}

extension String {
  /// Whether it names a file that only OpenTofu reads.
  var isOpenTofuFile: Bool { hasSuffix(".tofu") || hasSuffix(".tofu.json") }
}
