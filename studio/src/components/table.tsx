/** A table that stays readable: a caption for assistive technology, on narrow screens it scrolls by itself. */
import type { ReactNode } from "react";

import styles from "./table.module.css";

/** A column's head; `number` stands at the end of its column, `spoken` is for assistive technology only. */
export type Column = string | { number: string } | { spoken: string };

interface TableProps {
  caption: string;
  columns: readonly Column[];
  children: ReactNode;
}

function Head({ column }: { column: Column }) {
  if (typeof column === "string") return <th scope="col">{column}</th>;
  if ("number" in column)
    return (
      <th scope="col" className={styles.number}>
        {column.number}
      </th>
    );
  return (
    <th scope="col">
      <span className="spoken">{column.spoken}</span>
    </th>
  );
}

export function Table({ caption, columns, children }: TableProps) {
  return (
    <div className={styles.box} role="region" aria-label={`${caption}, table`} tabIndex={0}>
      <table className={styles.table}>
        <thead>
          <tr>
            {columns.map((column) => (
              <Head key={JSON.stringify(column)} column={column} />
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
