"""What this application is called, and which front ends it may serve."""

TITLE = "Notes"
DESCRIPTION = ""

# The first one that is there is served at `/`, the others at `/<name>/`.
FRONTENDS = ["react"]
