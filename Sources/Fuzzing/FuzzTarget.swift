/// A way in for bytes that somebody else has made: what it is called, and what is done with them.
///
/// Whatever the bytes, reading ends, in little memory, with a value or with an error; a crash ends the process, which whoever fuzzes
/// notices by himself.
package struct FuzzTarget: Sendable {
  /// As `scripts/fuzz` takes it: `hcl`, `state`.
  package let name: String
  /// Texts that mean something, which mutations begin with.
  package let seeds: @Sendable () -> [[UInt8]]
  /// Pieces that the format gives a meaning.
  package let words: [[UInt8]]
  /// Reads the bytes. Throws `BrokenLaw` where what was read goes against what is promised; other errors are the reader's own, and right.
  private let read: @Sendable ([UInt8]) throws -> Void

  init(
    _ name: String, words: [String] = [], bytes: [[UInt8]] = [],
    seeds: @escaping @autoclosure @Sendable () -> [[UInt8]],
    read: @escaping @Sendable ([UInt8]) throws -> Void
  ) {
    self.name = name
    self.words = words.map(\.bytes) + bytes
    self.seeds = seeds
    self.read = read
  }

  /// Gives the bytes to the reader; the law that was broken, if one was.
  package func run(_ bytes: [UInt8]) -> BrokenLaw? {
    do {
      try read(bytes)
      return nil
    } catch {
      return error as? BrokenLaw
    }
  }

  package static let all: [FuzzTarget] = language + stored + wire + outside + findings + accessPolicies
}

/// What a reader promised and did not keep.
package struct BrokenLaw: Error, Sendable, Hashable, CustomStringConvertible {
  package var description: String

  init(_ description: String) { self.description = description }
}

/// Throws unless the law holds.
func require(_ holds: Bool, _ law: @autoclosure () -> String) throws(BrokenLaw) {
  if !holds { throw BrokenLaw(law()) }
}

extension String {
  var bytes: [UInt8] { Array(utf8) }
}
