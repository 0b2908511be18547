package import Model

/// The world as functions see it: everything that is not computed from the arguments.
package struct FunctionContext: Sendable {
  /// What stands at a path.
  package enum FileKind: Sendable, Hashable {
    case regular, directory
    /// Named for messages: `device node`, `named pipe`.
    case other(String)
  }

  /// Why a file cannot be read or listed.
  package enum FileError: Error, Sendable, Hashable {
    case notFound
    /// In the words of the operating system: `permission denied`.
    case failed(String)
  }

  /// Absolute; relative paths of file functions start here.
  package var workingDirectory: String
  package var homeDirectory: String?
  /// Unknown results from `timestamp`, `uuid` and `bcrypt`, whose results would differ when applied.
  package var isPlanning: Bool
  /// Seconds since 1970 of this very moment.
  package var now: @Sendable () -> Int
  /// Seconds since 1970 at which planning began; nil where `plantimestamp` has no answer.
  package var planTime: Int?
  package var randomBytes: @Sendable (_ count: Int) -> [UInt8]
  package var readFile: @Sendable (_ path: String) throws(FileError) -> [UInt8]
  /// Nil when nothing is there. Symbolic links are followed.
  package var fileKind: @Sendable (_ path: String) throws(FileError) -> FileKind?
  /// Names in a directory, in any order; empty when it is none.
  package var listDirectory: @Sendable (_ path: String) throws(FileError) -> [String]
  /// Renders a template's text. The name is for messages; the variables are those of the object or map.
  package var evaluateTemplate:
    @Sendable (_ text: String, _ name: String, _ variables: Value) throws(FunctionError) -> Value

  package init(
    workingDirectory: String, homeDirectory: String?, isPlanning: Bool, now: @escaping @Sendable () -> Int,
    planTime: Int?, randomBytes: @escaping @Sendable (Int) -> [UInt8],
    readFile: @escaping @Sendable (String) throws(FileError) -> [UInt8],
    fileKind: @escaping @Sendable (String) throws(FileError) -> FileKind?,
    listDirectory: @escaping @Sendable (String) throws(FileError) -> [String],
    evaluateTemplate: @escaping @Sendable (String, String, Value) throws(FunctionError) -> Value
  ) {
    self.workingDirectory = workingDirectory
    self.homeDirectory = homeDirectory
    self.isPlanning = isPlanning
    self.now = now
    self.planTime = planTime
    self.randomBytes = randomBytes
    self.readFile = readFile
    self.fileKind = fileKind
    self.listDirectory = listDirectory
    self.evaluateTemplate = evaluateTemplate
  }

  /// A world without files, time or chance: for expressions that may use none.
  package static let pure = FunctionContext(
    workingDirectory: "/", homeDirectory: nil, isPlanning: true, now: { 0 }, planTime: nil,
    randomBytes: { Array(repeating: 0, count: $0) },
    readFile: { (_) throws(FileError) in throw .notFound },
    fileKind: { (_) throws(FileError) in nil },
    listDirectory: { (_) throws(FileError) in [] },
    evaluateTemplate: { (_, _, _) throws(FunctionError) in
      throw FunctionError("templates cannot be used here")
    })
}
