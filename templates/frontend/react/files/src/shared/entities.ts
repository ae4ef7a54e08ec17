/** Every entity of the application: a folder in `entities/` is all that it takes. */
import { type ComponentType, lazy } from "react";

import { app } from "../app";
import type { Model } from "./model";

export type Mode = "create" | "edit";

type Load = () => Promise<unknown>;

const models = import.meta.glob<Model>("../entities/*/model.ts", {
  eager: true,
  import: "model",
});
const pages = import.meta.glob("../entities/*/{list,form,show}.tsx");

/** The first page of an entity that is opened brings the others with it: they are small, and come next. */
function loader(folder: string): (name: string) => Load {
  const own = Object.entries(pages).filter(([path]) => path.startsWith(folder));
  return (name) => async () => {
    const loaded = own.map(
      async ([path, load]) => [path, await load()] as const,
    );
    const found = (await Promise.all(loaded)).find(
      ([path]) => path === folder + name,
    );
    return found?.[1];
  };
}

function page<Props>(load: Load): ComponentType<Props> {
  return lazy(load as () => Promise<{ default: ComponentType<Props> }>);
}

function place(model: Model): number {
  const index = app.entities.indexOf(model.name);
  return index < 0 ? app.entities.length : index;
}

export const entities = Object.entries(models)
  .map(([path, model]) => {
    const load = loader(path.replace(/model\.ts$/, ""));
    return {
      model,
      List: page(load("list.tsx")),
      Form: page<{ mode: Mode }>(load("form.tsx")),
      Show: page(load("show.tsx")),
    };
  })
  .sort((a, b) => place(a.model) - place(b.model));

const byPath = new Map(entities.map(({ model }) => [model.path, model]));

/** The model of a resource; none for `users`, which every application has. */
export function modelOf(path: string): Model | undefined {
  return byPath.get(path);
}
