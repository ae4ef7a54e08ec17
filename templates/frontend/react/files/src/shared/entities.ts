/** Every entity of the application: a folder in `entities/` is all that it takes. */
import { type ComponentType, lazy } from "react";

import { app } from "../app";
import type { Model } from "./model";

export type Mode = "create" | "edit";

type Page<Props = object> = () => Promise<{ default: ComponentType<Props> }>;

const models = import.meta.glob<Model>("../entities/*/model.ts", {
  eager: true,
  import: "model",
});
const lists = import.meta.glob("../entities/*/list.tsx");
const forms = import.meta.glob("../entities/*/form.tsx");
const shows = import.meta.glob("../entities/*/show.tsx");

function page<Props>(
  pages: Record<string, () => Promise<unknown>>,
  path: string,
): ComponentType<Props> {
  return lazy(pages[path] as Page<Props>);
}

function place(model: Model): number {
  const index = app.entities.indexOf(model.name);
  return index < 0 ? app.entities.length : index;
}

export const entities = Object.entries(models)
  .map(([path, model]) => {
    const folder = path.replace(/model\.ts$/, "");
    return {
      model,
      List: page(lists, `${folder}list.tsx`),
      Form: page<{ mode: Mode }>(forms, `${folder}form.tsx`),
      Show: page(shows, `${folder}show.tsx`),
    };
  })
  .sort((a, b) => place(a.model) - place(b.model));

const byPath = new Map(entities.map(({ model }) => [model.path, model]));

/** The model of a resource; none for `users`, which every application has. */
export function modelOf(path: string): Model | undefined {
  return byPath.get(path);
}
