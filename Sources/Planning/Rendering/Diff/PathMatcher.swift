import Model

/// Paths as they lead on from some part of a value: empty ones end here.
struct PathMatcher {
  private enum Step {
    case key(String)
    case index(Int)
    /// Of a set: by the element itself, which matches no index.
    case element
  }

  private var paths: [ArraySlice<Step>]
  /// Whether whatever lies below the end of a path matches too.
  private let coversDescendants: Bool

  init(_ paths: [ValuePath], coversDescendants: Bool = false) {
    self.paths = paths.map { path in
      path.map { step in
        switch step {
        case .attribute(let name): .key(name)
        case .index(.string(let key)): .key(key)
        case .index(.number(let number)): number.int.map(Step.index) ?? .element
        case .index: .element
        }
      }[...]
    }
    self.coversDescendants = coversDescendants
  }

  static let none = PathMatcher([])

  /// A path ends exactly here.
  var matches: Bool { paths.contains { $0.isEmpty } }
  /// A path ends here or below.
  var matchesPart: Bool { !paths.isEmpty }

  func child(_ key: String) -> PathMatcher {
    narrowed { step in
      if case .key(key) = step { return true }
      return false
    }
  }

  func child(_ index: Int) -> PathMatcher {
    narrowed { step in
      switch step {
      case .index(index): true
      case .key(let key): Int(key) == index
      default: false
      }
    }
  }

  private func narrowed(_ isNext: (Step) -> Bool) -> PathMatcher {
    var copy = self
    copy.paths = paths.compactMap { path in
      guard let first = path.first else { return coversDescendants ? path : nil }
      return isNext(first) ? path.dropFirst() : nil
    }
    return copy
  }
}

private func ~= (pattern: String, value: String) -> Bool { pattern == value }
