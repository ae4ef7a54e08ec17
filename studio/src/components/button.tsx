/** Buttons, and links that look like them. */
import type { AnchorHTMLAttributes, ButtonHTMLAttributes } from "react";

import { classes } from "./classes";
import styles from "./button.module.css";

export type Look = "primary" | "plain" | "quiet" | "danger";

interface Common {
  look?: Look;
  small?: boolean;
}

const dressed = (look: Look, small: boolean): string => classes(styles.button, styles[look], small && styles.small);

interface ButtonProps extends Common, ButtonHTMLAttributes<HTMLButtonElement> {
  /** Under way: a second click does nothing, and says so to assistive technology. */
  busy?: boolean;
}

export function Button({ look = "plain", small = false, busy = false, onClick, ...rest }: ButtonProps) {
  return (
    <button
      type="button"
      {...rest}
      className={dressed(look, small)}
      aria-busy={busy || undefined}
      aria-disabled={busy || undefined}
      onClick={(event) => {
        if (busy) event.preventDefault();
        else onClick?.(event);
      }}
    />
  );
}

type LinkProps = Common & AnchorHTMLAttributes<HTMLAnchorElement> & { href: string };

export function ButtonLink({ look = "plain", small = false, children, ...rest }: LinkProps) {
  return (
    <a {...rest} className={dressed(look, small)}>
      {children}
    </a>
  );
}
