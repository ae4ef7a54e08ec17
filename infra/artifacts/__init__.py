"""The artifact store: a protocol, and an engine for a directory and for S3."""
