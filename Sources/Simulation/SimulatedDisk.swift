import Glibc
package import Storing
import Synchronization

/// A machine's disk as POSIX promises it, and no better: what was written is in a cache, and after a power failure each
/// sector and each name that was not synchronized is there or not, as chance has it.
package final class SimulatedDisk: Sendable {
  /// Half of all disks keep the order in which names were changed; the others promise nothing.
  private let keepsOrder: Bool
  private let chance: Chance
  private let content = Mutex(Content())

  static let sector = 512

  fileprivate struct File {
    var cached: [UInt8] = []
    var durable: [UInt8] = []
    var pending: [Change] = []
  }

  fileprivate enum Change {
    case write([UInt8], at: Int)
    case truncate(Int)
  }

  fileprivate enum NameChange {
    case add(String, Int)
    case remove(String)
    case rename(String, String)
    case folder(String)

    var folder: String {
      switch self {
      case .add(let path, _), .remove(let path), .folder(let path), .rename(let path, _): SimulatedDisk.folder(of: path)
      }
    }
  }

  fileprivate struct Names {
    var files: [String: Int] = [:]
    var folders: Set<String> = ["/", "/stack"]

    mutating func make(_ change: NameChange) {
      switch change {
      case .add(let path, let number): files[path] = number
      case .remove(let path): files[path] = nil
      case .rename(let from, let to):
        if let number = files.removeValue(forKey: from) { files[to] = number }
      case .folder(let path): folders.insert(path)
      }
    }

    /// What lies in a folder that is not there cannot be reached.
    mutating func removeUnreachable() {
      func isReachable(_ path: String) -> Bool {
        let above = SimulatedDisk.folder(of: path)
        return path == "/" || (folders.contains(above) && isReachable(above))
      }
      folders = folders.filter(isReachable)
      files = files.filter { isReachable($0.key) }
    }
  }

  fileprivate struct Open {
    var process: Int
    /// Nil for a folder.
    var file: Int?
    var path: String
  }

  fileprivate struct Content {
    var files: [Int: File] = [:]
    var names = Names()
    var durableNames = Names()
    var pending: [NameChange] = []
    var open: [Int32: Open] = [:]
    /// By file: the descriptor that holds the lock.
    var locks: [Int: Int32] = [:]
    var nextDescriptor: Int32 = 3
    var nextFile = 1
    /// Bytes that still find room; nil for as many as one likes.
    var free: Int?
  }

  package init(chance: Chance) {
    self.chance = chance
    keepsOrder = chance.happens(500)
  }

  static func folder(of path: String) -> String {
    guard let slash = path.lastIndex(of: "/"), slash != path.startIndex else { return "/" }
    return String(path[..<slash])
  }

  /// How many bytes there is room for from now on.
  package func setFree(_ bytes: Int?) { content.withLock { $0.free = bytes } }

  /// As a person would look: what a path holds now.
  package func bytes(at path: String) -> [UInt8]? {
    content.withLock { content in content.names.files[path].flatMap { content.files[$0]?.cached } }
  }

  package var paths: [String] { content.withLock { $0.names.files.keys.sorted() } }

  // MARK: what ends

  /// A process ends: its files are closed and its locks are gone.
  package func end(process: Int) {
    content.withLock { content in
      for (descriptor, open) in content.open where open.process == process { content.close(descriptor) }
    }
  }

  /// The power fails: what was not synchronized may be gone.
  package func losePower() {
    content.withLock { content in
      var names = content.durableNames
      var isOver = false
      for change in content.pending {
        if keepsOrder { isOver = isOver || chance.happens(300) } else { isOver = chance.happens(500) }
        if !isOver { names.make(change) }
      }
      names.removeUnreachable()
      content.names = names
      content.durableNames = names
      content.pending = []
      for number in content.files.keys.sorted() {
        guard var file = content.files[number] else { continue }
        for change in file.pending { lose(change, &file.durable) }
        file.cached = file.durable
        file.pending = []
        content.files[number] = file
      }
      content.open = [:]
      content.locks = [:]
    }
  }

  /// What becomes of a change that was on its way: each sector for itself.
  private func lose(_ change: Change, _ bytes: inout [UInt8]) {
    switch change {
    case .truncate(let size):
      if chance.happens(500) { bytes.resize(size) }
    case .write(let written, let start):
      var place = start
      while place < start + written.count {
        let end = min((place / Self.sector + 1) * Self.sector, start + written.count)
        if chance.happens(500) { bytes.overwrite(written[(place - start)..<(end - start)], at: place) }
        place = end
      }
    }
  }

  // MARK: calls

  package func open(_ path: String, _ flags: Int32, process: Int) throws(SystemFailure) -> Int32 {
    try content.withLock { (content) throws(SystemFailure) in
      if content.names.folders.contains(path) { return content.describe(Open(process: process, file: nil, path: path)) }
      if flags & O_DIRECTORY != 0 { throw SystemFailure(code: ENOENT) }
      if let number = content.names.files[path] {
        if flags & O_TRUNC != 0 { content.change(number, .truncate(0)) }
        return content.describe(Open(process: process, file: number, path: path))
      }
      guard flags & O_CREAT != 0, content.names.folders.contains(Self.folder(of: path)) else {
        throw SystemFailure(code: ENOENT)
      }
      if content.free == 0 { throw SystemFailure(code: ENOSPC) }
      let number = content.nextFile
      content.nextFile += 1
      content.files[number] = File()
      content.rename(.add(path, number))
      return content.describe(Open(process: process, file: number, path: path))
    }
  }

  package func close(_ descriptor: Int32) { content.withLock { $0.close(descriptor) } }

  package func read(_ descriptor: Int32, at start: Int, count: Int) throws(SystemFailure) -> [UInt8] {
    try content.withLock { (content) throws(SystemFailure) in
      let bytes = content.files[try content.file(descriptor)]?.cached ?? []
      return start < bytes.count ? Array(bytes[start..<min(start + count, bytes.count)]) : []
    }
  }

  package func write(_ descriptor: Int32, _ bytes: ArraySlice<UInt8>, at start: Int) throws(SystemFailure) -> Int {
    try content.withLock { (content) throws(SystemFailure) in
      let number = try content.file(descriptor)
      var count = bytes.count
      if let free = content.free {
        let size = content.files[number]?.cached.count ?? 0
        let wanted = max(0, start + count - size)
        count -= max(0, wanted - free)
        content.free = free - min(wanted, free)
        if count <= 0 { throw SystemFailure(code: ENOSPC) }
      }
      content.change(number, .write(Array(bytes.prefix(count)), at: start))
      return count
    }
  }

  package func truncate(_ descriptor: Int32, to size: Int) throws(SystemFailure) {
    try content.withLock { (content) throws(SystemFailure) in
      content.change(try content.file(descriptor), .truncate(size))
    }
  }

  package func synchronize(_ descriptor: Int32) throws(SystemFailure) {
    try content.withLock { (content) throws(SystemFailure) in
      guard let open = content.open[descriptor] else { throw SystemFailure(code: EBADF) }
      if let number = open.file, var file = content.files[number] {
        file.pending = []
        file.durable = file.cached
        content.files[number] = file
      } else {
        for change in content.pending where change.folder == open.path { content.durableNames.make(change) }
        content.pending.removeAll { $0.folder == open.path }
      }
    }
  }

  /// What was on its way to the disk did not get there, and the system does not try again.
  func failToSynchronize(_ descriptor: Int32) {
    content.withLock { content in
      guard let number = content.open[descriptor]?.file else { return }
      content.files[number]?.pending = []
    }
  }

  package func lock(_ descriptor: Int32) throws(SystemFailure) -> Bool {
    try content.withLock { (content) throws(SystemFailure) in
      let number = try content.file(descriptor)
      if let holder = content.locks[number] { return holder == descriptor }
      content.locks[number] = descriptor
      return true
    }
  }

  package func unlock(_ descriptor: Int32) {
    content.withLock { content in
      if let number = content.open[descriptor]?.file, content.locks[number] == descriptor {
        content.locks[number] = nil
      }
    }
  }

  func identity(of descriptor: Int32) -> FileIdentity? {
    content.withLock { content in
      content.open[descriptor]?.file.map { FileIdentity(device: 1, number: UInt64($0)) }
    }
  }

  func identity(at path: String) -> FileIdentity? {
    content.withLock { content in content.names.files[path].map { FileIdentity(device: 1, number: UInt64($0)) } }
  }

  package func rename(_ path: String, to target: String) throws(SystemFailure) {
    try content.withLock { (content) throws(SystemFailure) in
      guard content.names.files[path] != nil else { throw SystemFailure(code: ENOENT) }
      content.rename(.rename(path, target))
    }
  }

  package func link(_ path: String, to target: String) throws(SystemFailure) {
    try content.withLock { (content) throws(SystemFailure) in
      guard let number = content.names.files[path] else { throw SystemFailure(code: ENOENT) }
      if content.names.files[target] != nil { throw SystemFailure(code: EEXIST) }
      content.rename(.add(target, number))
    }
  }

  package func remove(_ path: String) throws(SystemFailure) {
    try content.withLock { (content) throws(SystemFailure) in
      guard content.names.files[path] != nil else { throw SystemFailure(code: ENOENT) }
      content.rename(.remove(path))
    }
  }

  func makeFolder(_ path: String) throws(SystemFailure) {
    try content.withLock { (content) throws(SystemFailure) in
      if content.names.folders.contains(path) || content.names.files[path] != nil { throw SystemFailure(code: EEXIST) }
      guard content.names.folders.contains(Self.folder(of: path)) else { throw SystemFailure(code: ENOENT) }
      content.rename(.folder(path))
    }
  }
}

