import CPostgreSQL
import Dispatch
import Glibc

/// A session with a PostgreSQL server. Its calls wait for the server on a queue of its own, one after the other.
final class PostgreSQLConnection: Sendable {
  /// What the server said, or that it could not be reached.
  struct Failure: Error, Sendable, Hashable {
    var message: String
    /// The standard's code, such as `42501`; nil when there was no answer.
    var code: String?
  }

  typealias Row = [String?]

  private let handle: Handle
  private let queue = DispatchQueue(label: "plumb.postgresql")

  /// The handle as a number, for a pointer must not travel between threads, and this one does not.
  private struct Handle: Sendable {
    private let address: Int
    init(_ pointer: OpaquePointer) { address = Int(bitPattern: pointer) }
    var pointer: OpaquePointer? { OpaquePointer(bitPattern: address) }
  }

  private init(_ handle: Handle) { self.handle = handle }

  deinit { PQfinish(handle.pointer) }

  /// Longer than this nobody waits for a server that does not answer.
  private static let connectTimeout = "15"

  static func open(_ parameters: PostgreSQLParameters) async throws(Failure) -> PostgreSQLConnection {
    let opened: Result<Handle, Failure> = await withCheckedContinuation { continuation in
      DispatchQueue.global().async { continuation.resume(returning: connect(parameters)) }
    }
    return PostgreSQLConnection(try opened.get())
  }

  private static func connect(_ parameters: PostgreSQLParameters) -> Result<Handle, Failure> {
    var pairs = parameters.pairs
    if !pairs.contains(where: { $0.0 == "connect_timeout" }) { pairs.append(("connect_timeout", connectTimeout)) }
    if !pairs.contains(where: { $0.0 == "application_name" }) { pairs.append(("application_name", "plumb")) }
    let names = pairs.map { strdup($0.0) } + [nil]
    let values = pairs.map { strdup($0.1) } + [nil]
    defer { for pointer in names + values { free(pointer) } }
    let connection = names.map { UnsafePointer($0) }.withUnsafeBufferPointer { names in
      values.map { UnsafePointer($0) }.withUnsafeBufferPointer { values in
        PQconnectdbParams(names.baseAddress, values.baseAddress, 0)
      }
    }
    guard let connection else { return .failure(Failure(message: "out of memory")) }
    guard PQstatus(connection) == CONNECTION_OK else {
      let message = text(PQerrorMessage(connection))
      PQfinish(connection)
      return .failure(Failure(message: message))
    }
    // Notices, such as that a table exists already, are for nobody's terminal.
    PQsetNoticeProcessor(connection, { _, _ in }, nil)
    return .success(Handle(connection))
  }

  /// The rows of a statement whose parameters, `$1` and so on, are texts.
  @discardableResult
  func query(_ statement: String, _ parameters: String...) async throws(Failure) -> [Row] {
    let handle = handle
    let outcome: Result<[Row], Failure> = await withCheckedContinuation { continuation in
      queue.async { continuation.resume(returning: Self.run(handle, statement, parameters)) }
    }
    return try outcome.get()
  }

  private static func run(_ handle: Handle, _ statement: String, _ parameters: [String]) -> Result<[Row], Failure> {
    let values = parameters.map { strdup($0) }
    defer { for pointer in values { free(pointer) } }
    let result = values.map { UnsafePointer($0) }.withUnsafeBufferPointer { values in
      PQexecParams(handle.pointer, statement, Int32(parameters.count), nil, values.baseAddress, nil, nil, 0)
    }
    defer { PQclear(result) }
    switch PQresultStatus(result) {
    case PGRES_COMMAND_OK: return .success([])
    case PGRES_TUPLES_OK:
      let columns = PQnfields(result)
      return .success(
        (0..<PQntuples(result)).map { row in
          (0..<columns).map { column in
            PQgetisnull(result, row, column) == 1 ? nil : String(cString: PQgetvalue(result, row, column))
          }
        })
    default:
      let code = PQresultErrorField(result, Int32(UnicodeScalar("C").value)).map { String(cString: $0) }
      return .failure(Failure(message: text(PQerrorMessage(handle.pointer)), code: code))
    }
  }

  /// libpq's words, without the line breaks at their end.
  private static func text(_ message: UnsafeMutablePointer<CChar>?) -> String {
    guard let message else { return "no reason given" }
    return String(cString: message).split(whereSeparator: \.isNewline).joined(separator: "; ")
  }
}

/// What a connection string says, in libpq's names.
struct PostgreSQLParameters: Sendable {
  let pairs: [(String, String)]

  /// Nil when the string cannot be understood; libpq's reason may repeat the password and is left out.
  init?(_ connectionString: String, environment: [String: String]) {
    var pairs: [(String, String)] = []
    if !connectionString.isEmpty {
      guard let options = PQconninfoParse(connectionString, nil) else { return nil }
      defer { PQconninfoFree(options) }
      var option = options
      while let keyword = option.pointee.keyword {
        if let value = option.pointee.val { pairs.append((String(cString: keyword), String(cString: value))) }
        option += 1
      }
    }
    // As Terraform's client has it: in the open only where that is asked for.
    if !pairs.contains(where: { $0.0 == "sslmode" }), environment["PGSSLMODE"]?.isEmpty ?? true {
      pairs.append(("sslmode", "require"))
    }
    self.pairs = pairs
  }
}
