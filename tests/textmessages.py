"""A provider of text messages for tests: it speaks the Messages API over HTTP and keeps what it was handed."""

import base64
import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qsl

SID, TOKEN, SENDER = "AC123", "hushhush", "+4930123456"


class Provider:
    """Used in a `with`: `url` to send by, `messages` for what arrived, `refuse` to say no, `hangs_up` for silence."""

    def __init__(self) -> None:
        self.messages: list[dict[str, str]] = []
        self.refuse = 0
        self.hangs_up = False
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._answering())

    def __enter__(self) -> "Provider":
        threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True).start()
        return self

    def __exit__(self, *reason: object) -> None:
        self._server.shutdown()
        self._server.server_close()

    @property
    def api(self) -> str:
        return f"http://127.0.0.1:{self._server.server_address[1]}"

    @property
    def url(self) -> str:
        return f"twilio://{SID}:{TOKEN}@{SENDER}?api={self.api}"

    def _answering(provider) -> type[BaseHTTPRequestHandler]:
        class Answering(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                said = dict(parse_qsl(self.rfile.read(int(self.headers["Content-Length"])).decode()))
                basic = "Basic " + base64.b64encode(f"{SID}:{TOKEN}".encode()).decode()
                if self.headers["Authorization"] != basic:
                    return self._say(401, {"code": 20003, "message": "Authenticate"})
                if self.path != f"/2010-04-01/Accounts/{SID}/Messages.json":
                    return self._say(404, {"code": 20404, "message": "Not found"})
                if provider.refuse:
                    return self._say(provider.refuse, {"code": 21211, "message": "Invalid 'To' number"})
                provider.messages.append(said)
                if provider.hangs_up:
                    return self.connection.close()
                return self._say(201, {"sid": f"SM{len(provider.messages)}", "status": "queued"})

            def _say(self, status: int, said: dict[str, object]) -> None:
                body = json.dumps(said).encode()
                self.send_response(status)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *said: object) -> None:
                pass

        return Answering
