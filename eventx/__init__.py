"""eventx: the open exchange format for conflict events, and the toolkit around it."""
