import Model

extension ResourceInstanceAddress {
  /// What a data resource may be called in a `remote_state_data_source` block, the most exact name first: `name`, `name[0]`,
  /// and for one in a module `module.a["x"].name`, with or without the word, as OpenTofu has it.
  var remoteStateNames: [String] {
    let steps = module.steps
    func text(_ step: ModuleAddress.Step, _ word: Bool, _ keyed: Bool) -> String {
      (word ? "module." : "") + step.name + (keyed ? step.key?.description ?? "" : "")
    }
    var names: [String] = []
    for keyed in [true, false] {
      let own = resource.name + (keyed ? key?.description ?? "" : "")
      // All words, all but the first, none.
      let words: [(Int) -> Bool] = [{ _ in true }, { $0 > 0 }, { _ in false }]
      for word in words {
        let name = (steps.enumerated().map { text($1, word($0), keyed) } + [own]).joined(separator: ".")
        if !names.contains(name) { names.append(name) }
      }
    }
    return names
  }
}
