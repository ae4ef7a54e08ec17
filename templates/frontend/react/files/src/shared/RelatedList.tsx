/** The records of another entity that point to the one shown, with the way to add one more. */
import { Box, Card, Stack, Typography, useMediaQuery } from "@mui/material";
import {
  CanAccess,
  DataTable,
  Pagination,
  ReferenceManyField,
  useRecordContext,
} from "react-admin";

import { AddButton } from "./AddButton";
import { Cards } from "./Cards";
import { modelOf } from "./entities";
import type { Model, Related } from "./model";
import { Value } from "./Value";

const COLUMNS = 5;

export function RelatedList({ related }: { related: Related }) {
  const model = modelOf(related.from);
  const record = useRecordContext<{ id: number }>();
  if (model === undefined || record === undefined) return null;
  const many = model.fields[related.by]?.type === "many";
  const start = { [related.by]: many ? [record.id] : record.id };
  return (
    <CanAccess action="list" resource={model.path} accessDenied={null}>
      <Box component="section" sx={{ mt: 4 }}>
        <Stack direction="row" spacing={2} sx={{ mb: 1, alignItems: "center" }}>
          <Typography
            component="h2"
            variant="h6"
            sx={{ flexGrow: 1, minWidth: 0, overflowWrap: "anywhere" }}
          >
            {related.label}
          </Typography>
          <AddButton to={model.path} label="Add" start={start} />
        </Stack>
        <Card>
          <ReferenceManyField
            reference={model.path}
            target={related.by}
            sort={{ field: "id", order: "DESC" }}
            perPage={10}
            pagination={<Pagination />}
          >
            <Rows model={model} without={related.by} />
          </ReferenceManyField>
        </Card>
      </Box>
    </CanAccess>
  );
}

function Rows({ model, without }: { model: Model; without: string }) {
  const phone = useMediaQuery((theme) => theme.breakpoints.down("sm"));
  const shown = Object.entries(model.fields)
    .filter(([name, { type }]) => name !== without && type !== "json")
    .slice(0, COLUMNS);
  if (phone) return <Cards model={model} names={shown.map(([name]) => name)} />;
  return (
    <DataTable bulkActionButtons={false} rowClick="show" empty={<None />}>
      {shown.length === 0 && (
        <DataTable.Col source="label" label={model.label} />
      )}
      {shown.map(([name, field]) => (
        <DataTable.Col key={name} source={name} label={field.label}>
          <Value source={name} field={field} />
        </DataTable.Col>
      ))}
    </DataTable>
  );
}

function None() {
  return (
    <Typography color="text.secondary" sx={{ p: 2 }}>
      Nothing here yet.
    </Typography>
  );
}
