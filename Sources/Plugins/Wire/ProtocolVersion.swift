/// The two generations of the plugin protocol. Their messages are alike; methods have different names.
enum ProtocolVersion: Int, Sendable, Hashable {
  case five = 5
  case six = 6

  enum Method: Sendable, Hashable {
    case schema, validateProvider, validateResource, validateDataSource, upgrade, configure, read, plan, apply
    case readDataSource, callFunction, stop, importState, move
    case identitySchemas, upgradeIdentity
    case validateList, list
    case validateEphemeral, openEphemeral, renewEphemeral, closeEphemeral
  }

  func path(_ method: Method) -> String { "/tfplugin\(rawValue).Provider/\(name(method))" }

  private func name(_ method: Method) -> String {
    switch method {
    case .schema: self == .five ? "GetSchema" : "GetProviderSchema"
    case .validateProvider: self == .five ? "PrepareProviderConfig" : "ValidateProviderConfig"
    case .validateResource: self == .five ? "ValidateResourceTypeConfig" : "ValidateResourceConfig"
    case .validateDataSource: self == .five ? "ValidateDataSourceConfig" : "ValidateDataResourceConfig"
    case .upgrade: "UpgradeResourceState"
    case .configure: self == .five ? "Configure" : "ConfigureProvider"
    case .read: "ReadResource"
    case .plan: "PlanResourceChange"
    case .apply: "ApplyResourceChange"
    case .readDataSource: "ReadDataSource"
    case .callFunction: "CallFunction"
    case .importState: "ImportResourceState"
    case .move: "MoveResourceState"
    case .identitySchemas: "GetResourceIdentitySchemas"
    case .upgradeIdentity: "UpgradeResourceIdentity"
    case .validateList: "ValidateListResourceConfig"
    case .list: "ListResource"
    case .validateEphemeral: "ValidateEphemeralResourceConfig"
    case .openEphemeral: "OpenEphemeralResource"
    case .renewEphemeral: "RenewEphemeralResource"
    case .closeEphemeral: "CloseEphemeralResource"
    case .stop: self == .five ? "Stop" : "StopProvider"
    }
  }

  /// Of a schema attribute's `write_only`; protocol 6 had given the number away when it came.
  var writeOnlyField: Int { self == .five ? 10 : 11 }
}
