/** How a field's value is shown: one small component for each type. */
import { Box, Chip, Stack, Typography } from "@mui/material";
import type { ComponentType, MouseEvent } from "react";
import {
  BooleanField,
  CanAccess,
  DateField,
  EmailField,
  Link,
  NumberField,
  TextField,
  UrlField,
  useRecordContext,
} from "react-admin";

import { modelOf } from "./entities";
import type {
  ChoicesField,
  EnumField,
  Field,
  NumericField,
  RelationField,
} from "./model";

interface Props<Type extends Field = Field> {
  source: string;
  field: Type;
}

type Row = Record<string, unknown> & { id: number };

/** With `plain`, without links of its own: inside of something that is a link. */
export function Value({ source, field, plain }: Props & { plain?: boolean }) {
  if (plain && LINKED.has(field.type)) {
    return (
      <TextField source={field.type === "one" ? `${source}_label` : source} />
    );
  }
  switch (field.type) {
    case "enum":
      return <Enum source={source} field={field} />;
    case "choices":
      return <Chosen source={source} field={field} />;
    case "file":
      return <File source={source} />;
    case "one":
      return <One source={source} field={field} />;
    case "many":
      return <Many source={source} />;
    case "integer":
    case "big_integer":
    case "decimal":
    case "float":
      return <Numeric source={source} field={field} />;
    case "date":
      return <DateField source={source} options={DAY} sx={NOWRAP} />;
    case "datetime":
      return (
        <DateField source={source} showTime options={MINUTES} sx={NOWRAP} />
      );
    case "text":
      return <TextField source={source} sx={{ whiteSpace: "pre-line" }} />;
    case "json":
      return <Json source={source} />;
    case "phone":
      return <Phone source={source} />;
    default: {
      const Shown = PLAIN[field.type] ?? TextField;
      return <Shown source={source} />;
    }
  }
}

const LINKED = new Set<Field["type"]>(["one", "email", "url", "phone"]);

const DAY = { dateStyle: "medium" } as const;
const MINUTES = { dateStyle: "medium", timeStyle: "short" } as const;
const NOWRAP = { whiteSpace: "nowrap" };

const PLAIN: Record<string, ComponentType<{ source: string }> | undefined> = {
  boolean: BooleanField,
  email: EmailField,
  url: UrlField,
};

function useValue(source: string): unknown {
  return useRecordContext<Row>()?.[source];
}

function Enum({ source, field }: Props<EnumField>) {
  const value = useValue(source);
  if (typeof value !== "string" || value === "") return null;
  const choice = field.choices.find(({ id }) => id === value);
  return <Chip size="small" label={choice?.name ?? value} />;
}

function Chosen({ source, field }: Props<ChoicesField>) {
  const values = useValue(source);
  if (!Array.isArray(values)) return null;
  const labels = new Map(field.choices.map(({ id, name }) => [id, name]));
  return (
    <Stack direction="row" spacing={0.5} useFlexGap sx={{ flexWrap: "wrap" }}>
      {values.map((value) => (
        <Chip
          key={String(value)}
          size="small"
          label={labels.get(String(value)) ?? String(value)}
        />
      ))}
    </Stack>
  );
}

function File({ source }: { source: string }) {
  const file = useValue(source) as { name: string; url: string } | null;
  if (!file) return null;
  return (
    <Typography component="a" variant="body2" href={file.url} color="primary">
      {file.name}
    </Typography>
  );
}

function Numeric({ source, field }: Props<NumericField>) {
  const digits =
    field.type === "decimal"
      ? { minimumFractionDigits: field.decimals ?? 2 }
      : {};
  return <NumberField source={source} options={digits} />;
}

/** The server sends the label beside the id, so that a list needs no second request. */
function One({ source, field }: Props<RelationField>) {
  const record = useRecordContext<Row>();
  const id = record?.[source];
  const written = record?.[`${source}_label`];
  if (typeof id !== "number") return null;
  const label = <span>{typeof written === "string" ? written : id}</span>;
  if (modelOf(field.to) === undefined) return label;
  return (
    <CanAccess
      action="show"
      resource={field.to}
      accessDenied={label}
      loading={label}
    >
      <Link
        to={`/${field.to}/${id}/show`}
        onClick={(event: MouseEvent) => {
          event.stopPropagation();
        }}
      >
        {label}
      </Link>
    </CanAccess>
  );
}

function Many({ source }: { source: string }) {
  const labels = useValue(`${source}_labels`);
  if (!Array.isArray(labels)) return null;
  return (
    <Stack direction="row" spacing={0.5} useFlexGap sx={{ flexWrap: "wrap" }}>
      {labels.map((label, index) => (
        <Chip key={index} size="small" label={String(label)} />
      ))}
    </Stack>
  );
}

function Phone({ source }: { source: string }) {
  const value = useValue(source);
  if (typeof value !== "string" || value === "") return null;
  return (
    <Typography
      component="a"
      variant="body2"
      href={`tel:${value.replace(/[^+\d]/g, "")}`}
      color="primary"
      sx={NOWRAP}
    >
      {value}
    </Typography>
  );
}

function Json({ source }: { source: string }) {
  const value = useValue(source);
  if (value === null || value === undefined) return null;
  return (
    <Box
      component="pre"
      sx={{ m: 0, fontSize: 12, maxWidth: "100%", overflowX: "auto" }}
    >
      {JSON.stringify(value, null, 2)}
    </Box>
  );
}
