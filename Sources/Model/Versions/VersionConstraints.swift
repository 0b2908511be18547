/// A comma-separated list of conditions on a version, all of which must hold: `~> 5.0, != 5.3.1`.
package struct VersionConstraints: Sendable, Hashable {
  package var terms: [VersionConstraint]

  /// None allows every release.
  package init(_ terms: [VersionConstraint] = []) { self.terms = terms }

  package init(_ text: String) throws(VersionError) {
    terms = []
    for part in text.split(separator: ",", omittingEmptySubsequences: false) {
      do {
        terms.append(try VersionConstraint(String(part)))
      } catch {
        throw VersionError(text: text, reason: error.reason)
      }
    }
  }

  package func and(_ others: VersionConstraints) -> VersionConstraints { VersionConstraints(terms + others.terms) }
}

/// One condition on a version: `>= 1.2`.
package struct VersionConstraint: Sendable, Hashable {
  package enum Comparison: String, Sendable, CaseIterable {
    // In the order of lock files, for constraints with the same version.
    case greater = ">"
    case greaterOrEqual = ">="
    case equal = "="
    /// At least this, and nothing changed but the last portion written.
    case pessimistic = "~>"
    case lessOrEqual = "<="
    case less = "<"
    case notEqual = "!="
  }

  package var comparison: Comparison
  package var version: Version

  package init(_ comparison: Comparison, _ version: Version) {
    self.comparison = comparison
    self.version = version
  }

  package init(_ text: String) throws(VersionError) {
    var reader = VersionReader(text)
    reader.skipSpaces()
    // The longer signs first, for one is the beginning of another.
    let sign = ["!=", ">=", "<=", "~>", "=", ">", "<"].first { reader.skip($0) }
    reader.skipSpaces()
    guard reader.rest != nil else { throw VersionError(text: text, reason: "a version is missing") }
    comparison = sign.flatMap(Comparison.init) ?? .equal
    version = try reader.version()
    reader.skipSpaces()
    if let rest = reader.rest { throw VersionError(text: text, reason: "\(quoted(rest)) is not expected there") }
  }
}

// MARK: - Which versions satisfy it

extension VersionConstraints {
  /// Whether a provider of this version may be chosen. Prereleases only by their exact number: who writes `>= 2.0.0`
  /// does not ask for `2.1.0-beta1`.
  package func allows(_ version: Version) -> Bool {
    let isExactlyWanted = terms.contains { $0.comparison == .equal && $0.version.hasSamePrecedence(as: version) }
    if version.isPrerelease && !isExactlyWanted { return false }
    return terms.allSatisfy { $0.holds(for: version) }
  }

  /// Whether a program of this version may run the configuration (`required_version`): a prerelease of it counts as
  /// the release, so that configuration can be tried with what is to come.
  package func allowsProgram(_ version: Version) -> Bool { terms.allSatisfy { $0.holds(forProgram: version.core) } }

  /// The newest version that is allowed.
  package func newest(among versions: some Sequence<Version>) -> Version? { versions.filter(allows).max() }
}

extension VersionConstraint {
  package func holds(for candidate: Version) -> Bool {
    switch comparison {
    case .equal:
      // Build metadata distinguishes packages only where it was asked for.
      candidate.hasSamePrecedence(as: version) && (version.metadata.isEmpty || version.metadata == candidate.metadata)
    case .notEqual: !candidate.hasSamePrecedence(as: version)
    case .greater: version.precedes(candidate)
    case .greaterOrEqual: !candidate.precedes(version)
    case .less: candidate.precedes(version)
    case .lessOrEqual: !version.precedes(candidate)
    case .pessimistic: !candidate.precedes(version) && agreesInFront(with: candidate)
    }
  }

  /// As Terraform judges itself, which differs in corners: build metadata never counts, `~> 1` has no upper end, and
  /// `~> 1.2.0.0` wants four portions.
  fileprivate func holds(forProgram candidate: Version) -> Bool {
    switch comparison {
    case .equal: candidate.hasSamePrecedence(as: version)
    case .pessimistic where version.writtenSegments == 1: !candidate.precedes(version)
    case .pessimistic where version.writtenSegments > candidate.segments.count: false
    default: holds(for: candidate)
    }
  }

  /// All portions but the last one written are the same; of a single one it is that one itself.
  private func agreesInFront(with candidate: Version) -> Bool {
    let fixed = max(version.writtenSegments - 1, 1)
    let portions = candidate.segments + Array(repeating: 0, count: max(0, fixed - candidate.segments.count))
    return portions.prefix(fixed) == version.segments.prefix(fixed)
  }
}

// MARK: - As lock files have it

extension VersionConstraints: CustomStringConvertible {
  /// Sorted by version, without repetition, every version in full: as lock files and messages show it.
  package var description: String {
    var texts: [String] = []
    for term in terms.sorted(by: VersionConstraint.comesFirst) where texts.last != term.description {
      texts.append(term.description)
    }
    return texts.joined(separator: ", ")
  }

  /// Why this cannot be a `required_version`, or nil.
  package var problemForPrograms: String? {
    for term in terms where term.version.isPrerelease {
      return "Prerelease version constraints are not supported: \(term). Remove the prerelease information from the"
        + " constraint. Prerelease versions of the program will match constraints using their version core only."
    }
    return nil
  }

  /// Why this cannot be a provider's constraint, which is stricter than that of the program, or nil.
  package var problemForProviders: String? {
    for term in terms where term.version.segments.count > 3 {
      return "version \(quoted(term.version.description)) has too many numbered portions; only three are allowed"
        + " (major, minor, patch)"
    }
    return nil
  }
}

extension VersionConstraint: CustomStringConvertible {
  package var description: String {
    switch comparison {
    case .equal: version.description
    case .pessimistic:
      // How many portions were written is its meaning, but never less than two.
      "~> " + version.segments.prefix(max(2, version.writtenSegments)).map { String($0) }.joined(separator: ".")
        + version.suffix
    default: "\(comparison.rawValue) \(version)"
    }
  }

  static func comesFirst(_ a: VersionConstraint, _ b: VersionConstraint) -> Bool {
    if a.version != b.version { return a.version < b.version }
    if a.comparison != b.comparison { return a.rank < b.rank }
    return a.version.writtenSegments > b.version.writtenSegments
  }

  private var rank: Int { Comparison.allCases.firstIndex(of: comparison) ?? 0 }
}
