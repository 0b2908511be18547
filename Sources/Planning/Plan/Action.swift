/// What a plan does with one object.
package enum Action: Hashable, Sendable {
  package enum ReplaceOrder: String, Hashable, Sendable {
    case deleteThenCreate
    case createThenDelete
    /// OpenTofu's: the object that there is stays, and nobody looks after it any more.
    case forgetThenCreate
  }

  case noOp
  case create
  /// Of a data resource during apply.
  case read
  case update
  case replace(ReplaceOrder)
  case delete
  /// Out of the state, while the object stays.
  case forget

  /// As the JSON of a plan lists it.
  package var names: [String] {
    switch self {
    case .noOp: ["no-op"]
    case .create: ["create"]
    case .read: ["read"]
    case .update: ["update"]
    case .replace(.deleteThenCreate): ["delete", "create"]
    case .replace(.createThenDelete): ["create", "delete"]
    case .replace(.forgetThenCreate): ["forget", "create"]
    case .delete: ["delete"]
    case .forget: ["forget"]
    }
  }

  package var isReplace: Bool {
    if case .replace = self { return true }
    return false
  }
}

/// Why the action is what it is, where that is not plain from the change itself. Raw values are those of the plan's JSON.
package enum ActionReason: String, Hashable, Sendable {
  case replaceBecauseCannotUpdate = "replace_because_cannot_update"
  case replaceBecauseTainted = "replace_because_tainted"
  case replaceByRequest = "replace_by_request"
  case replaceByTriggers = "replace_by_triggers"
  case deleteBecauseNoResourceConfig = "delete_because_no_resource_config"
  case deleteBecauseWrongRepetition = "delete_because_wrong_repetition"
  /// OpenTofu's.
  case deleteBecauseEnabledFalse = "delete_because_enabled_false"
  case deleteBecauseCountIndex = "delete_because_count_index"
  case deleteBecauseEachKey = "delete_because_each_key"
  case deleteBecauseNoModule = "delete_because_no_module"
  case deleteBecauseNoMoveTarget = "delete_because_no_move_target"
  case readBecauseConfigUnknown = "read_because_config_unknown"
  case readBecauseDependencyPending = "read_because_dependency_pending"
  case readBecauseCheckNested = "read_because_check_nested"
}
