/** Something is on its way. Shown only after a moment, so that fast answers do not flicker. */
import styles from "./loading.module.css";

export function Loading({ what }: { what: string }) {
  return (
    <p className={styles.loading} role="status">
      Loading {what}…
    </p>
  );
}
