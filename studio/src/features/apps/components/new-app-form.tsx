/** The one sentence from which an application is made. */
import type { App, Build } from "@/api/types";
import { Button } from "@/components/button";
import { Check } from "@/components/controls";
import { ProblemNotice } from "@/components/notice";
import { TextArea } from "@/components/text-area";
import { useDraft } from "@/hooks/use-draft";

import { useCreateApp } from "../api/create-app";
import { EXAMPLES, NOTHING, toBody, type Wish } from "../wish";
import styles from "./new-app-form.module.css";
import { Options } from "./options";

interface NewAppFormProps {
  onCreated: (created: { app: App; build: Build }) => void;
}

export function NewAppForm({ onCreated }: NewAppFormProps) {
  const draft = useDraft<Wish>("new-app", NOTHING);
  const create = useCreateApp();
  const wish = draft.value;
  const change = (part: Partial<Wish>) => {
    draft.set({ ...wish, ...part });
  };

  const send = () => {
    if (create.isPending || wish.text.trim() === "") return;
    create.mutate(toBody(wish), {
      onSuccess: (created) => {
        draft.clear();
        onCreated(created);
      },
    });
  };

  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <h1>
        <label htmlFor="wish">What do you want to keep track of?</label>
      </h1>
      <TextArea
        id="wish"
        large
        required
        maxLength={50_000}
        value={wish.text}
        placeholder={EXAMPLES[0]}
        aria-describedby="wish-hint"
        onChange={(event) => {
          change({ text: event.target.value });
        }}
      />
      <Examples
        onChoose={(text) => {
          change({ text });
        }}
      />
      <div className={styles.foot}>
        <Check
          checked={wish.review}
          onChange={(review) => {
            change({ review });
          }}
        >
          Let me review the model before it is built
        </Check>
        <Button type="submit" look="primary" busy={create.isPending} disabled={wish.text.trim() === ""}>
          {create.isPending ? "Sending…" : "Build the application"}
        </Button>
      </div>
      <Options wish={wish} onChange={change} />
      {create.isError && <ProblemNotice error={create.error} />}
    </form>
  );
}

function Examples({ onChoose }: { onChoose: (text: string) => void }) {
  return (
    <p id="wish-hint" className={styles.hint}>
      Name the things, what is known of each, and how they belong together. For example{" "}
      {["a clinic", "a tool library", "job applicants"].map((name, index) => (
        <span key={name}>
          {index > 0 && ", "}
          <button
            type="button"
            className={styles.example}
            onClick={() => {
              onChoose(EXAMPLES[index] ?? "");
            }}
          >
            {name}
          </button>
        </span>
      ))}
      .
    </p>
  );
}
