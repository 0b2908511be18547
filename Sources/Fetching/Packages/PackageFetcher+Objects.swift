import Connecting
import Foundation
import Model

extension PackageFetcher {
  /// From a store of objects: an archive is one of them, a folder is all whose names begin with its own.
  func fetchObjects(of kind: String, _ given: PackageAddress, into directory: String) async throws(FetchError) {
    var address = given
    let archive = address.take("archive")
    let checksum = address.take("checksum")
    let store: any ObjectStore
    let key: String
    if kind == "s3" {
      let location = try S3Location(address)
      key = location.key
      store = try await S3Objects.open(location, environment: environment, http: client)
    } else {
      let location = try GCSLocation(address)
      key = location.key
      store = try GCSObjects(location, environment: environment, http: client)
    }
    guard try isArchive(archive, path: key) else {
      if checksum != nil { throw FetchError("a checksum is for archives, and \(address.location) is none") }
      return try await store.download(folder: key, into: directory)
    }
    let file = NSTemporaryDirectory() + "plumb-archive-\(UUID().uuidString)"
    defer { try? FileManager.default.removeItem(atPath: file) }
    try await store.download(key, to: file)
    if let checksum {
      let web = WebPackage(client: client, netrcFile: netrcFile)
      try await web.checksum(checksum, of: address).check(file)
    }
    try makeDirectory(directory)
    try await offThePool { () throws(FetchError) in try Archive.unpack(file, into: directory) }
  }
}
