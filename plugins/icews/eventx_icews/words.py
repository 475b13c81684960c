"""The codes this plugin gives, each in a sentence."""

from __future__ import annotations

import types
from collections.abc import Mapping

from eventx.tabular.codes import CODES as TABLE_CODES

CODES: Mapping[str, str] = types.MappingProxyType(
    {**TABLE_CODES, "ICEWS-CODE": "The CAMEO code is none of CAMEO's. The cell is kept; the record has no type."}
)
