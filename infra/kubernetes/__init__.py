"""Kubernetes, as those who deploy there see it. The only importer of its client."""
