"""Listens as a plugin does and then speaks something else: raw.py MODE [SEED]."""
import os
import random
import socket
import sys
import tempfile
import time

mode = sys.argv[1]
path = os.path.join(tempfile.mkdtemp(), "socket")
listener = socket.socket(socket.AF_UNIX)
listener.bind(path)
listener.listen()
print(f"1|5|unix|{path}|grpc|", flush=True)
connection, _ = listener.accept()
if mode == "http1":
    connection.sendall(b"HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\nwhat?")
elif mode == "random":
    connection.sendall(random.Random(int(sys.argv[2])).randbytes(100_000))
elif mode == "frames":
    # A good beginning, then frames of random type, flags, stream and content.
    generator = random.Random(int(sys.argv[2]))
    connection.sendall(b"\0\0\0\4\0\0\0\0\0")
    time.sleep(0.05)
    for _ in range(200):
        size = generator.randrange(64)
        head = size.to_bytes(3, "big") + bytes([generator.randrange(12), generator.randrange(256)])
        try:
            connection.sendall(head + generator.choice([0, 1, 3, 5]).to_bytes(4, "big") + generator.randbytes(size))
        except BrokenPipeError:
            break
if mode in ("closes", "random", "frames"):
    # What was sent may have been harmless: a server that then says nothing is waited for, this one goes.
    time.sleep(0.2)
    connection.close()
time.sleep(600)
