"""The desk in a browser: one small application over a record, on the loopback address."""
