# SPDX-License-Identifier: GPL-3.0-or-later
"""Stands between a client and the central endpoint on loopback and passes HTTP on; what it does to it is up to who inherits from it."""
import http.client
import re
import socket
import struct
import threading


class Gone(Exception):
    """The other side ended the connection, or is not there."""


class Request:
    def __init__(self, head, body):
        self.head, self.body = head, body
        self.method, self.target = head.split(b" ", 2)[:2]
        self.path = self.target.split(b"?")[0].decode()

    def header(self, name):
        match = re.search(rb"(?im)^" + name.encode() + rb":[ \t]*(.*?)\r$", self.head)
        return match.group(1) if match else None


class Reply:
    """As the central made it; `head` ends with the blank line."""

    def __init__(self, head, body):
        self.head, self.body = head, body
        self.status = int(head.split(b" ", 2)[1])

    def bytes(self):
        return self.head + self.body


class Relay:
    """One thread per connection. Override serve(); what it returns is sent as it is, nothing at all ends the connection."""

    def __init__(self, upstream):
        self.upstream = upstream.split("//")[1]
        self.listener = socket.create_server(("127.0.0.1", 0), backlog=128)
        self.url = f"http://127.0.0.1:{self.listener.getsockname()[1]}"
        self.open = True
        threading.Thread(target=self._accept, daemon=True).start()

    def close(self):
        self.open = False
        self.listener.close()

    def serve(self, request, client):
        return self.ask(request).bytes()

    def ask(self, request):
        name, port = self.upstream.rsplit(":", 1)
        try:
            with socket.create_connection((name, int(port)), timeout=60) as server:
                server.sendall(request.head + request.body)
                answer = http.client.HTTPResponse(_Kept(server), method=request.method.decode())
                answer.begin()
                body = answer.read()
                lines = [f"HTTP/1.1 {answer.status} {answer.reason}"] + [f"{k}: {v}" for k, v in answer.getheaders()]
                return Reply(("\r\n".join(lines) + "\r\n\r\n").encode("latin-1"), body)
        except (OSError, http.client.HTTPException, ValueError) as failure:
            raise Gone from failure

    def _accept(self):
        while self.open:
            try:
                client, _ = self.listener.accept()
            except OSError:
                return
            threading.Thread(target=self._converse, args=(client,), daemon=True).start()

    def _converse(self, client):
        client.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        client.settimeout(120)
        held = b""
        try:
            while True:
                while b"\r\n\r\n" not in held:
                    held += self._more(client)
                head, held = held.split(b"\r\n\r\n", 1)
                head += b"\r\n\r\n"
                length = re.search(rb"(?i)\r\ncontent-length:[ \t]*(\d+)", head)
                length = int(length.group(1)) if length else 0
                while len(held) < length:
                    held += self._more(client)
                body, held = held[:length], held[length:]
                answer = self.serve(Request(head, body), client)
                if answer is None:
                    return
                client.sendall(answer)
                if b"connection: close" in answer[:2000].lower():
                    return
        except (OSError, Gone):
            pass
        finally:
            client.close()

    @staticmethod
    def _more(client):
        part = client.recv(65536)
        if not part:
            raise Gone
        return part


def reset(client):
    """Ends a connection with a reset rather than an end of stream."""
    client.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))


class _Kept:
    def __init__(self, connection):
        self.connection = connection

    def makefile(self, mode):
        return self.connection.makefile(mode)
