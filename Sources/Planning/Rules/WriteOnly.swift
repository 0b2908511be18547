package import Model

extension SchemaBlock {
  /// The value without what is only ever sent to the provider: neither plan nor state may hold it.
  package func removingWriteOnly(_ value: Value) -> Value {
    guard hasWriteOnlyParts else { return value }
    return value.transformed { path, part in
      guard let attribute = attribute(at: path), attribute.isWriteOnly, !part.isNull else { return part }
      return .null(attribute.impliedType)
    }
  }

  /// Write-only attributes for which a provider has returned a value, which it never may.
  package func writeOnlyViolations(in value: Value) -> [ValuePath] {
    guard hasWriteOnlyParts else { return [] }
    var paths: [ValuePath] = []
    _ = value.transformed { path, part in
      if let attribute = attribute(at: path), attribute.isWriteOnly, !part.isNull { paths.append(path) }
      return part
    }
    return paths
  }

  private var hasWriteOnlyParts: Bool {
    attributes.contains(where: \.hasWriteOnlyParts) || blocks.contains { $0.block.hasWriteOnlyParts }
  }
}

extension SchemaAttribute {
  fileprivate var hasWriteOnlyParts: Bool {
    isWriteOnly || (nested?.attributes.contains(where: \.hasWriteOnlyParts) ?? false)
  }
}
