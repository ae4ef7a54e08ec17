/** Picks related records by searching on the server; one of them, or any number. Shown to those who may read them. */
import {
  AutocompleteArrayInput,
  AutocompleteInput,
  CanAccess,
  ReferenceArrayInput,
  ReferenceInput,
  required,
} from "react-admin";

import type { RelationField } from "./model";

interface Props {
  source: string;
  field: RelationField;
}

/** What a picker asks the server for while one types. */
export const search = (text: string) => (text ? { search: text } : {});

export function RelationInput({ source, field }: Props) {
  const reference = {
    source,
    reference: field.to,
    sort: { field: "label", order: "ASC" },
  } as const;
  const picker = {
    label: field.label,
    helperText: field.help ?? false,
    optionText: "label",
    filterToQuery: search,
    fullWidth: true,
    ...(field.required ? { validate: required() } : {}),
  } as const;
  return (
    <CanAccess action="list" resource={field.to} accessDenied={null}>
      {field.type === "one" ? (
        <ReferenceInput {...reference}>
          <AutocompleteInput {...picker} />
        </ReferenceInput>
      ) : (
        <ReferenceArrayInput {...reference}>
          <AutocompleteArrayInput {...picker} defaultValue={[]} />
        </ReferenceArrayInput>
      )}
    </CanAccess>
  );
}
