/** The sign-in page. */
import { Box, Button, Card, Stack, TextField, Typography } from "@mui/material";
import { type SubmitEvent, useState } from "react";
import { useLogin } from "react-admin";

import { app } from "../app";
import type { Credentials } from "./authProvider";

export function SignIn() {
  const login = useLogin();
  const [problem, setProblem] = useState("");
  const [busy, setBusy] = useState(false);

  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    const entered = new FormData(event.currentTarget);
    const credentials: Credentials = {
      email: text(entered, "email"),
      password: text(entered, "password"),
    };
    setBusy(true);
    setProblem("");
    login(credentials)
      .catch((error: unknown) => {
        setProblem(
          error instanceof Error ? error.message : "That did not work.",
        );
      })
      .finally(() => {
        setBusy(false);
      });
  };

  return (
    <Box
      component="main"
      sx={{
        display: "grid",
        placeItems: "center",
        minHeight: "100vh",
        p: 2,
        bgcolor: "background.default",
      }}
    >
      <Card sx={{ width: "100%", maxWidth: 400, p: { xs: 3, sm: 4 } }}>
        <Stack component="form" spacing={2.5} onSubmit={submit}>
          <Box>
            <Typography
              component="h1"
              variant="h5"
              sx={{ overflowWrap: "anywhere" }}
            >
              {app.label}
            </Typography>
            <Typography color="text.secondary" sx={{ mt: 0.5 }}>
              Sign in to continue.
            </Typography>
          </Box>
          <TextField
            name="email"
            label="E-mail"
            type="email"
            autoComplete="username"
            autoFocus
            required
            fullWidth
          />
          <TextField
            name="password"
            label="Password"
            type="password"
            autoComplete="current-password"
            required
            fullWidth
          />
          {problem && (
            <Typography role="alert" color="error">
              {problem}
            </Typography>
          )}
          <Button
            type="submit"
            variant="contained"
            size="large"
            loading={busy}
            fullWidth
          >
            Sign in
          </Button>
        </Stack>
      </Card>
    </Box>
  );
}

function text(entered: FormData, name: string): string {
  const value = entered.get(name);
  return typeof value === "string" ? value : "";
}
