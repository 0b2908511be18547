extension Command {
  /// Every command there is, the main ones in the order in which they are used.
  static let all: [Command] = [
    initialize, validate, plan, apply, destroy, refresh,
    console,
    forceUnlock,
    format,
    graph,
    output,
    providers,
    providersSchema,
    show,
    stateList,
    stateMove,
    statePull,
    statePush,
    stateRemove,
    stateShow,
    test,
    version,
    workspaceDelete,
    workspaceList,
    workspaceNew,
    workspaceSelect,
    workspaceShow,
    completion,
  ]
}
