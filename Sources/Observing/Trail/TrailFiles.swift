import Connecting
package import Model

/// Reads the log files of a trail, no more of them than the time needs and a few at once.
struct TrailFiles: Sendable {
  /// Files held in memory at once.
  static let readers = 4
  static let maximumFile = 64 << 20
  /// Log files shrink to about a tenth.
  static let maximumContent = 512 << 20
  /// More would take hours: the newest are read.
  static let maximumFiles = 20_000

  let client: AWSClient
  let bucket: TrailBucket

  private struct Site: Hashable {
    var account: String
    var region: String
  }

  func records(
    for matchers: [CauseMatcher], since: UTCTime, until: UTCTime
  ) async -> (records: [[TrailRecord]], gaps: [ObservationGap]) {
    var records = [[TrailRecord]](repeating: [], count: matchers.count)
    var gaps: [ObservationGap] = []
    let sites = Dictionary(grouping: matchers.indices) { place in
      Site(account: matchers[place].question.scope.account, region: matchers[place].question.trailRegion)
    }
    for (site, places) in sites.sorted(by: { ($0.key.account, $0.key.region) < ($1.key.account, $1.key.region) }) {
      guard !site.account.isEmpty else {
        gaps.append(
          .trail(
            account: "", region: site.region, .unsupported,
            "the log files are kept by account, and the account of some objects is not known", call: "s3:ListObjectsV2")
        )
        continue
      }
      let listed = await keys(of: site, since: since, until: until)
      gaps += listed.gaps
      let read = await read(listed.keys, of: site, for: places.map { ($0, matchers[$0]) }, since: since, until: until)
      for (place, record) in read.records { records[place].append(record) }
      gaps += read.gaps
    }
    return (records, gaps)
  }

  // MARK: Listing

  /// The newest first.
  private func keys(of site: Site, since: UTCTime, until: UTCTime) async -> (keys: [String], gaps: [ObservationGap]) {
    var keys: [String] = []
    var gaps: [ObservationGap] = []
    let folders = bucket.folders(account: site.account, region: site.region, since: since, until: until)
    for folder in folders.reversed() {
      do throws(AWSError) {
        let listed = try await list(folder).filter { key in
          guard key.hasSuffix(".json.gz"), let time = TrailBucket.time(of: key) else { return false }
          return time + 60 >= since && time <= until + TrailBucket.delay
        }
        keys += listed.sorted(by: >)
      } catch {
        gaps.append(.trail(account: site.account, region: site.region, error, call: "s3:ListObjectsV2"))
        break
      }
      if keys.count > Self.maximumFiles {
        gaps.append(
          .trail(
            account: site.account, region: site.region, .incomplete,
            "there are more than \(Self.maximumFiles) log files for this time; the newest were read",
            call: "s3:ListObjectsV2"))
        keys.removeLast(keys.count - Self.maximumFiles)
        break
      }
    }
    return (keys, gaps)
  }

  private func list(_ folder: String) async throws(AWSError) -> [String] {
    var keys: [String] = []
    var token: String?
    repeat {
      var call = call("ListObjectsV2", key: "")
      call.query = [("list-type", "2"), ("prefix", folder)]
      if let token { call.query.append(("continuation-token", token)) }
      let response = try await client.send(call, region: bucket.region)
      guard let answer = XMLElement.read(response.body) else {
        throw .malformed(service: call.service.name, operation: call.operation)
      }
      keys += answer.all("Contents").compactMap { $0["Key"]?.text }
      token = answer["IsTruncated"]?.text == "true" ? answer["NextContinuationToken"]?.text : nil
    } while token != nil && keys.count <= Self.maximumFiles
    return keys
  }

  private func call(_ operation: String, key: String) -> AWSCall {
    var call = AWSCall(.s3, operation)
    call.method = .get
    let address = S3Address(
      bucket: bucket.bucket, endpoint: client.endpoint(for: .s3), usesPathStyle: client.hasOwnEndpoint(for: .s3))
    call.endpoint = address.endpoint
    call.path = address.path(of: key)
    call.maximumAnswer = Self.maximumFile
    return call
  }

  // MARK: Reading

  private typealias Found = (records: [(Int, TrailRecord)], gaps: [ObservationGap])

  private func read(
    _ keys: [String], of site: Site, for questions: [(Int, CauseMatcher)], since: UTCTime, until: UTCTime
  ) async -> Found {
    var found: Found = ([], [])
    await withTaskGroup(of: Found.self) { group in
      var rest = keys[...]
      func next() {
        guard let key = rest.popFirst() else { return }
        group.addTask { await read(key, of: site, for: questions, since: since, until: until) }
      }
      for _ in 0..<Self.readers { next() }
      for await one in group {
        found.records += one.records
        found.gaps += one.gaps
        next()
      }
    }
    found.gaps = fewer(found.gaps.sorted { $0.detail < $1.detail })
    return found
  }

  /// Where all files fail in the same way, some stand for all.
  private func fewer(_ gaps: [ObservationGap]) -> [ObservationGap] {
    Dictionary(grouping: gaps, by: \.reason).sorted { $0.key.rawValue < $1.key.rawValue }.flatMap { _, alike in
      guard alike.count > Self.shownGaps else { return alike }
      var last = alike[Self.shownGaps - 1]
      last.detail += "; and \(alike.count - Self.shownGaps) more log files"
      return Array(alike.prefix(Self.shownGaps - 1)) + [last]
    }
  }

  static let shownGaps = 3

  private func read(
    _ key: String, of site: Site, for questions: [(Int, CauseMatcher)], since: UTCTime, until: UTCTime
  ) async -> Found {
    func gap(_ reason: String) -> ObservationGap {
      .trail(
        account: site.account, region: site.region, .incomplete, "\(key) \(reason)", call: "s3:GetObject")
    }
    let body: [UInt8]
    do throws(AWSError) { body = try await client.send(call("GetObject", key: key), region: bucket.region).body } catch
    {
      return ([], [.trail(account: site.account, region: site.region, error, call: "s3:GetObject")])
    }
    // Whoever keeps the files may have unpacked them.
    guard let text = Gzip.isCompressed(body) ? Gzip.decompress(body, limit: Self.maximumContent) : body else {
      return ([], [gap("is damaged, or larger than \(Self.maximumContent >> 20) MiB")])
    }
    var records: [(Int, TrailRecord)] = []
    var damaged = 0
    do throws(JSONError) {
      try forEachRecord(in: text) { json in
        guard let record = TrailRecord(json) else {
          damaged += 1
          return
        }
        guard record.event.time >= since, record.event.time <= until else { return }
        for (place, matcher) in questions where matcher.concerns(record) { records.append((place, record)) }
      }
    } catch { return (records, [gap("is damaged: \(error.message)")]) }
    return (records, damaged == 0 ? [] : [gap("has \(damaged) records that cannot be understood")])
  }
}

/// One record after the other, so that a file is never in memory as a tree.
package func forEachRecord(in text: [UInt8], _ body: (JSON) -> Void) throws(JSONError) {
  try text.withUnsafeBufferPointer { bytes throws(JSONError) in
    var scanner = JSONScanner(bytes)
    try scanner.beginObject()
    var isFirst = true
    while let name = try scanner.nextMember(&isFirst) {
      guard name == "Records" else {
        try scanner.skipValue()
        continue
      }
      try scanner.beginArray()
      var isFirstRecord = true
      while try scanner.nextElement(&isFirstRecord) { body(try scanner.value()) }
    }
    try scanner.finish()
  }
}
