"""A way to a server on which things go wrong: fault_proxy.py TARGET

TARGET is HOST:PORT, or the path of a socket. The first line printed is the proxy's own HOST:PORT, as http://HOST:PORT/CONTROL
with the port of its control in place of CONTROL: PUT a JSON object there to say what goes wrong from now on, in connections that
are open already too:

{"kind": "cut-request", "bytes": N}   the connection ends after N bytes of what the client says
{"kind": "cut-answer", "bytes": N}    the server hears everything; the connection ends after N bytes of its answer
{"kind": "status", "status": N}       the proxy answers by itself, in HTTP
{"kind": "slow", "seconds": S}        each piece of an answer is late
"times" says how often, at most; without it, always. {} ends it. "match" is a text that what the client says must hold, e.g. "PUT /".
"""

import http.server
import json
import socket
import sys
import threading
import time

TURN = threading.Lock()
FAULT = {}


def taken(kind, said=b""):
    """The fault of this kind that is to happen now, if any; it counts as having happened."""
    with TURN:
        if FAULT.get("kind") != kind or FAULT.get("times", 1) <= 0 or FAULT.get("match", "").encode() not in said:
            return None
        if "times" in FAULT:
            FAULT["times"] -= 1
        return dict(FAULT)


class Connection:
    """One client's, with its way to the server."""

    def __init__(self, client, target):
        self.client, self.target = client, target
        self.server = socket.socket(socket.AF_UNIX if "/" in target else socket.AF_INET)
        self.server.connect(target if "/" in target else (target.rsplit(":", 1)[0], int(target.rsplit(":", 1)[1])))
        self.said = b""
        self.cut = None

    def end(self):
        for end in (self.client, self.server):
            try:
                end.shutdown(socket.SHUT_RDWR)
            except OSError:
                pass

    def upwards(self):
        left = None
        try:
            while data := self.client.recv(1 << 16):
                self.said = (self.said + data)[-4096:] if left is None else self.said
                # What a request begins with tells which it is.
                if left is None and (fault := taken("cut-request", data)):
                    left = fault["bytes"]
                if fault := taken("cut-answer", data):
                    self.cut = fault["bytes"]
                if fault := taken("status", data):
                    self.client.sendall(
                        f"HTTP/1.1 {fault['status']} Fault\r\nContent-Length: 0\r\nConnection: close\r\n\r\n".encode())
                    # The rest of the request is read, so that the answer is not lost in a reset.
                    self.client.shutdown(socket.SHUT_WR)
                    self.client.settimeout(1)
                    while self.client.recv(1 << 16):
                        pass
                    break
                if left is not None:
                    self.server.sendall(data[:left])
                    left -= len(data)
                    if left <= 0:
                        break
                    continue
                self.server.sendall(data)
        except OSError:
            pass
        self.end()

    def downwards(self):
        try:
            while data := self.server.recv(1 << 16):
                if self.cut is not None:
                    self.client.sendall(data[: self.cut])
                    break
                if fault := taken("slow"):
                    time.sleep(fault["seconds"])
                self.client.sendall(data)
        except OSError:
            pass
        self.end()


class Control(http.server.BaseHTTPRequestHandler):
    def log_message(self, *_):
        pass

    def do_PUT(self):
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        with TURN:
            FAULT.clear()
            FAULT.update(body)
        self.send_response(200)
        self.send_header("Content-Length", "0")
        self.end_headers()


def main():
    listener = socket.create_server(("127.0.0.1", 0))
    control = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Control)
    threading.Thread(target=control.serve_forever, daemon=True).start()
    print(f"http://127.0.0.1:{listener.getsockname()[1]}/{control.server_address[1]}", flush=True)
    while True:
        client, _ = listener.accept()
        try:
            connection = Connection(client, sys.argv[1])
        except OSError:
            client.close()
            continue
        for way in (connection.upwards, connection.downwards):
            threading.Thread(target=way, daemon=True).start()


main()
