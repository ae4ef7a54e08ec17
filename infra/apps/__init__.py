"""Generated applications on this machine: their databases, packages, sandboxes and health."""
