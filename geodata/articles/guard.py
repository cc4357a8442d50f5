"""Connections to public addresses only: no page may make this machine ask its own network."""

import ipaddress
import socket
from contextlib import suppress
from threading import Timer
from typing import Any

from requests.adapters import HTTPAdapter
from urllib3 import HTTPConnectionPool, HTTPSConnectionPool
from urllib3.connection import HTTPConnection, HTTPSConnection

from geodata.errors import ArticleError

MOST_SECONDS = 30.0
"""For one answer, from the first byte asked to the last one got, however slowly it drips."""
_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")
_Address = ipaddress.IPv4Address | ipaddress.IPv6Address


def is_public(address: str) -> bool:
    """Tell whether an IP address is one of the open internet, also as wrapped in IPv6."""
    ip: _Address = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(ip, ipaddress.IPv6Address):
        ip = _unwrapped(ip)
    special = ip.is_multicast or ip.is_reserved or ip.is_unspecified or ip.is_link_local
    return ip.is_global and not special


def public_address(host: str, port: int) -> str:
    """Look a host up once and give the address to connect to.

    Raises: ArticleError: there is no such host, or one of its addresses is not public.
    """
    try:
        found = socket.getaddrinfo(host.strip("[]"), port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise ArticleError(host, "no such host is found; is it spelt right?") from error
    addresses = [str(where[0]) for *_, where in found]
    if not addresses or not all(map(is_public, addresses)):
        problem = "lies in a private network or on this machine, which isn't asked"
        raise ArticleError(host, f"{problem}; save the page and give the file")
    return addresses[0]


class GuardedAdapter(HTTPAdapter):
    """For a `requests` session: connects to public addresses, and to the one that was checked."""

    def init_poolmanager(self, *args: Any, **options: Any) -> None:
        """Make the pools of guarded connections."""
        super().init_poolmanager(*args, **options)
        self.poolmanager.pool_classes_by_scheme = {"http": _Pool, "https": _SecurePool}


class TimedAdapter(HTTPAdapter):
    """For a `requests` session that may ask private addresses: bounds the time only."""

    def init_poolmanager(self, *args: Any, **options: Any) -> None:
        """Make the pools of timed connections."""
        super().init_poolmanager(*args, **options)
        self.poolmanager.pool_classes_by_scheme = {"http": _TimedPool, "https": _TimedSecurePool}


class _Timed(HTTPConnection):
    """Is cut off when its time is over, in the middle of a header too."""

    _timer: Timer | None = None

    def _new_conn(self) -> socket.socket:
        self._stop_timer()
        made = super()._new_conn()
        self._timer = Timer(MOST_SECONDS, self._cut)
        self._timer.daemon = True
        self._timer.start()
        return made

    def close(self) -> None:
        self._stop_timer()
        super().close()

    def _stop_timer(self) -> None:
        if self._timer:
            self._timer.cancel()

    def _cut(self) -> None:
        if self.sock:
            with suppress(OSError):
                self.sock.shutdown(socket.SHUT_RDWR)


class _Guarded(_Timed):
    def _new_conn(self) -> socket.socket:
        # What is connected to; the host stays what certificates are checked against.
        self._dns_host = public_address(self.host, self.port or 0)
        return super()._new_conn()


class _TimedSecure(HTTPSConnection, _Timed):
    pass


class _GuardedSecure(HTTPSConnection, _Guarded):
    pass


class _TimedPool(HTTPConnectionPool):
    ConnectionCls = _Timed


class _TimedSecurePool(HTTPSConnectionPool):
    ConnectionCls = _TimedSecure


class _Pool(HTTPConnectionPool):
    ConnectionCls = _Guarded


class _SecurePool(HTTPSConnectionPool):
    ConnectionCls = _GuardedSecure


def _unwrapped(ip: ipaddress.IPv6Address) -> _Address:
    """The IPv4 address that an IPv6 one stands for, if it does."""
    if ip in _NAT64:
        return ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
    teredo = ip.teredo
    return ip.ipv4_mapped or ip.sixtofour or (teredo[1] if teredo else None) or ip
