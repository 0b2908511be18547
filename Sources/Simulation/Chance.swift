import Synchronization
import TestSupport

/// All that is left to chance in a story, drawn from its seed.
package final class Chance: Sendable {
  private let numbers: Mutex<SeededGenerator>

  package init(seed: UInt64) { numbers = Mutex(SeededGenerator(seed: seed)) }

  package func below(_ limit: Int) -> Int { numbers.withLock { Int($0.next() % UInt64(max(limit, 1))) } }

  /// In so many of a thousand cases.
  package func happens(_ perThousand: Int) -> Bool { perThousand > 0 && below(1000) < perThousand }

  package func one<Element>(of elements: [Element]) -> Element { elements[below(elements.count)] }
}
