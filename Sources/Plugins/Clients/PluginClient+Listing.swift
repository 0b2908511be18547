package import Model
package import Providers

/// Listing the objects that there are: an answer of many messages.
extension PluginClient {
  package func validateList(_ request: ListRequest) async throws(ProviderError) -> [Diagnostic] {
    let type = try await listResource(request.type).block.impliedType
    let activity = "checking the list configuration of \(request.type)"
    let message = try write(activity) { () throws(WireError) in try ListMessage.validate(request, type) }
    return try await verdict(
      .validateList, message, field: 1, naming: request.configuration, about: request.type, while: activity)
  }

  package func list(
    _ request: ListRequest, receive: @Sendable (ListAnswer) async -> Bool
  ) async throws(ProviderError) {
    let type = try await listResource(request.type).block.impliedType
    guard let object = try await decodedSchemas().resource(request.type)?.block.impliedType else {
      throw unknown("resource type", request.type)
    }
    let activity = "listing \(request.type)"
    let message = try write(activity) { () throws(WireError) in try ListMessage.list(request, type) }
    let process = try await process(naming: [request.configuration])
    var messages = try await process.stream(.list, message, while: activity)
    let giveUp = messages.giveUp
    defer { giveUp() }
    while let bytes = try await messages.next() {
      var (answer, found) = try read(activity) { () throws(WireError) in try ListMessage.answer(bytes, object) }
      answer.identity = try await identity(found, of: request.type, activity)
      if await !receive(answer) { return }
    }
  }

  private func listResource(_ type: String) async throws(ProviderError) -> Schema {
    guard let schema = try await decodedSchemas().listResource(type) else { throw unknown("list resource", type) }
    return schema
  }
}
