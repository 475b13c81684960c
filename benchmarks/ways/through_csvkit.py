"""ACLED's table as GeoJSON with csvkit's csvjson, which writes to standard output.

It is kept from guessing the separator, which goes wrong on this table.
"""

from __future__ import annotations

import sys

from csvkit.utilities.csvjson import launch_new_instance

source, target = sys.argv[1:]
sys.argv = ["csvjson", "--lat", "latitude", "--lon", "longitude", "--snifflimit", "0", source]
with open(target, "w", encoding="utf-8") as sys.stdout:
    launch_new_instance()
