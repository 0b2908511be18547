import Model

/// The comment above a change: what happens to which object, and why.
struct ChangeHeading {
  enum Cause {
    case proposed, drift
  }

  var change: ResourceChange
  var cause: Cause
  var product: String

  private var shownAddress: String {
    change.address.description + (change.deposedKey.map { " (deposed object \($0))" } ?? "")
  }

  private var movedFrom: String? {
    guard let previous = change.previousAddress, previous != change.address else { return nil }
    return previous.description
  }

  /// In colours as one line after another; the last one ends with a line feed.
  func pieces() -> [Palette.Piece] {
    var pieces = statement()
    pieces.append("\n")
    if let movedFrom, change.action != .noOp { pieces += ["  # ", .reset, "(moved from \(movedFrom))\n"] }
    if let id = change.importedID, change.action != .noOp {
      pieces += ["  # ", .reset, "(imported from \(quoted(id)))\n"]
      if change.action.isReplace {
        pieces += ["  # ", .reset, .yellow, "Warning: this will destroy the imported resource", .reset, "\n"]
      }
    }
    return pieces
  }

  private func statement() -> [Palette.Piece] {
    let subject: [Palette.Piece] = [.bold, "  # \(shownAddress)", .reset]
    switch change.action {
    case .create: return subject + [" will be created"]
    case .read: return subject + [" will be read during apply", "\(readReason)"]
    case .update: return subject + [cause == .drift ? " has changed" : " will be updated in-place"]
    case .replace(.forgetThenCreate):
      return subject + replacement() + [
        ", but the present object ", .bold, .red, "will not be destroyed", .reset,
        "\n  # (destroy = false is set in the configuration)",
      ]
    case .replace: return subject + replacement()
    case .delete:
      if cause == .drift { return subject + [" has been deleted", "\(deletionReason)"] }
      return subject + [" will be ", .bold, .red, "destroyed", .reset, "\(deletionReason)"]
    case .forget:
      if change.deposedKey != nil {
        return [
          .bold, " # \(shownAddress)", .reset, " will be removed from \(product) state, but ", .bold, .red,
          "will not be destroyed", .reset,
          "\n # (left over from a partially-failed replacement of this instance)",
          "\n # (destroy = false is set in the configuration)",
        ]
      }
      return [
        .bold, " # \(shownAddress)", .reset, " will no longer be managed by \(product), but ", .bold, .red,
        "will not be destroyed", .reset, "\n # (destroy = false is set in the configuration)",
      ]
    case .noOp where change.importedID != nil:
      let isGenerated = change.generatedConfiguration != nil
      return subject + [" will be imported"] + (isGenerated ? ["\n  # ", .reset, "(config will be generated)"] : [])
    case .noOp:
      guard let movedFrom else { return subject + [" is unchanged"] }
      return [.bold, "  # \(movedFrom)", .reset, " has moved to ", .bold, "\(shownAddress)", .reset]
    }
  }

  private func replacement() -> [Palette.Piece] {
    let replaced: [Palette.Piece] = [.bold, .red, "replaced", .reset]
    switch change.reason {
    case .replaceBecauseTainted: return [" is tainted, so must be "] + replaced
    case .replaceByRequest: return [" will be "] + replaced + [", as requested"]
    case .replaceByTriggers: return [" will be "] + replaced + [" due to changes in replace_triggered_by"]
    default: return [" must be "] + replaced
    }
  }

  private var readReason: String {
    switch change.reason {
    case .readBecauseConfigUnknown: "\n  # (config refers to values not yet known)"
    case .readBecauseDependencyPending: "\n  # (depends on a resource or a module with changes pending)"
    case .readBecauseCheckNested: "\n  # (config will be reloaded to verify a check block)"
    default: ""
    }
  }

  private var deletionReason: String {
    let because: String?
    switch change.reason {
    case .deleteBecauseNoResourceConfig:
      because = "\(change.address.resource.type).\(change.address.resource.name) is not in configuration"
    case .deleteBecauseNoMoveTarget:
      because = "\(movedFrom ?? shownAddress) was moved to \(change.address), which is not in configuration"
    case .deleteBecauseNoModule: because = "\(change.address.module) is not in configuration"
    case .deleteBecauseEnabledFalse: because = "enabled is false"
    case .deleteBecauseWrongRepetition:
      switch change.address.key {
      case nil: because = "resource uses count or for_each"
      case .index: because = "resource does not use count"
      case .name: because = "resource does not use for_each"
      }
    case .deleteBecauseCountIndex: because = "index \(change.address.key?.description ?? "") is out of range for count"
    case .deleteBecauseEachKey: because = "key \(change.address.key?.description ?? "") is not in for_each map"
    default: because = nil
    }
    return (because.map { "\n  # (because \($0))" } ?? "") + leftOver
  }

  private var leftOver: String {
    change.deposedKey == nil ? "" : "\n  # (left over from a partially-failed replacement of this instance)"
  }
}

extension Action {
  /// The sign before a resource, right-aligned in three columns.
  func symbol(_ palette: Palette) -> String {
    switch self {
    case .create: palette("  ", .green, "+", .reset)
    case .delete: palette("  ", .red, "-", .reset)
    case .update: palette("  ", .yellow, "~", .reset)
    case .replace(.deleteThenCreate): palette(.red, "-", .reset, "/", .green, "+", .reset)
    case .replace(.createThenDelete): palette(.green, "+", .reset, "/", .red, "-", .reset)
    case .replace(.forgetThenCreate): palette(.red, ".", .reset, "/", .green, "+", .reset)
    case .read: palette(" ", .cyan, "<=", .reset)
    case .forget: palette(" ", .red, ".", .reset)
    case .noOp: "   "
    }
  }

  /// Its line in the legend.
  func legend(_ palette: Palette) -> String? {
    switch self {
    case .create: palette("  ", .green, "+", .reset, " create")
    case .update: palette("  ", .yellow, "~", .reset, " update in-place")
    case .delete: palette("  ", .red, "-", .reset, " destroy")
    case .replace(.deleteThenCreate):
      palette(.red, "-", .reset, "/", .green, "+", .reset, " destroy and then create replacement")
    case .replace(.createThenDelete):
      palette(.green, "+", .reset, "/", .red, "-", .reset, " create replacement and then destroy")
    case .replace(.forgetThenCreate):
      palette(.red, ".", .reset, "/", .green, "+", .reset, " forget and then create replacement")
    case .read: palette(" ", .cyan, "<=", .reset, " read (data resources)")
    case .forget, .noOp: nil
    }
  }
}
