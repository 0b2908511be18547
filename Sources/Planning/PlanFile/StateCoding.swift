import Model

extension BinaryWriter {
  mutating func state(_ state: State) {
    string(state.terraformVersion)
    integer(state.serial)
    string(state.lineage)
    array(state.outputs.sorted { $0.key < $1.key }) { output, writer in
      writer.string(output.key)
      writer.value(output.value.value)
      writer.bool(output.value.isSensitive)
    }
    array(state.resources.sorted { $0.key < $1.key }) { resource, writer in
      writer.module(resource.key.module)
      writer.resource(resource.key.resource)
      writer.provider(resource.value.provider)
      writer.array(resource.value.instances.sorted { InstanceKey.order($0.key, $1.key) }) { instance, writer in
        writer.key(instance.key)
        writer.key(instance.value.providerKey)
        writer.optional(instance.value.current) { $1.record($0) }
        writer.array(instance.value.deposed.sorted { $0.key < $1.key }) { deposed, writer in
          writer.string(deposed.key)
          writer.record(deposed.value)
        }
      }
    }
    checks(state.checkResults)
  }

  mutating func checks(_ checks: [CheckResult]) {
    array(checks) { check, writer in
      writer.string(check.kind)
      writer.string(check.configAddress)
      writer.string(check.status.rawValue)
      writer.array(check.objects) { object, writer in
        writer.string(object.address)
        writer.string(object.status.rawValue)
        writer.array(object.failureMessages) { $1.string($0) }
      }
    }
  }

  private mutating func record(_ record: ObjectRecord) {
    string(record.status.rawValue)
    integer(record.schemaVersion)
    data(record.attributes)
    array(record.sensitivePaths) { $1.path($0) }
    data(record.privateData)
    array(record.dependencies) { $1.address($0) }
    bool(record.createBeforeDestroy)
    bool(record.skipsDestroy)
    optional(record.identitySchemaVersion) { $1.integer($0) }
    optional(record.identity) { $1.data($0) }
  }
}

extension BinaryReader {
  mutating func state() throws(BinaryReadingError) -> State {
    var state = State(terraformVersion: try string(), serial: try integer(), lineage: try string())
    let outputs = try array { (reader) throws(BinaryReadingError) in
      let name = try reader.string()
      let value = try reader.value()
      return (name, OutputValue(value: value, isSensitive: try reader.bool()))
    }
    state.outputs = Dictionary(outputs) { $1 }
    let resources = try array { (reader) throws(BinaryReadingError) in
      let module = try reader.module()
      let address = ResourceAddress(module: module, resource: try reader.resource())
      var resource = ResourceState(provider: try reader.providerConfig())
      let instances = try reader.array { (reader) throws(BinaryReadingError) in
        let key = try reader.key()
        return (key, try reader.instanceState())
      }
      resource.instances = Dictionary(instances) { $1 }
      return (address, resource)
    }
    state.resources = Dictionary(resources) { $1 }
    state.checkResults = try checks()
    return state
  }

  mutating func checks() throws(BinaryReadingError) -> [CheckResult] {
    try array { (reader) throws(BinaryReadingError) in
      let kind = try reader.string()
      let address = try reader.string()
      let status = try reader.choice(CheckResult.Status.self)
      let objects = try reader.array { (reader) throws(BinaryReadingError) in
        let address = try reader.string()
        let status = try reader.choice(CheckResult.Status.self)
        return CheckResult.Object(address: address, status: status, failureMessages: try reader.strings())
      }
      return CheckResult(kind: kind, configAddress: address, status: status, objects: objects)
    }
  }

  private mutating func instanceState() throws(BinaryReadingError) -> ResourceInstanceState {
    let providerKey = try key()
    let current = try optional { (reader) throws(BinaryReadingError) in try reader.record() }
    let deposed = try array { (reader) throws(BinaryReadingError) in
      let key = try reader.string()
      return (key, try reader.record())
    }
    return ResourceInstanceState(current: current, deposed: Dictionary(deposed) { $1 }, providerKey: providerKey)
  }

  private mutating func record() throws(BinaryReadingError) -> ObjectRecord {
    let status = try choice(ObjectRecord.Status.self)
    let schemaVersion = try integer()
    var record = ObjectRecord(status: status, schemaVersion: schemaVersion, attributes: try data())
    record.sensitivePaths = try array { (reader) throws(BinaryReadingError) in try reader.path() }
    record.privateData = try data()
    record.dependencies = try array { (reader) throws(BinaryReadingError) in try reader.configResource() }
    record.createBeforeDestroy = try bool()
    record.skipsDestroy = try bool()
    record.identitySchemaVersion = try optional { (reader) throws(BinaryReadingError) in try reader.integer() }
    record.identity = try optional { (reader) throws(BinaryReadingError) in try reader.data() }
    return record
  }
}
