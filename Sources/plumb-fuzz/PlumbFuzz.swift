import Foundation
import Fuzzing

/// `plumb-fuzz TARGET …`: libFuzzer over one of the targets, with libFuzzer's own arguments behind its name. `plumb-fuzz` alone lists the
/// targets; `plumb-fuzz --seeds TARGET FOLDER` writes a target's seeds and words where libFuzzer can take them from.
@main
enum PlumbFuzz {
  nonisolated(unsafe) private static var target: FuzzTarget?

  static func main() {
    var arguments = CommandLine.arguments
    if arguments.count < 2 {
      for target in FuzzTarget.all { print(target.name) }
      return
    }
    let isSeeding = arguments[1] == "--seeds" && arguments.count == 4
    let name = isSeeding ? arguments[2] : arguments.remove(at: 1)
    guard let found = FuzzTarget.all.first(where: { $0.name == name }) else {
      FileHandle.standardError.write(Data("There is no target \(name); without arguments all are listed.\n".utf8))
      exit(2)
    }
    if isSeeding {
      write(found, to: URL(fileURLWithPath: arguments[3]))
      return
    }
    target = found
    exit(fuzz(arguments))
  }

  private static func fuzz(_ arguments: [String]) -> Int32 {
    var count = Int32(arguments.count)
    var pointers: [UnsafeMutablePointer<CChar>?] = arguments.map { strdup($0) } + [nil]
    return pointers.withUnsafeMutableBufferPointer { buffer in
      var base = buffer.baseAddress
      return runLibFuzzer(&count, &base) { bytes, size in
        let input = Array(UnsafeBufferPointer(start: bytes, count: size))
        if let broken = PlumbFuzz.target?.run(input) { fatalError("A law is broken: \(broken)") }
        return 0
      }
    }
  }

  /// Each seed a file, and the words as libFuzzer's dictionary.
  private static func write(_ target: FuzzTarget, to folder: URL) {
    do {
      try FileManager.default.createDirectory(at: folder.appending(path: "seeds"), withIntermediateDirectories: true)
      for (index, seed) in target.seeds().enumerated() {
        try Data(seed).write(to: folder.appending(path: "seeds/seed-\(index)"))
      }
      let words = target.words.map { word in
        "\"" + word.map { "\\x" + ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined() + "\""
      }
      try Data(words.joined(separator: "\n").utf8).write(to: folder.appending(path: "words"))
    } catch {
      FileHandle.standardError.write(Data("The seeds cannot be written: \(error.localizedDescription)\n".utf8))
      exit(2)
    }
  }
}

/// libFuzzer's own loop, which comes with the compiler's `-sanitize=fuzzer`.
@_silgen_name("LLVMFuzzerRunDriver")
private func runLibFuzzer(
  _ count: UnsafeMutablePointer<Int32>,
  _ arguments: UnsafeMutablePointer<UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?>,
  _ input: @convention(c) (UnsafePointer<UInt8>?, Int) -> Int32
) -> Int32
