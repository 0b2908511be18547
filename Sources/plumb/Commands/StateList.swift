import Model
import Storing

extension Command {
  static let stateList = Command(
    "state list", group: .sub, summary: "List the resource instances in the state", usage: "[options] [ADDRESS...]",
    help: """
      Lists the addresses of the resource instances that the state records. With addresses of modules, resources or \
      instances, only what they name; an address that names nothing is an error.

      Addresses look like these:
          aws_instance.web
          module.network
          module.network["west"].aws_subnet.private[0]
      """,
    flags: [.state, .text("id", "ID", "Only instances whose \"id\" attribute has this value.")], arguments: .addresses
  ) { invocation in
    let state = try await invocation.requiredState(try await invocation.stateLocation().store)
    var targets: [TargetAddress] = []
    for text in invocation.arguments { targets.append(try invocation.target(text)) }
    var addresses = try state.instances(matching: targets)
    if let id = invocation.flags.string("id") { addresses = addresses.filter { state.hasObject($0, id: id) } }
    invocation.terminal.write(addresses.map { "\($0)\n" }.joined())
    return .success
  }
}

extension State {
  fileprivate func hasObject(_ address: ResourceInstanceAddress, id: String) -> Bool {
    guard let attributes = self[address]?.current?.attributes, let json = try? JSON.read(attributes) else {
      return false
    }
    return json["id"]?.string == id
  }
}
