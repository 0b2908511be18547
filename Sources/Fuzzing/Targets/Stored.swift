import Model
import Planning
import Storing
import TestSupport

extension FuzzTarget {
  /// What lies in files and stores between two runs.
  static let stored: [FuzzTarget] = [
    FuzzTarget(
      "json", words: ["{", "}", "[", "]", "\"", ",", ":", "\\u", "\\ud83d", "1e", "-", "null", "\u{0}"],
      seeds: documents
    ) {
      bytes in
      let json = try JSON.read(bytes)
      try require(try JSON.read(json.written()) == json, "what is written is read as the same")
    },
    FuzzTarget(
      "state",
      words: [
        "\"instances\"", "\"index_key\"", "\"dependencies\"", "\"sensitive_attributes\"", "\"deposed\"", "\"mode\"",
        "{", "[",
      ],
      seeds: (0..<8).map { StateFile.encode(randomState(seed: $0)) }
    ) { bytes in
      // Attributes are kept as the text that they are, of which two may say the same: the first writing makes them one.
      let once = StateFile.encode(try StateFile.decode(bytes))
      try require(StateFile.encode(try StateFile.decode(once)) == once, "what is written is read as the same")
    },
    // Files of plans have a checksum, which no mutation survives: what is inside is what is mutated.
    FuzzTarget(
      "plan",
      seeds: [samplePlan().map { PlanFile.contents(SavedPlan(plan: $0, productVersion: "1", files: [:])) } ?? []]
    ) { bytes in
      let saved = try PlanFile.decode(contents: bytes, path: "plan")
      try require(
        try PlanFile.decode(contents: PlanFile.contents(saved), path: "plan") == saved,
        "what is written is read as the same")
    },
    FuzzTarget(
      "plan-file",
      seeds: [samplePlan().map { PlanFile.encode(SavedPlan(plan: $0, productVersion: "1", files: [:])) } ?? []]
    ) { bytes in
      _ = try PlanFile.decode(bytes, path: "plan")
    },
    // The lines get their checksums here, for the same reason.
    FuzzTarget("journal", words: ["\n", "\"base\"", "\"creating\"", "{", "null"], seeds: journals) { bytes in
      let lines = bytes.split(separator: UInt8(ascii: "\n")).flatMap { JournalFile.line(Array($0)) }
      for journal in [bytes, lines] {
        if let file = JournalFile(journal) {
          let once = JournalFile.bytes(file.base, file.entries)
          let again = JournalFile(once)
          try require(
            again.map { JournalFile.bytes($0.base, $0.entries) } == once, "what is written is read as the same")
        }
        _ = Recovery.decide(journal: journal, stored: randomState(seed: 1))
      }
    },
    FuzzTarget(
      "lock-info", words: ["\"ID\"", "\"Created\"", "{"],
      seeds: [#"{"ID":"x","Who":"a@b","Created":"2026-01-01T00:00:00Z"}"#.bytes]
    ) {
      bytes in
      _ = LockInfo(json: try JSON.read(bytes))
    },
  ]
}

private let documents = [
  #"{"a": [1, 2.5e3, -0, "é\u00e9\ud83d\ude00\n", null, true], "b": {"a": {}}, "": []}"#, "[]", "0.1", #""\\""#,
].map(\.bytes)

private let journals: [[UInt8]] = {
  var seeds: [[UInt8]] = []
  for seed in 0..<4 as Range<UInt64> {
    let base = JournalBase(lineage: "lineage", serial: 4, terraformVersion: "1.11.4")
    let state = randomState(seed: seed)
    var entries: [JournalEntry] = []
    for (address, resource) in state.resources {
      for (key, instance) in resource.instances {
        let place = ResourceInstanceAddress(module: address.module, resource: address.resource, key: key)
        entries += [
          .creating(place),
          .became(JournalRecord(address: place, provider: resource.provider, instance: instance)),
        ]
      }
    }
    // Without the checksums, which the target makes.
    let lines = JournalFile.bytes(base, entries).split(separator: UInt8(ascii: "\n")).map { $0.dropFirst(17) }
    seeds.append(Array(lines.joined(separator: [UInt8(ascii: "\n")])))
  }
  return seeds
}()
