import Glibc

/// The Python that serves providers written for the tests; it needs the package `tf`.
package enum TestPython {
  package static let variable = "PLUMB_TEST_PYTHON"
  package static let missing: String =
    "no Python with the package tf was found; make one in .venv of the repository, or set \(variable)"

  /// The repository's folder.
  package static let repository: String = {
    // Sources/TestSupport/TestPython.swift
    #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast(3).joined(separator: "/")
  }()

  package static let executable: String? = {
    let candidates = [ProviderMirror.environment(variable), "\(repository)/.venv/bin/python"]
    return candidates.compactMap { $0 }.first { access($0, X_OK) == 0 && hasFramework($0) }
  }()

  private static func hasFramework(_ python: String) -> Bool {
    let bin = python.split(separator: "/", omittingEmptySubsequences: false).dropLast()
    let library = (bin.dropLast() + ["lib"]).joined(separator: "/")
    return ProviderMirror.entries(of: library).contains { access("\(library)/\($0)/site-packages/tf", X_OK) == 0 }
  }
}
