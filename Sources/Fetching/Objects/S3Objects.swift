import Connecting
import Model

/// The objects of a bucket of S3, or of a store that speaks its language.
struct S3Objects: ObjectStore {
  private static let timeout: Duration = .seconds(1800)

  let client: AWSClient
  let bucket: String
  /// Only of single objects.
  let version: String?

  static func open(
    _ location: S3Location, environment: [String: String], http: HTTPClient
  ) async throws(FetchError) -> S3Objects {
    var settings = AWSSettings()
    settings.region = location.region
    settings.profile = location.profile
    settings.accessKey = location.accessKey
    settings.secretKey = location.secretKey
    settings.sessionToken = location.sessionToken
    settings.metadataEndpoint = environment["AWS_METADATA_URL"]
    if let endpoint = location.endpoint { settings.endpoints["s3"] = endpoint }
    // The region is a matter of the address; what the environment says is meant for the user's own resources.
    if settings.region == nil { settings.region = S3Location.usualRegion }
    do throws(AWSError) {
      let client = try await AWSClient.open(
        settings, in: AWSSurroundings(environment: environment, http: http))
      return S3Objects(client: client, bucket: location.bucket, version: location.version)
    } catch { throw FetchError(error.description) }
  }

  func keys(prefix: String) async throws(FetchError) -> [String] {
    var keys: [String] = []
    var token: String?
    repeat {
      var call = call("ListObjectsV2", key: "")
      call.query = [("list-type", "2"), ("prefix", prefix)]
      if let token { call.query.append(("continuation-token", token)) }
      do throws(AWSError) {
        let answer = try await client.xml(call)
        keys += answer.all("Contents").compactMap { $0["Key"]?.text }
        token = answer["IsTruncated"]?.text == "true" ? answer["NextContinuationToken"]?.text : nil
      } catch { throw said(error) }
    } while token != nil && keys.count <= FolderLimits.standard.objects
    return keys
  }

  func download(_ key: String, to path: String) async throws(FetchError) {
    var call = call("GetObject", key: key)
    if let version { call.query = [("versionId", version)] }
    call.file = path
    call.timeout = Self.timeout
    call.maximumAnswer = WebPackage.maximumArchiveSize
    do { _ = try await client.send(call) } catch { throw said(error) }
  }

  private func call(_ operation: String, key: String) -> AWSCall {
    var call = AWSCall(.s3, operation)
    call.method = .get
    let address = S3Address(
      bucket: bucket, endpoint: client.endpoint(for: .s3), usesPathStyle: client.hasOwnEndpoint(for: .s3))
    call.endpoint = address.endpoint
    call.path = address.path(of: key)
    return call
  }

  private func said(_ error: AWSError) -> FetchError {
    var message = error.description
    if case .service(let fault) = error, let region = fault.bucketRegion, region != client.region {
      message +=
        ". The bucket is in \(region): write it into the address, as in s3::https://s3.\(region).amazonaws.com/"
    }
    return FetchError(message)
  }
}
