/// Why a package or what is said about it cannot be had, in words for a person.
package struct FetchError: Error, Sendable, Hashable, CustomStringConvertible {
  package var message: String

  package init(_ message: String) { self.message = message }

  package var description: String { message }
}
