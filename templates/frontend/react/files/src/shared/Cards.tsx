/** A list on a phone: the record's label, and under it its first few values with their names. */
import { Box, Typography } from "@mui/material";
import { SimpleList, useRecordContext } from "react-admin";

import { absent } from "./absent";
import type { Model } from "./model";
import { Value } from "./Value";

interface Props<Names extends string> {
  model: Model<Names>;
  names: readonly Names[];
}

const SHOWN = 3;

export function Cards<Names extends string>({ model, names }: Props<Names>) {
  const shown = names.filter((name) => name !== model.display).slice(0, SHOWN);
  return (
    <SimpleList
      primaryText={<Heading />}
      secondaryText={
        <Box component="span" sx={{ display: "grid", gap: 0.25, mt: 0.5 }}>
          {shown.map((name) => (
            <Line key={name} model={model} name={name} />
          ))}
        </Box>
      }
    />
  );
}

function Heading() {
  const record = useRecordContext<{ id: number; label: string }>();
  return (
    <Typography
      component="span"
      sx={{ fontWeight: 600, overflowWrap: "anywhere" }}
    >
      {record?.label}
    </Typography>
  );
}

function Line<Names extends string>({
  model,
  name,
}: {
  model: Model<Names>;
  name: Names;
}) {
  const value = useRecordContext<Record<string, unknown> & { id: number }>()?.[
    name
  ];
  if (absent(value)) return null;
  const field = model.fields[name];
  return (
    <Box
      component="span"
      sx={{ display: "flex", gap: 1, alignItems: "center", minWidth: 0 }}
    >
      <Typography
        component="span"
        variant="body2"
        color="text.secondary"
        noWrap
        sx={{ flexShrink: 0, maxWidth: "45%" }}
      >
        {field.label}
      </Typography>
      <Box
        component="span"
        sx={{ minWidth: 0, color: "text.primary", overflowWrap: "anywhere" }}
      >
        <Value source={name} field={field} />
      </Box>
    </Box>
  );
}
