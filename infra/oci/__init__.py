"""OCI images, written and pushed without a daemon."""
