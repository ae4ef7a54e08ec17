/** The page of one record: its values, and under them the records that point to it. */
import { Box, Card, Typography } from "@mui/material";
import type { ReactElement } from "react";
import { Labeled, Show, useRecordContext } from "react-admin";

import { absent } from "./absent";
import type { Field, Model } from "./model";
import { RelatedList } from "./RelatedList";
import { Value } from "./Value";

interface Props<Names extends string> {
  model: Model<Names>;
  /** Names of fields, or elements of one's own. */
  fields: readonly (Names | ReactElement)[];
}

const WIDE = new Set<Field["type"]>(["text", "json", "many"]);

export function ShowPage<Names extends string>({
  model,
  fields,
}: Props<Names>) {
  return (
    <Show component="div">
      <Card
        sx={{
          p: { xs: 2, sm: 3 },
          display: "grid",
          gap: 2.5,
          gridTemplateColumns: {
            xs: "minmax(0, 1fr)",
            sm: "repeat(2, minmax(0, 1fr))",
            lg: "repeat(3, minmax(0, 1fr))",
          },
        }}
      >
        {fields.map((entry) =>
          typeof entry === "string" ? (
            <Fact key={entry} source={entry} field={model.fields[entry]} />
          ) : (
            entry
          ),
        )}
      </Card>
      {model.related.map((related) => (
        <RelatedList key={`${related.from}.${related.by}`} related={related} />
      ))}
    </Show>
  );
}

function Fact({ source, field }: { source: string; field: Field }) {
  const value = useRecordContext<Record<string, unknown> & { id: number }>()?.[
    source
  ];
  return (
    <Box
      sx={{
        minWidth: 0,
        overflowWrap: "anywhere",
        ...(WIDE.has(field.type) ? { gridColumn: "1 / -1" } : {}),
      }}
    >
      <Labeled label={field.label}>
        {absent(value) ? (
          <Typography component="span" variant="body2" color="text.secondary">
            –
          </Typography>
        ) : (
          <Value source={source} field={field} />
        )}
      </Labeled>
    </Box>
  );
}
