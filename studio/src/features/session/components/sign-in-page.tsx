/** Sign in: by the one-time link that the terminal prints, or with a token. */
import { useState } from "react";

import { Button } from "@/components/button";
import { TextInput } from "@/components/controls";
import { Notice, ProblemNotice } from "@/components/notice";
import { useTitle } from "@/hooks/use-title";

import { useSignIn } from "../api/session";
import styles from "./sign-in-page.module.css";

export function SignInPage() {
  useTitle("Sign in");
  const [token, setToken] = useState("");
  const signIn = useSignIn();
  const stale = new URLSearchParams(window.location.search).get("link") === "stale";

  return (
    <main className={styles.page}>
      <h1>Sign in to Fusion</h1>
      {stale && <Notice tone="wait">The link has been used, or is older than 10 minutes: ask for a new one.</Notice>}
      <p>
        Open the link that <code>make run</code> prints in the terminal. It works once. Or paste your token:
      </p>
      <form
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault();
          if (!signIn.isPending) signIn.mutate(token.trim());
        }}
      >
        <TextInput
          label="Token"
          type="password"
          value={token}
          onChange={setToken}
          required
          autoComplete="current-password"
          dir="ltr"
          hint="A local installation keeps its first one in the file “token” of its home folder (.fusion/token)."
        />
        <Button type="submit" look="primary" busy={signIn.isPending}>
          Sign in
        </Button>
      </form>
      {signIn.isError && <ProblemNotice error={signIn.error} />}
    </main>
  );
}