extension SimulatedDisk.Content {
  fileprivate mutating func describe(_ open: SimulatedDisk.Open) -> Int32 {
    let descriptor = nextDescriptor
    nextDescriptor += 1
    self.open[descriptor] = open
    return descriptor
  }

  fileprivate func file(_ descriptor: Int32) throws(SystemFailure) -> Int {
    guard let number = open[descriptor]?.file else { throw SystemFailure(code: EBADF) }
    return number
  }

  fileprivate mutating func close(_ descriptor: Int32) {
    if let number = open.removeValue(forKey: descriptor)?.file, locks[number] == descriptor { locks[number] = nil }
  }

  fileprivate mutating func change(_ number: Int, _ change: SimulatedDisk.Change) {
    switch change {
    case .truncate(let size): files[number]?.cached.resize(size)
    case .write(let bytes, let start): files[number]?.cached.overwrite(bytes[...], at: start)
    }
    files[number]?.pending.append(change)
  }

  fileprivate mutating func rename(_ change: SimulatedDisk.NameChange) {
    names.make(change)
    pending.append(change)
  }
}

extension [UInt8] {
  fileprivate mutating func resize(_ size: Int) {
    if size <= count { removeLast(count - size) } else { append(contentsOf: repeatElement(0, count: size - count)) }
  }

  fileprivate mutating func overwrite(_ bytes: ArraySlice<UInt8>, at start: Int) {
    if count < start + bytes.count { resize(start + bytes.count) }
    replaceSubrange(start..<(start + bytes.count), with: bytes)
  }
}
