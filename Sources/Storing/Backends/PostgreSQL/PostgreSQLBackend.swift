import Model

/// States as rows of a table, in a schema of PostgreSQL.
package struct PostgreSQLBackend: Backend {
  let parameters: PostgreSQLParameters
  let schema: String
  let makeIdentifier: @Sendable () -> String
  let makeLockInfo: @Sendable (String) -> LockInfo

  private static let table = "states"
  private static let index = "states_by_name"

  /// With the schema's name, as it stands in a statement.
  var table: String { "\(Self.quoted(schema)).\(Self.table)" }

  private static func quoted(_ name: String) -> String { "\"\(name.replacing("\"", with: "\"\""))\"" }

  package func workspaces() async throws(StorageError) -> [String]? {
    do throws(PostgreSQLConnection.Failure) {
      let connection = try await PostgreSQLConnection.open(parameters)
      let rows = try await connection.query("SELECT name FROM \(table) WHERE name <> 'default'")
      return (rows.compactMap(\.first) + [defaultWorkspace]).compactMap(\.self).sorted()
    } catch { throw error.storageError("list the workspaces of", table) }
  }

  package func store(of workspace: String) throws(StorageError) -> any StateStore {
    PostgreSQLStateStore(parameters: parameters, table: table, name: workspace)
  }

  package func create(workspace: String) async throws(StorageError) {
    try await createEmptyState(of: workspace, lock: makeLockInfo("init"), lineage: makeIdentifier())
  }

  package func delete(workspace: String) async throws(StorageError) {
    do throws(PostgreSQLConnection.Failure) {
      let connection = try await PostgreSQLConnection.open(parameters)
      try await connection.query("DELETE FROM \(table) WHERE name = $1", workspace)
    } catch { throw error.storageError("delete the state of workspace \(workspace) in", table) }
  }
}

extension PostgreSQLBackend {
  static func open(_ arguments: BackendArguments) async throws(DiagnosticsError) -> PostgreSQLBackend {
    let text = arguments.string("conn_str", environment: "PG_CONN_STR") ?? ""
    guard let parameters = PostgreSQLParameters(text, environment: arguments.environment) else {
      throw arguments.problem(
        "conn_str", "Invalid connection string",
        "The connection string cannot be understood: it is neither a URL such as \"postgres://user@host/database\" nor a "
          + "list such as \"host=... dbname=...\".")
    }
    let backend = PostgreSQLBackend(
      parameters: parameters,
      schema: arguments.string("schema_name", environment: "PG_SCHEMA_NAME") ?? "terraform_remote_state",
      makeIdentifier: arguments.makeIdentifier, makeLockInfo: arguments.makeLockInfo)
    let skips = Skips(
      schema: try arguments.bool("skip_schema_creation", environment: "PG_SKIP_SCHEMA_CREATION") ?? false,
      table: try arguments.bool("skip_table_creation", environment: "PG_SKIP_TABLE_CREATION") ?? false,
      index: try arguments.bool("skip_index_creation", environment: "PG_SKIP_INDEX_CREATION") ?? false)
    do throws(PostgreSQLConnection.Failure) {
      try await backend.prepare(skips)
    } catch {
      throw DiagnosticsError(
        Diagnostic(
          code: "backend.no-access", summary: "Failed to configure the pg backend",
          detail: "The schema \(quotedText(backend.schema)) of the database cannot be used: \(error.message)."))
    }
    return backend
  }

  private struct Skips {
    var schema: Bool
    var table: Bool
    var index: Bool
  }

  /// Makes what is missing. A schema that is there is not made, for a user may lack the right even to try.
  private func prepare(_ skips: Skips) async throws(PostgreSQLConnection.Failure) {
    let connection = try await PostgreSQLConnection.open(parameters)
    if !skips.schema {
      let found = try await connection.query(
        "SELECT 1 FROM information_schema.schemata WHERE schema_name = $1", schema)
      if found.isEmpty { try await connection.query("CREATE SCHEMA IF NOT EXISTS \(Self.quoted(schema))") }
    }
    if !skips.table {
      try await connection.query("CREATE SEQUENCE IF NOT EXISTS public.global_states_id_seq AS bigint")
      try await connection.query(
        """
        CREATE TABLE IF NOT EXISTS \(table) (
          id bigint NOT NULL DEFAULT nextval('public.global_states_id_seq') PRIMARY KEY,
          name text UNIQUE,
          data text
        )
        """)
    }
    if !skips.index { try await connection.query("CREATE UNIQUE INDEX IF NOT EXISTS \(Self.index) ON \(table) (name)") }
  }
}

extension BackendType {
  static let pg = BackendType(
    name: "pg",
    schema: SchemaBlock(attributes: [
      backendArgument("conn_str", isSensitive: true), backendArgument("schema_name"),
      backendArgument("skip_index_creation", .bool), backendArgument("skip_schema_creation", .bool),
      backendArgument("skip_table_creation", .bool),
    ])
  ) { (arguments) throws(DiagnosticsError) in try await PostgreSQLBackend.open(arguments) }
}

extension PostgreSQLConnection.Failure {
  func storageError(_ operation: String, _ path: String) -> StorageError {
    .failed(operation: operation, path: path, reason: message)
  }
}
