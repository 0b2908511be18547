/// Values by name, sorted by name: the contents of a map or an object. The `keys` array is shared between copies and,
/// for objects of one schema, between all of them.
package struct KeyedValues: Hashable, Sendable {
  package private(set) var keys: [String]
  package private(set) var values: [Value]

  package init() {
    keys = []
    values = []
  }

  /// Keys must be sorted and unique; use the other initialisers where they may not be.
  package init(sortedKeys: [String], values: [Value]) {
    precondition(sortedKeys.count == values.count)
    self.keys = sortedKeys
    self.values = values
  }

  /// The last of several values for one key wins.
  package init(_ pairs: some Sequence<(String, Value)>) {
    var dictionary: [String: Value] = [:]
    for (key, value) in pairs { dictionary[key] = value }
    self.init(dictionary)
  }

  package init(_ dictionary: [String: Value]) {
    let sorted = dictionary.sorted { $0.key < $1.key }
    keys = sorted.map(\.key)
    values = sorted.map(\.value)
  }

  package var count: Int { keys.count }
  package var isEmpty: Bool { keys.isEmpty }
  package var pairs: Zip2Sequence<[String], [Value]> { zip(keys, values) }

  package subscript(_ key: String) -> Value? {
    get { sortedIndex(of: key, in: keys).map { values[$0] } }
    set {
      if let index = sortedIndex(of: key, in: keys) {
        if let newValue {
          values[index] = newValue
        } else {
          keys.remove(at: index)
          values.remove(at: index)
        }
      } else if let newValue {
        let index = keys.firstIndex { key < $0 } ?? keys.count
        keys.insert(key, at: index)
        values.insert(newValue, at: index)
      }
    }
  }

  package func mapValues<E>(_ transform: (Value) throws(E) -> Value) throws(E) -> KeyedValues {
    var copy = self
    for index in values.indices { copy.values[index] = try transform(values[index]) }
    return copy
  }
}
