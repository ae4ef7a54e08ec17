"""What this application is called, and which front ends it may serve."""

TITLE = "Clinic"
DESCRIPTION = "Patients and their visits"

# The first one that is there is served at `/`, the others at `/<name>/`.
FRONTENDS = ["react"]
