"""Sessions without a browser: each says over its own socket what a browser was heard to say."""

import base64
import time
from typing import Any, Self

from playwright.sync_api import Page
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import connect
from websockets.typing import Subprotocol

_PATIENCE = 60.0


class Recorder:
    """Keeps what a page asks its server to run, in order."""

    def __init__(self, page: Page) -> None:
        self.said: list[bytes] = []
        session = page.context.new_cdp_session(page)
        session.send("Network.enable")
        session.on("Network.webSocketFrameSent", self._hear)

    def _hear(self, event: dict[str, Any]) -> None:
        frame = base64.b64decode(event["response"]["payloadData"])
        if BackMsg.FromString(frame).HasField("rerun_script"):
            self.said.append(frame)


class WireSession:
    """One more session of a server, at a link of its own."""

    def __init__(self, url: str, query: str, opening: list[bytes]) -> None:
        address = url.replace("http://", "ws://") + "_stcore/stream"
        self._socket = connect(address, subprotocols=[Subprotocol("streamlit")], max_size=None)
        self._query = query
        for said in opening:
            self.step(said)

    def step(self, said: bytes) -> float:
        """Ask for a run; seconds until all that it gives has come."""
        message = BackMsg.FromString(said)
        message.rerun_script.query_string = self._query
        message.rerun_script.ClearField("cached_message_hashes")
        begun = time.perf_counter()
        self._socket.send(message.SerializeToString())
        while True:
            frame = self._socket.recv(_PATIENCE)
            if isinstance(frame, bytes) and _ends(ForwardMsg.FromString(frame)):
                return time.perf_counter() - begun

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._socket.close()


def _ends(told: ForwardMsg) -> bool:
    """Whether a run is over and no other one follows it at once."""
    is_over: bool = told.HasField("script_finished")
    return is_over and told.script_finished != ForwardMsg.FINISHED_EARLY_FOR_RERUN
