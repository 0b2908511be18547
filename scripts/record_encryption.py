"""Writes encrypted states as JSON; called by scripts/record-encryption. The nonces and salts are fixed, for review."""

import base64
import hashlib
import json
import sys

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.pbkdf2 import PBKDF2HMAC

STATE = (
    '{\n  "version": 4,\n  "terraform_version": "1.11.4",\n  "serial": 7,\n  "lineage": "0b5f0f4a-0000-4000-8000-5d3a7c1e2f00",\n'
    '  "outputs": {\n    "secret": {\n      "value": "höchst geheim",\n      "type": "string",\n      "sensitive": true\n    }\n  },\n'
    '  "resources": [],\n  "check_results": null\n}\n'
).encode()
HASHES = {"sha256": hashes.SHA256, "sha512": hashes.SHA512}


def text(data: bytes) -> str:
    return base64.b64encode(data).decode()


def fixed(name: str, length: int) -> bytes:
    return hashlib.shake_256(name.encode()).digest(length)


def derived(secret: bytes, name: str, length=32, iterations=2_000, hash_function="sha512", salt_length=32):
    """A key and the metadata that stand beside what it encrypts."""
    salt = fixed(f"salt {name}", salt_length)
    key = PBKDF2HMAC(HASHES[hash_function](), length, salt, iterations).derive(secret)
    metadata = {"salt": text(salt), "iterations": iterations, "hash_function": hash_function, "key_length": length}
    return key, text(json.dumps(metadata, separators=(",", ":")).encode())


def payload(name: str, key: bytes, meta: dict, aad=b"") -> dict:
    nonce = fixed(f"nonce {name}", 12)
    data = nonce + AESGCM(key).encrypt(nonce, STATE, aad or None)
    return {
        "serial": 7, "lineage": "0b5f0f4a-0000-4000-8000-5d3a7c1e2f00", "meta": meta, "encrypted_data": text(data),
        "encryption_version": "v0",
    }


def all_payloads() -> dict:
    examples = {}
    passphrase = b"correct horse battery staple"
    for name, options in {
        "standard": {"iterations": 200_000}, "aes128 sha256": {"length": 16, "hash_function": "sha256"}, "aes192": {"length": 24},
        "short salt": {"salt_length": 8},
    }.items():
        key, metadata = derived(passphrase, name, **options)
        examples[name] = payload(name, key, {"key_provider.pbkdf2.mine": metadata})
    key, metadata = derived(passphrase, "alias")
    examples["alias"] = payload("alias", key, {"the-alias": metadata})
    examples["additional"] = payload("additional", key, {"key_provider.pbkdf2.mine": metadata}, aad=bytes([1, 2, 250]))
    below, first = derived(passphrase, "below")
    key, second = derived(below, "above")
    examples["chain"] = payload(
        "chain", key, {"key_provider.pbkdf2.base": first, "key_provider.pbkdf2.mine": second})
    raw = [
        {
            "key": text(fixed("key", size)), "nonce": text(fixed("nonce", 12)), "additional": text(aad),
            "plaintext": text(fixed("text", length)),
            "sealed": text(
                fixed("nonce", 12)
                + AESGCM(fixed("key", size)).encrypt(fixed("nonce", 12), fixed("text", length), aad or None)),
        }
        for size in (16, 24, 32) for length in (0, 1, 15, 16, 17, 1000) for aad in (b"", b"more")
    ]
    return {"state": STATE.decode(), "payloads": examples, "aesgcm": raw}


if __name__ == "__main__":
    json.dump(all_payloads(), sys.stdout, indent=1, ensure_ascii=False)
    print()
