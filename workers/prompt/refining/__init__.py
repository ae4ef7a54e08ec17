"""Refining by talking, offline: from what someone says about an application to what is to be changed in it."""
