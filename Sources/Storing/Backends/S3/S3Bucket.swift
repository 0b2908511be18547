import Connecting
import Model

/// The objects of one bucket: what a state store needs of S3.
struct S3Bucket: Sendable {
  let client: AWSClient
  let name: String
  let usesPathStyle: Bool
  let protection: S3Protection

  /// A state of a gigabyte takes its time.
  private static let timeout: Duration = .seconds(600)

  /// Nil when there is no such object.
  func get(_ key: String) async throws(AWSError) -> [UInt8]? {
    var call = call("GetObject", .get, key)
    call.timeout = Self.timeout
    call.maximumAnswer = StateFile.maximumSize
    call.headers = protection.customerHeaders
    do {
      return try await client.send(call).body
    } catch {
      guard case .service(let fault) = error, fault.status == 404, fault.code != "NoSuchBucket" else { throw error }
      return nil
    }
  }

  func put(_ key: String, _ bytes: [UInt8]) async throws(AWSError) { _ = try await client.send(putting(key, bytes)) }

  /// False when the object is there already.
  func create(_ key: String, _ bytes: [UInt8]) async throws(AWSError) -> Bool {
    var call = putting(key, bytes)
    call.headers.append(HTTPHeader("if-none-match", "*"))
    do {
      _ = try await client.send(call)
      return true
    } catch {
      // 409 is said when another is just creating it.
      guard case .service(let fault) = error, fault.status == 412 || fault.status == 409 else { throw error }
      return false
    }
  }

  private func putting(_ key: String, _ bytes: [UInt8]) -> AWSCall {
    var call = call("PutObject", .put, key)
    call.timeout = Self.timeout
    call.body = bytes
    call.headers = [HTTPHeader("content-type", "application/json")] + protection.headers
    if !protection.skipsChecksum {
      let digest = String(decoding: Base64.encode(Hashing.sha256(bytes)), as: UTF8.self)
      call.headers += [
        HTTPHeader("x-amz-sdk-checksum-algorithm", "SHA256"), HTTPHeader("x-amz-checksum-sha256", digest),
      ]
    }
    return call
  }

  func delete(_ key: String) async throws(AWSError) { _ = try await client.send(call("DeleteObject", .delete, key)) }

  func keys(prefix: String) async throws(AWSError) -> [String] {
    var keys: [String] = []
    var token: String?
    repeat {
      var call = call("ListObjectsV2", .get, "")
      call.query = [("list-type", "2"), ("max-keys", "1000"), ("prefix", prefix)]
      if let token { call.query.append(("continuation-token", token)) }
      let answer = try await client.xml(call)
      keys += answer.all("Contents").compactMap { $0["Key"]?.text }
      token = answer["IsTruncated"]?.text == "true" ? answer["NextContinuationToken"]?.text : nil
    } while token != nil
    return keys
  }

  private func call(_ operation: String, _ method: HTTPRequest.Method, _ key: String) -> AWSCall {
    var call = AWSCall(.s3, operation)
    call.method = method
    let address = S3Address(bucket: name, endpoint: client.endpoint(for: .s3), usesPathStyle: usesPathStyle)
    call.endpoint = address.endpoint
    call.path = address.path(of: key)
    return call
  }
}

/// How objects in S3 are encrypted and checked, as headers.
struct S3Protection: Sendable {
  var encrypts = false
  var keyID: String?
  /// The customer's own key, 32 bytes.
  var customerKey: [UInt8]?
  var acl: String?
  var skipsChecksum = false

  var headers: [HTTPHeader] { encryptionHeaders + aclHeaders }

  private var encryptionHeaders: [HTTPHeader] {
    guard encrypts else { return [] }
    if let keyID {
      return [
        HTTPHeader("x-amz-server-side-encryption", "aws:kms"),
        HTTPHeader("x-amz-server-side-encryption-aws-kms-key-id", keyID),
      ]
    }
    return customerKey == nil ? [HTTPHeader("x-amz-server-side-encryption", "AES256")] : customerHeaders
  }

  private var aclHeaders: [HTTPHeader] { acl.map { [HTTPHeader("x-amz-acl", $0)] } ?? [] }

  var customerHeaders: [HTTPHeader] {
    guard encrypts, keyID == nil, let customerKey else { return [] }
    func base64(_ bytes: [UInt8]) -> String { String(decoding: Base64.encode(bytes), as: UTF8.self) }
    let prefix = "x-amz-server-side-encryption-customer"
    return [
      HTTPHeader("\(prefix)-algorithm", "AES256"), HTTPHeader("\(prefix)-key", base64(customerKey)),
      HTTPHeader("\(prefix)-key-md5", base64(Hashing.md5(customerKey))),
    ]
  }
}
