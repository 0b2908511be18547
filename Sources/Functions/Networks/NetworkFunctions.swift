import Model

private let prefix = FunctionParameter.string(
  "prefix", "A network in CIDR notation: an address, a slash and the number of bits that all its addresses share.")

let networkFunctions: [BuiltinFunction] = [
  BuiltinFunction(
    "cidrhost", "The address of a host in a network.",
    [prefix, .number("hostnum", "The host's number within the network; negative ones count from its end.")],
    returns: .string, host),
  BuiltinFunction("cidrnetmask", "The mask of an IPv4 network.", [prefix], returns: .string) {
    (call) throws(FunctionError) in
    let network = try network(call)
    guard network.address.bits == 32 else {
      throw FunctionError("IPv6 addresses cannot have a netmask: \(call.string(0))")
    }
    let mask = UInt128(UInt32.max) & ~network.lastHost
    return .string(Address(value: mask, bits: 32).description)
  },
  BuiltinFunction(
    "cidrsubnet", "A network within a network.",
    [
      prefix, .number("newbits", "The number of bits by which the prefix is longer than that of the given network."),
      .number("netnum", "The number of the new network, which those bits hold."),
    ], returns: .string, subnet),
  BuiltinFunction(
    "cidrsubnets", "Networks within a network, one after the other.", [prefix],
    variadic: .number("newbits"), returns: .list(.string), subnets),
]

private func network(_ call: FunctionCall, argument: Int? = nil) throws(FunctionError) -> Network {
  guard let network = Network(call.string(0)) else {
    throw FunctionError("invalid CIDR expression: invalid CIDR address: \(call.string(0))", argument: argument)
  }
  return network
}

/// A whole number of any size, as its sign and magnitude; a magnitude beyond 128 bits is as good as the greatest.
private func whole(_ call: FunctionCall, _ index: Int) throws(FunctionError) -> (isNegative: Bool, magnitude: UInt128) {
  let number = call.number(index)
  guard number.isWhole, let digits = number.whole(radix: 10) else {
    throw FunctionError("value must be a whole number")
  }
  let isNegative = digits.hasPrefix("-")
  return (isNegative, UInt128(isNegative ? String(digits.dropFirst()) : digits) ?? .max)
}

@Sendable private func host(_ call: FunctionCall) throws(FunctionError) -> Value {
  let (isNegative, magnitude) = try whole(call, 1)
  let network = try network(call)
  let last = network.lastHost
  var number = magnitude
  if isNegative {
    guard magnitude - 1 <= last else {
      throw FunctionError(
        "prefix of \(network.prefixLength) does not accommodate a host numbered -\(magnitude - 1 - last)")
    }
    number = last - (magnitude - 1)
  }
  guard number <= last else {
    let given = call.number(1).description
    throw FunctionError("prefix of \(network.prefixLength) does not accommodate a host numbered \(given)")
  }
  return .string(Address(value: network.address.value | number, bits: network.address.bits).description)
}

@Sendable private func subnet(_ call: FunctionCall) throws(FunctionError) -> Value {
  let newBits = try call.int(1)
  let (isNegative, number) = try whole(call, 2)
  let network = try network(call)
  let (length, overflow) = network.prefixLength.addingReportingOverflow(newBits)
  guard !overflow, length <= network.address.bits, length >= 0 else {
    throw FunctionError(
      "insufficient address space to extend prefix of \(network.prefixLength) by \(newBits)")
  }
  let limit: UInt128 = newBits < 0 || newBits >= 64 ? .max : (1 << UInt128(newBits)) - 1
  guard !isNegative, number <= limit else {
    throw FunctionError(
      "prefix extension of \(newBits) does not accommodate a subnet numbered \(call.number(2).description)")
  }
  let bits = network.address.bits
  let shifted = bits - length >= 128 ? 0 : number << UInt128(bits - length)
  let address = Address(value: network.address.value | shifted, bits: bits)
  return .string(Network(address: address, prefixLength: length).description)
}

@Sendable private func subnets(_ call: FunctionCall) throws(FunctionError) -> Value {
  let network = try network(call, argument: 0)
  let bits = network.address.bits
  var results: [Value] = []
  var current: Network?
  for index in 1..<max(call.count, 1) {
    let newBits = try call.argumentInt(index)
    if newBits < 1 { throw FunctionError("must extend prefix by at least one bit", argument: index) }
    if newBits > 32 { throw FunctionError("may not extend prefix by more than 32 bits", argument: index) }
    let length = network.prefixLength + newBits
    if length > bits {
      throw FunctionError(
        "would extend prefix to \(length) bits, which is too long for an \(bits == 32 ? "IPv4" : "IPv6") address",
        argument: index)
    }
    let next: Network
    if let current {
      let block = Network(address: Address(value: current.lastAddress, bits: bits), prefixLength: length)
      let (start, overflow) = block.lastAddress.addingReportingOverflow(1)
      guard !overflow, start <= network.lastAddress else {
        throw FunctionError(
          "not enough remaining address space for a subnet with a prefix of \(length) bits after \(current)",
          argument: index)
      }
      next = Network(address: Address(value: start, bits: bits), prefixLength: length)
    } else {
      next = Network(address: network.address, prefixLength: length)
    }
    results.append(.string(next.description))
    current = next
  }
  return .list(.string, results)
}
