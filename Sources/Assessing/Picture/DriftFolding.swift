import Configuring
import Model

/// Which resources share a box, so that a picture of any estate can be taken in.
struct DriftFolding {
  /// More boxes than a wall shows legibly.
  static let mostBoxes = 60
  private static let linesShown = 4
  private static let tooltipShown = 15

  /// What is folded, more with every level.
  private enum Level: CaseIterable {
    /// Every resource has a box.
    case nothing
    /// Modules in which all is as declared.
    case quietModules
    /// And what is as declared in the others, by type.
    case quietTypes
    /// And that, whatever its type.
    case quietRest
    /// And what fares alike, by type.
    case types
    /// And that, whatever its type.
    case everything
  }

  /// What shares a box. Exactly one resource, or a module, or those of a type or any in a module that fare alike.
  private struct Group: Hashable {
    var module: ModulePath
    var resource: ResourceName?
    var type: String?
    var status: DriftStatus?
  }

  private let members: [DriftMember]
  /// By member, its box.
  private var places: [Int] = []
  private var groups: [(group: Group, members: [DriftMember])] = []

  /// At the first level with so few boxes, or the last.
  init(_ members: [DriftMember], fitting limit: Int) {
    self.members = members
    let quiet = Self.quietModules(members)
    for level in Level.allCases {
      fold { Self.group(of: $0, level, quiet) }
      if groups.count <= limit { break }
    }
  }

  private mutating func fold(_ group: (DriftMember) -> Group) {
    var found: [Group: Int] = [:]
    (places, groups) = ([], [])
    for member in members {
      let key = group(member)
      let place = found[key] ?? groups.count
      if place == groups.count {
        found[key] = place
        groups.append((key, []))
      }
      groups[place].members.append(member)
      places.append(place)
    }
  }

  private static func group(of member: DriftMember, _ level: Level, _ quiet: Set<ModulePath>) -> Group {
    let module = member.address.module
    if level != .nothing, let outermost = outermost(module, in: quiet) { return Group(module: outermost) }
    let type = member.address.resource.type
    let isQuiet = member.status.isQuiet
    let own = Group(module: module, resource: member.address.resource)
    return switch level {
    case .nothing, .quietModules: own
    case .quietTypes: isQuiet ? Group(module: module, type: type, status: .asDeclared) : own
    case .quietRest: isQuiet ? Group(module: module, status: .asDeclared) : own
    case .types:
      isQuiet
        ? Group(module: module, status: .asDeclared) : Group(module: module, type: type, status: member.status)
    case .everything: Group(module: module, status: isQuiet ? .asDeclared : member.status)
    }
  }

  /// Modules in which, and in all of whose modules, everything is quiet. Not the root: a picture of one box says nothing.
  private static func quietModules(_ members: [DriftMember]) -> Set<ModulePath> {
    var all: Set<ModulePath> = []
    var loud: Set<ModulePath> = []
    for member in members {
      var module: ModulePath? = member.address.module
      while let path = module, !path.isRoot {
        all.insert(path)
        if !member.status.isQuiet { loud.insert(path) }
        module = path.parent
      }
    }
    return all.subtracting(loud)
  }

  private static func outermost(_ module: ModulePath, in quiet: Set<ModulePath>) -> ModulePath? {
    (1..<(module.names.count + 1)).lazy.map { ModulePath(Array(module.names.prefix($0))) }.first { quiet.contains($0) }
  }

  // MARK: - Boxes

  func drawn(in graph: ConfigGraph) -> (boxes: [DriftPicture.Box], dependencies: DirectedGraph) {
    var resources = ResourceDependencies(graph)
    let byAddress = Dictionary(
      zip(members.map(\.address), places), uniquingKeysWith: { first, _ in first })
    var waiting = [Set<Int>](repeating: [], count: groups.count)
    for (member, place) in zip(members, places) {
      waiting[place].formUnion(resources.direct(of: member.address).compactMap { byAddress[$0] })
    }
    for place in waiting.indices { waiting[place].remove(place) }
    let direct = DirectedGraph(dependencies: waiting)
    // Folding can make a circle of what is none.
    let hasCycle = direct.components.contains { $0.count > 1 }
    return (groups.map { Self.box($0.group, $0.members) }, hasCycle ? direct : direct.reduced)
  }

  private static func box(_ group: Group, _ members: [DriftMember]) -> DriftPicture.Box {
    let instances = members.flatMap(\.instances).sorted { $0.status < $1.status }
    let status = members.map(\.status).min() ?? .asDeclared
    var box = DriftPicture.Box(
      identity: "", kind: "", name: "", lines: [], status: status, module: group.module,
      tooltip: cut(instances.flatMap(\.tooltip), to: tooltipShown))
    if let resource = group.resource, let member = members.first {
      box.identity = "\(member.address)"
      box.kind = resource.mode == .managed ? resource.type : "\(resource.mode.rawValue) \(resource.type)"
      box.name = resource.name
      box.lines = lines(instances)
      if box.tooltip.isEmpty { box.tooltip = ["\(status.words): \(member.address)"] }
      return box
    }
    box.isFolded = true
    if group.status == nil, group.type == nil {
      // The module's box lies where the module does.
      box.module = group.module.parent ?? .root
      box.identity = "\(group.module) (folded)"
      (box.kind, box.name) = ("module", group.module.names.last ?? "")
    } else {
      box.identity = "\(group.module) \(group.type ?? "resources") \(group.status?.words ?? "") (folded)"
      box.kind = counted(members.count, "resource")
      box.name = group.type ?? (status.isQuiet ? "the others" : "several types")
    }
    box.lines = summaries(instances, members)
    if box.tooltip.isEmpty { box.tooltip = cut(members.map { "\($0.address)" }, to: tooltipShown) }
    return box
  }

  /// Instances that are not as declared, each on a line of its own as far as there is room, and the others counted.
  private static func lines(_ instances: [DriftMember.Instance]) -> [DriftPicture.Line] {
    let loud = instances.filter { !$0.status.isQuiet }
    guard !loud.isEmpty else { return instances.count > 1 ? summaries(instances, []) : [] }
    let shown = loud.count > linesShown ? linesShown - 1 : loud.count
    return loud.prefix(shown).map(\.line) + summaries(loud.dropFirst(shown) + instances.filter(\.status.isQuiet), [])
  }

  /// `12 as declared`, for each of how they fare.
  private static func summaries(
    _ instances: [DriftMember.Instance], _ members: [DriftMember]
  ) -> [DriftPicture.Line] {
    var counts: [DriftStatus: Int] = [:]
    for instance in instances { counts[instance.status, default: 0] += 1 }
    for member in members where member.instances.isEmpty && member.status != .asDeclared {
      counts[member.status, default: 0] += 1
    }
    return counts.sorted { $0.key < $1.key }.map { DriftPicture.Line(status: $0, text: "\($1) \($0.words)") }
  }

  private static func cut(_ lines: [String], to limit: Int) -> [String] {
    let short = lines.map { pictureText($0, limit: 300) }
    return short.count > limit ? short.prefix(limit) + ["and \(short.count - limit) more"] : short
  }
}

func counted(_ count: Int, _ noun: String) -> String { "\(count) \(noun)\(count == 1 ? "" : "s")" }
