/** How a list is narrowed by one field: what is entered under `price.gte` asks the server for `price__gte`. */
import { Stack } from "@mui/material";
import {
  AutocompleteArrayInput,
  AutocompleteInput,
  DateInput,
  DateTimeInput,
  NullableBooleanInput,
  NumberInput,
  ReferenceInput,
  TextInput,
} from "react-admin";

import type { Field } from "./model";
import { search } from "./RelationInput";

interface Props {
  source: string;
  field: Field;
  /** Read by the button that adds filters. */
  label: string;
}

export function Filter({ source, field, label }: Props) {
  const props = { source, label, helperText: false } as const;
  switch (field.type) {
    case "one":
    case "many":
      return (
        <ReferenceInput source={source} reference={field.to} sort={BY_LABEL}>
          <AutocompleteInput
            {...props}
            optionText="label"
            filterToQuery={search}
          />
        </ReferenceInput>
      );
    case "enum":
      return (
        <AutocompleteArrayInput
          {...props}
          source={`${source}.in`}
          choices={[...field.choices]}
          translateChoice={false}
          sx={{ minWidth: 200 }}
        />
      );
    case "choices":
      return (
        <AutocompleteArrayInput
          {...props}
          source={`${source}.overlap`}
          choices={[...field.choices]}
          translateChoice={false}
          sx={{ minWidth: 200 }}
        />
      );
    case "boolean":
      return <NullableBooleanInput {...props} />;
    case "date":
      return <Range {...props} of={DateInput} />;
    case "datetime":
      return <Range {...props} of={DateTimeInput} />;
    case "integer":
    case "big_integer":
    case "decimal":
    case "float":
      return <Range {...props} of={NumberInput} />;
    default:
      return <TextInput {...props} source={`${source}.icontains`} />;
  }
}

const BY_LABEL = { field: "label", order: "ASC" } as const;

interface RangeProps {
  source: string;
  label: string;
  of: typeof DateInput | typeof DateTimeInput | typeof NumberInput;
}

function Range({ source, label, of: Bound }: RangeProps) {
  return (
    <Stack direction="row" spacing={1}>
      <Bound source={`${source}.gte`} label={`${label} ≥`} helperText={false} />
      <Bound source={`${source}.lte`} label={`${label} ≤`} helperText={false} />
    </Stack>
  );
}
