/** The page on which a record is made or changed. */
import { Box } from "@mui/material";
import type { ReactNode } from "react";
import {
  Create,
  DeleteButton,
  Edit,
  SaveButton,
  SimpleForm,
  Toolbar,
} from "react-admin";

import { Control } from "./Control";
import type { Mode } from "./entities";
import type { Field, Model } from "./model";

interface Props<Names extends string> {
  model: Model<Names>;
  mode: Mode;
  /** Names of fields, or any element that takes part in the form. */
  fields: readonly (Names | Exclude<ReactNode, string>)[];
}

const NARROW = { maxWidth: 920 };

const WIDE = new Set<Field["type"]>(["text", "json", "many"]);

export function FormPage<Names extends string>({
  model,
  mode,
  fields,
}: Props<Names>) {
  const form = (
    <SimpleForm
      noValidate
      warnWhenUnsavedChanges
      toolbar={<Buttons mode={mode} />}
    >
      <Box
        sx={{
          display: "grid",
          "& > :empty": { display: "none" },
          gap: 2,
          width: "100%",
          gridTemplateColumns: {
            xs: "minmax(0, 1fr)",
            sm: "repeat(2, minmax(0, 1fr))",
          },
        }}
      >
        {fields.map((entry, index) => {
          if (typeof entry !== "string") return entry;
          const field = model.fields[entry as Names];
          return (
            <Box
              key={index}
              sx={WIDE.has(field.type) ? { gridColumn: "1 / -1" } : {}}
            >
              <Control source={entry} field={field} />
            </Box>
          );
        })}
      </Box>
    </SimpleForm>
  );
  return mode === "create" ? (
    <Create redirect="show" sx={NARROW}>
      {form}
    </Create>
  ) : (
    <Edit redirect="show" mutationMode="pessimistic" sx={NARROW}>
      {form}
    </Edit>
  );
}

/** One can always save: what is missing is then said at the fields. */
function Buttons({ mode }: { mode: Mode }) {
  return (
    <Toolbar sx={{ justifyContent: "space-between" }}>
      <SaveButton alwaysEnable />
      {mode === "edit" && <DeleteButton mutationMode="undoable" />}
    </Toolbar>
  );
}
