"""What this application is called, and which front ends it may serve."""

TITLE = 'מרפאה \u202e"Ω" 🏥 </script>'
DESCRIPTION = "Line one\nline two {{ secret }} </textarea>"

# The first one that is there is served at `/`, the others at `/<name>/`.
FRONTENDS = ["react"]
