/** How a list is narrowed by one field. */
import {
  AutocompleteInput,
  DateInput,
  NullableBooleanInput,
  NumberInput,
  ReferenceInput,
  SelectInput,
  TextInput,
} from "react-admin";

import type { Field } from "./model";

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
        <ReferenceInput source={source} reference={field.to}>
          <AutocompleteInput
            {...props}
            optionText="label"
            filterToQuery={(text: string) => (text ? { search: text } : {})}
          />
        </ReferenceInput>
      );
    case "enum":
      return <SelectInput {...props} choices={[...field.choices]} translateChoice={false} />;
    case "boolean":
      return <NullableBooleanInput {...props} />;
    case "date":
      return <DateInput {...props} />;
    case "integer":
    case "big_integer":
    case "decimal":
    case "float":
      return <NumberInput {...props} />;
    default:
      return <TextInput {...props} />;
  }
}
