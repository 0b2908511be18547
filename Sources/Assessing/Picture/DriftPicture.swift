package import Configuring
package import Model

/// The resources of a stack as a picture of its drift: which boxes there are, how each fares, and which waits for which. A pure
/// value, which `dotText` writes in the language of Graphviz.
package struct DriftPicture: Sendable, Equatable {
  /// One line in a box: an instance, or several that fare alike.
  package struct Line: Sendable, Equatable {
    package var status: DriftStatus
    package var text: String
  }

  /// A resource with all of its instances, or many resources folded into one.
  package struct Box: Sendable, Equatable {
    package var identity: String
    /// Small, above the name: the type of a resource.
    package var kind: String
    package var name: String
    package var lines: [Line]
    package var status: DriftStatus
    package var module: ModulePath
    /// What a pointer on it is told: the findings, line by line.
    package var tooltip: [String]
    package var isFolded = false
  }

  package var title: String
  package var time: UTCTime
  /// Whether the stack could be looked at.
  package var wasSeen: Bool
  package var boxes: [Box]
  /// By box: the numbers of those it waits for.
  package var dependencies: DirectedGraph
  /// Beside the resources, by type; nil where nobody looked for what is unmanaged.
  package var unmanaged: [Box]?
  /// Of instances and objects, whatever is folded.
  package var counts: [DriftStatus: Int]
  /// What was not looked at, and why.
  package var notes: [String]
}

/// What a picture is made of.
package struct DriftPictureInput: Sendable {
  package var title: String
  package var time: UTCTime
  package var graph: ConfigGraph
  /// Nil where the stack could not be looked at.
  package var looked: Set<ResourceInstanceAddress>?
  package var findings: [Finding]
  /// What nobody declares; nil where nobody looked for it.
  package var unmanaged: [Finding]?
  /// Resource types and places that could not be listed, with why.
  package var unlisted: [String] = []
  /// Whatever else was not looked at, with why.
  package var notes: [String] = []

  package init(
    title: String, time: UTCTime, graph: ConfigGraph, looked: Set<ResourceInstanceAddress>?, findings: [Finding],
    unmanaged: [Finding]? = nil, unlisted: [String] = [], notes: [String] = []
  ) {
    self.title = title
    self.time = time
    self.graph = graph
    self.looked = looked
    self.findings = findings
    self.unmanaged = unmanaged
    self.unlisted = unlisted
    self.notes = notes
  }
}

extension DriftPicture {
  package init(_ input: DriftPictureInput) {
    let members = DriftMember.all(in: input)
    let folding = DriftFolding(members, fitting: DriftFolding.mostBoxes)
    (boxes, dependencies) = folding.drawn(in: input.graph)
    title = input.title
    time = input.time
    wasSeen = input.looked != nil
    counts = [:]
    for member in members {
      for instance in member.instances { counts[instance.status, default: 0] += 1 }
      if member.instances.isEmpty, member.status != .asDeclared { counts[member.status, default: 0] += 1 }
    }
    notes = input.notes
    if let found = input.unmanaged {
      for finding in found { counts[finding.isActionable ? .unmanaged : .accepted, default: 0] += 1 }
      unmanaged = unmanagedBoxes(found, unlisted: input.unlisted)
    }
  }
}
