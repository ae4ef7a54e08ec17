/** The interface's own words are translated; labels of the application are shown exactly as they were written. */
import polyglotI18nProvider from "ra-i18n-polyglot";
import englishMessages from "ra-language-english";
import type { I18nProvider, TranslationMessages } from "react-admin";

import { modelOf } from "./entities";

const { ra } = englishMessages;

/** Where react-admin's words are too technical, plainer ones. */
const words: TranslationMessages = {
  ra: {
    ...ra,
    action: { ...ra.action, create: "Add", add_filter: "Filter" },
    page: {
      ...ra.page,
      create: "Add %{name}",
      edit: "Edit %{recordRepresentation}",
      show: "%{recordRepresentation}",
    },
    notification: {
      ...ra.notification,
      created: "Saved",
      updated: "Saved |||| %{smart_count} saved",
      deleted: "Deleted |||| %{smart_count} deleted",
    },
  },
};

const english = polyglotI18nProvider(() => words, "en");

interface Options {
  _?: unknown;
  smart_count?: number;
}

export const i18nProvider: I18nProvider = {
  ...english,
  translate: (key: string, options: Options = {}) =>
    key.startsWith("ra.")
      ? english.translate(key, options)
      : label(key, options),
};

/** What stands under `resources.<path>.name` and `resources.<path>.fields.<name>`, or the text itself. */
function label(
  key: string,
  { _: given, smart_count: count = 2 }: Options,
): string {
  const [start, path = "", kind, field = ""] = key.split(".");
  const model = start === "resources" ? modelOf(path) : undefined;
  if (model && kind === "name")
    return count === 1 ? model.label : model.pluralLabel;
  const named = kind === "fields" ? model?.fields[field]?.label : undefined;
  return named ?? (typeof given === "string" ? given : key);
}
