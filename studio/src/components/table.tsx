/** A table that stays readable: a caption for assistive technology, on narrow screens it scrolls by itself. */
import type { ReactNode } from "react";

import styles from "./table.module.css";

interface TableProps {
  caption: string;
  /** Column heads; those that begin with # hold numbers. */
  columns: readonly string[];
  children: ReactNode;
}

export function Table({ caption, columns, children }: TableProps) {
  return (
    <div className={styles.box} role="region" aria-label={caption} tabIndex={0}>
      <table className={styles.table}>
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column} scope="col" className={column.startsWith("#") ? styles.number : undefined}>
                {column.replace(/^#/, "")}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>{children}</tbody>
      </table>
    </div>
  );
}

export function NumberCell({ children }: { children: ReactNode }) {
  return <td className={styles.number}>{children}</td>;
}

/** A cell whose text may be long: cut after a few lines. */
export function LongCell({ children, title }: { children: ReactNode; title?: string }) {
  return (
    <td className={styles.long} title={title}>
      <div className={styles.clamp} dir="auto">
        {children}
      </div>
    </td>
  );
}
