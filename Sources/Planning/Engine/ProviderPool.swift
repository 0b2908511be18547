package import Configuring
package import Model
package import Providers

/// The providers of one run: each started once, configured once when first needed, and shared by all who ask.
package actor ProviderPool {
  private let source: any ProviderSource
  private let overrides: (any ObjectOverrides)?
  private var clients: [ProviderConfigAddress: Task<Result<any ProviderClient, DiagnosticsError>, Never>] = [:]
  private var schemas: [ProviderAddress: Task<Result<any ProviderSchemas, DiagnosticsError>, Never>] = [:]

  package init(source: any ProviderSource, overrides: (any ObjectOverrides)? = nil) {
    self.source = source
    self.overrides = overrides
  }

  /// Who acts for one object: its provider, unless something stands in its place.
  package nonisolated func client(
    _ client: any ProviderClient, for address: ResourceInstanceAddress
  ) -> any ProviderClient {
    overrides?.client(client, for: address) ?? client.client(for: address)
  }

  /// The schemas of a provider; does not configure it, and does not even start it where they are cached.
  package func schemas(
    of address: ProviderConfigAddress
  ) async -> Result<any ProviderSchemas, DiagnosticsError> {
    if let known = schemas[address.provider] { return await known.value }
    let source = source
    let task = Task<Result<any ProviderSchemas, DiagnosticsError>, Never> {
      do throws(ProviderError) {
        return .success(try await source.schemas(of: address.provider))
      } catch {
        return .failure(DiagnosticsError(error.diagnostic))
      }
    }
    schemas[address.provider] = task
    return await task.value
  }

  /// The provider, not configured: enough to validate.
  package func unconfigured(
    _ address: ProviderConfigAddress
  ) async -> Result<any ProviderClient, DiagnosticsError> {
    do {
      return .success(try await source.idleClient(for: address))
    } catch {
      return .failure(DiagnosticsError(error.diagnostic))
    }
  }

  /// The provider, configured. `configuration` is asked for only by the first who needs this provider. What it says about its
  /// configuration is shown at that block.
  package func configured(
    _ address: ProviderConfigAddress, configuration: Value, block: ProviderBlock?, schema: SchemaBlock?
  ) async -> (client: Result<any ProviderClient, DiagnosticsError>, isFirst: Bool, warnings: [Diagnostic]) {
    if let known = clients[address] { return (await known.value, false, []) }
    let source = source
    let warnings = WarningBox()
    let task = Task<Result<any ProviderClient, DiagnosticsError>, Never> {
      do {
        let client = try await source.client(for: address)
        // Both at once: validation costs seconds with large providers, and only its findings matter.
        async let validated = client.validateProviderConfiguration(configuration)
        let configured = try await client.configure(configuration)
        var diagnostics = try await validated + configured
        for index in diagnostics.indices {
          if let block, let schema, diagnostics[index].subject == nil {
            diagnostics[index].subject = sourceRange(
              of: diagnostics[index].attributePath, in: block.body, schema: schema)
          }
          diagnostics[index].address = diagnostics[index].address ?? address.description
        }
        if diagnostics.hasErrors { return .failure(DiagnosticsError(diagnostics)) }
        await warnings.set(diagnostics)
        return .success(client)
      } catch let error as ProviderError {
        return .failure(DiagnosticsError(error.diagnostic))
      } catch {
        return .failure(
          DiagnosticsError(
            ProviderError(.died, provider: address.provider, message: "\(error)").diagnostic))
      }
    }
    clients[address] = task
    let result = await task.value
    return (result, true, await warnings.diagnostics)
  }

  /// Asks every provider to end what is under way.
  package func stop() async {
    for task in clients.values {
      if case .success(let client) = await task.value { await client.stop() }
    }
  }
}

private actor WarningBox {
  var diagnostics: [Diagnostic] = []
  func set(_ diagnostics: [Diagnostic]) { self.diagnostics = diagnostics }
}

extension ProviderError {
  package var diagnostic: Diagnostic {
    let summary =
      switch code {
      case .notInstalled: "Required plugins are not installed"
      case .startFailed: "Failed to start provider"
      case .died: "Plugin did not respond"
      case .protocolViolation: "Provider gave an invalid answer"
      case .unsupported: "Provider does not support this"
      case .cancelled: "Request cancelled"
      }
    return Diagnostic(code: code.rawValue, summary: summary, detail: "Provider \(provider): \(message)")
  }
}

/// At most so many at once; the rest wait in order of arrival.
package actor Gate {
  private var free: Int
  private var waiting: [CheckedContinuation<Void, Never>] = []
  private var next = 0

  package init(limit: Int) { free = max(1, limit) }

  package func enter() async {
    if free > 0 {
      free -= 1
      return
    }
    await withCheckedContinuation { waiting.append($0) }
  }

  package func leave() {
    if next < waiting.count {
      let continuation = waiting[next]
      next += 1
      if next == waiting.count {
        waiting.removeAll(keepingCapacity: true)
        next = 0
      }
      continuation.resume()
    } else {
      free += 1
    }
  }
}
