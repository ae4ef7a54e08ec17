/** A list on a phone: each record's label, and under it its first few values with their names. */
import { Box, Typography } from "@mui/material";
import { SimpleList, useRecordContext } from "react-admin";

import { absent } from "./absent";
import type { Field, Model } from "./model";
import { Value } from "./Value";

interface Props<Names extends string> {
  model: Model<Names>;
  names: readonly Names[];
}

const SHOWN = 3;

const ROWS = { "& > * + *": { borderTop: 1, borderColor: "divider" } };

export function Cards<Names extends string>({ model, names }: Props<Names>) {
  return (
    <SimpleList
      sx={ROWS}
      primaryText={<Heading />}
      secondaryText={<Facts model={model} names={names} />}
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

function Facts<Names extends string>({ model, names }: Props<Names>) {
  const record = useRecordContext<Record<string, unknown> & { id: number }>();
  const shown = names
    .filter((name) => name !== model.display && !absent(record?.[name]))
    .slice(0, SHOWN);
  return (
    <Box component="span" sx={{ display: "grid", gap: 0.25 }}>
      {shown.map((name) => (
        <Fact key={name} source={name} field={model.fields[name]} />
      ))}
    </Box>
  );
}

function Fact({ source, field }: { source: string; field: Field }) {
  return (
    <Box
      component="span"
      sx={{ display: "flex", gap: 1, alignItems: "baseline", minWidth: 0 }}
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
        <Value source={source} field={field} plain />
      </Box>
    </Box>
  );
}
