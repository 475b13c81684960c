"""What rules about a whole dataset are told of rows in columns: each day, point and copy once for many rows."""
