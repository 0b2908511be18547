import Model

/// What is scaled automatically: its number changes every hour, and nobody changed it.
struct ScalingTargets {
  /// Resource ids of Application Auto Scaling: `service/cluster/name`, `table/orders`.
  private let targets: [(id: String, dimension: String, limits: ClosedRange<Int>)]

  init(_ state: State) {
    var found: [(id: String, dimension: String, limits: ClosedRange<Int>)] = []
    for (address, resource) in state.resources where address.resource.type == "aws_appautoscaling_target" {
      for instance in resource.instances.values {
        guard let bytes = instance.current?.attributes, let json = try? JSON.read(bytes),
          let id = json["resource_id"]?.string, let dimension = json["scalable_dimension"]?.string,
          let least = json["min_capacity"]?.int, let most = json["max_capacity"]?.int, least <= most
        else { continue }
        found.append((id, dimension, least...most))
      }
    }
    targets = found
  }

  /// Whether automatic scaling may have set this number: it is one that scaling sets, and within its limits.
  func decides(_ address: ResourceInstanceAddress, _ difference: PartDifference, live: Value) -> Bool {
    guard let number = difference.after?.numberValue?.int else { return false }
    func attribute(_ name: String) -> Value? { live.part(at: [.attribute(name)]) }
    func text(_ name: String) -> String { attribute(name)?.stringValue ?? "" }
    func isTarget(_ id: String, _ dimension: String) -> Bool {
      targets.contains { $0.id == id && $0.dimension == dimension && $0.limits.contains(number) }
    }
    let name = partText(difference.path)
    switch (address.resource.type, name) {
    case ("aws_autoscaling_group", "desired_capacity"):
      guard let least = attribute("min_size")?.numberValue?.int, let most = attribute("max_size")?.numberValue?.int
      else {
        return false
      }
      return least < most && (least...most).contains(number)
    case ("aws_eks_node_group", "scaling_config[0].desired_size"):
      let limits = attribute("scaling_config")?.elements?.first
      guard let least = limits?.part(at: [.attribute("min_size")])?.numberValue?.int,
        let most = limits?.part(at: [.attribute("max_size")])?.numberValue?.int
      else { return false }
      return least < most && (least...most).contains(number)
    case ("aws_ecs_service", "desired_count"):
      let cluster = text("cluster").split(separator: "/").last.map(String.init) ?? "default"
      return isTarget("service/\(cluster)/\(text("name"))", "ecs:service:DesiredCount")
    case ("aws_dynamodb_table", "read_capacity"):
      return isTarget("table/\(text("name"))", "dynamodb:table:ReadCapacityUnits")
    case ("aws_dynamodb_table", "write_capacity"):
      return isTarget("table/\(text("name"))", "dynamodb:table:WriteCapacityUnits")
    default: return false
    }
  }
}
