extension Command {
  /// Every command there is, the main ones in the order in which they are used.
  static let all: [Command] = [
    initialize, plan, apply, destroy, validate, refresh,
    version, providers, providersSchema, completion,
  ]
}
