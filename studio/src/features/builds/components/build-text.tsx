/** The words that a build was asked for with, and by whom. */
import type { Build } from "@/api/types";
import { Ago } from "@/components/ago";

import styles from "./build-text.module.css";

export function BuildText({ build }: { build: Build }) {
  return (
    <figure className={styles.figure}>
      {build.text !== null && (
        <blockquote className={styles.text} dir="auto">
          {build.text}
        </blockquote>
      )}
      <figcaption className={styles.by}>
        {build.requested_by}, <Ago at={build.created_at} />
        {build.attempt > 1 && `, attempt ${build.attempt}`}
      </figcaption>
    </figure>
  );
}
