output "all" {
  value = {
    base64 = [base64encode("Grüße"), base64decode("SGVsbG8="), base64gzip("") != ""]
    csv    = csvdecode("a,b\n1,2\n3,4\n")
    json   = [jsonencode({ b = [1, null, "<x>"], a = true }), jsondecode("{\"k\":[1,2.5,null]}")]
    yaml   = [yamlencode({ a = [1, "two"], b = { c = true } }), yamldecode("a: 1\nb: [x, yes]\n")]
    url    = urlencode("a b&c/ü")
    hashes = [md5("x"), sha1("x"), sha256("x"), base64sha256("x"), sha512("x")]
    uuid   = uuidv5("dns", "example.com")
    text   = textencodebase64("hi", "UTF-16LE")
  }
}
