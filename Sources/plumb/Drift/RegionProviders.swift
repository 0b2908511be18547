import Configuring
import Model
import Planning

/// Which of a root module's provider configurations reaches an object, by its region.
struct RegionProviders {
  private let usual: String?
  /// `aws.west`, by region.
  private var aliases: [String: String] = [:]

  init(_ configuration: Configuration, _ values: [ProviderConfigAddress: Value], _ environment: [String: String]) {
    func region(of address: ProviderConfigAddress) -> String? {
      values[address]?["region"]?.stringValue.flatMap { $0.isEmpty ? nil : $0 }
    }
    var usual: String?
    for block in configuration.root.providers.values.sorted(by: { ($0.alias ?? "") < ($1.alias ?? "") }) {
      let provider = configuration.root.providerAddress(localName: block.localName)
      guard provider.isAWS else { continue }
      let found = region(of: ProviderConfigAddress(module: .root, provider: provider, alias: block.alias))
      if let alias = block.alias {
        if let found, aliases[found] == nil { aliases[found] = "\(block.localName).\(alias)" }
      } else {
        usual = found
      }
    }
    self.usual =
      usual ?? ["AWS_REGION", "AWS_DEFAULT_REGION"].lazy.compactMap { environment[$0] }.first { !$0.isEmpty }
  }

  /// What the `provider` argument says; nil where it need not be there.
  func reference(for object: ObservedObject) -> String? {
    isUsual(object.scope.region) ? nil : aliases[object.scope.region]
  }

  func refusal(of object: ObservedObject) -> String? {
    let region = object.scope.region
    if isUsual(region) || aliases[region] != nil { return nil }
    return
      "It is in \(region), for which the root module has no provider configuration. Add a provider \"aws\" block with an alias and "
      + "that region, and say -unmanaged -adopt again."
  }

  private func isUsual(_ region: String) -> Bool {
    region == "global" || region.isEmpty || usual == nil || region == usual
  }
}
