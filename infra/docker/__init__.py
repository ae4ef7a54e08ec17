"""The Docker daemon: images and containers. The only importer of aiodocker."""
