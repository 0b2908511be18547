import Model

/// The state of one workspace in a table. Its lock is one of the database's session: it ends with the connection, so that
/// none is left behind by a program that was killed.
package actor PostgreSQLStateStore: ByteStore {
  private let parameters: PostgreSQLParameters
  private let table: String
  private let name: String
  private var opened: PostgreSQLConnection?
  private var held: (token: LockToken, key: String)?

  init(parameters: PostgreSQLParameters, table: String, name: String) {
    self.parameters = parameters
    self.table = table
    self.name = name
  }

  /// The lock under which workspaces come into being.
  private static let creationKey = "-1"

  private var path: String { "\(table) (\(name))" }

  /// One for a store's life: its lock is that of this session.
  private func connection() async throws(PostgreSQLConnection.Failure) -> PostgreSQLConnection {
    if let opened { return opened }
    let connection = try await PostgreSQLConnection.open(parameters)
    if let opened { return opened }
    opened = connection
    return connection
  }

  package func readBytes() async throws(StorageError) -> [UInt8]? {
    do throws(PostgreSQLConnection.Failure) {
      let rows = try await connection().query("SELECT data FROM \(table) WHERE name = $1", name)
      return rows.first?.first?.map { Array($0.utf8) }
    } catch { throw error.storageError("read", path) }
  }

  package func writeBytes(_ bytes: [UInt8]) async throws(StorageError) {
    do throws(PostgreSQLConnection.Failure) {
      try await connection().query(
        "INSERT INTO \(table) (name, data) VALUES ($1, $2) ON CONFLICT (name) DO UPDATE SET data = $2", name,
        String(decoding: bytes, as: UTF8.self))
    } catch { throw error.storageError("write", path) }
  }

  package func lock(_ info: LockInfo) async throws(StorageError) -> LockToken {
    // A session is given a lock that it has already: that must not look like another.
    if let held {
      throw .locked(LockInfo(id: held.token.id, operation: "", who: "", version: "", created: "", path: held.key))
    }
    let taken: String?
    do throws(PostgreSQLConnection.Failure) { taken = try await takeLock() } catch {
      throw error.storageError("lock", path)
    }
    guard let key = taken else { throw .locked(await owner()) }
    held = (LockToken(id: info.id), key)
    return LockToken(id: info.id)
  }

  /// The key of the lock that was taken, or nil when another has it: the row's own, or that of creation where there is no
  /// row yet. Nobody gets a row's lock while a workspace is made.
  private func takeLock() async throws(PostgreSQLConnection.Failure) -> String? {
    let connection = try await connection()
    let rows = try await connection.query(
      "SELECT id, pg_try_advisory_lock(id), pg_try_advisory_lock(\(Self.creationKey)) FROM \(table) WHERE name = $1",
      name)
    guard let row = rows.first, let id = row[0] else {
      let creation = try await connection.query("SELECT pg_try_advisory_lock(\(Self.creationKey))")
      return creation.first?.first == "t" ? Self.creationKey : nil
    }
    if row[2] == "t" { try await connection.query("SELECT pg_advisory_unlock(\(Self.creationKey))") }
    if row[1] == "t", row[2] == "t" { return id }
    if row[1] == "t" { try await connection.query("SELECT pg_advisory_unlock($1)", id) }
    return nil
  }

  /// Whoever holds it, as far as the database tells.
  private func owner() async -> LockInfo? {
    let statement = """
      SELECT s.pid, s.usename, coalesce(host(s.client_addr), 'local'), s.application_name,
        to_char(s.backend_start AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')
      FROM pg_locks l JOIN pg_stat_activity s ON s.pid = l.pid
      WHERE l.locktype = 'advisory' AND l.granted
        AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())
        AND ((l.classid::bigint << 32) | l.objid::bigint)
          IN (-1, (SELECT id FROM \(table) WHERE name = $1))
      LIMIT 1
      """
    guard let connection = opened, let row = try? await connection.query(statement, name).first else { return nil }
    return LockInfo(
      id: "session \(row[0] ?? "")", operation: row[3] ?? "", who: "\(row[1] ?? "")@\(row[2] ?? "")", version: "",
      created: row[4] ?? "", path: path)
  }

  package func unlock(_ token: LockToken) async throws(StorageError) {
    guard let held else {
      throw .notLocked(
        "this session does not hold the lock of \(path). A lock in PostgreSQL belongs to the session that took it and ends "
          + "with it: end that one, by pg_terminate_backend(pid) if need be")
    }
    guard held.token == token else { throw .notLocked("lock ID '\(token.id)' is not that of the lock held") }
    do throws(PostgreSQLConnection.Failure) {
      try await connection().query("SELECT pg_advisory_unlock($1)", held.key)
    } catch { throw error.storageError("unlock", path) }
    self.held = nil
  }
}
