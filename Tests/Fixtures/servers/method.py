"""An encryption method in OpenTofu's protocol that turns the payload round and adds the key's length."""

import base64
import json
import sys

print(json.dumps({"magic": "OpenTofu-External-Encryption-Method", "version": 1}), flush=True)
request = json.load(sys.stdin)
payload = base64.b64decode(request["payload"])
mark = bytes([len(base64.b64decode(request.get("key") or ""))])
if sys.argv[1] == "encrypt":
    result = mark + payload[::-1]
elif payload[:1] != mark:
    sys.exit("another key")
else:
    result = payload[1:][::-1]
print(json.dumps({"payload": base64.b64encode(result).decode()}))
