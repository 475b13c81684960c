"""Which addresses can be fetched: those of the web, and of the public internet.

Knows what an address says by itself. Doesn't ask what a name stands for.
"""

from __future__ import annotations

import ipaddress
from urllib.parse import urlsplit


def no_address(url: str) -> str:
    """Why it is no address of the web; "" if it is one."""
    try:
        parts = urlsplit(url)
        _ = parts.port
    except ValueError as error:
        return f"no address of the web: {error}"
    if parts.scheme not in ("http", "https"):
        return f"only http and https can be fetched, not {parts.scheme or 'a plain path'}"
    return "" if parts.hostname else "the address names no host"


def is_public(address: str) -> bool:
    """Whether an IP address is one of the public internet; an IPv4 address inside an IPv6 one is judged as IPv4."""
    ip = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(ip, ipaddress.IPv6Address):
        inner = ip.ipv4_mapped or ip.sixtofour or (ip.teredo[1] if ip.teredo else None)
        if inner is not None:
            ip = inner
    return ip.is_global and not (ip.is_multicast or ip.is_reserved or ip.is_unspecified)
