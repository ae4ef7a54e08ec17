/** How a field is entered: one control for each type, with the rules that the server will check as well. */
import type { ComponentType } from "react";
import {
  AutocompleteArrayInput,
  AutocompleteInput,
  BooleanInput,
  DateInput,
  DateTimeInput,
  email,
  maxLength,
  maxValue,
  minValue,
  NumberInput,
  regex,
  required,
  SelectInput,
  TextInput,
  type Validator,
} from "react-admin";

import { JsonInput } from "./JsonInput";
import type { EnumField, Field, NumericField, TextField } from "./model";
import { RelationInput } from "./RelationInput";

export interface ControlProps<Type extends Field = Field> {
  source: string;
  field: Type;
}

/** What every control is told alike. */
export function common(
  { source, field }: ControlProps,
  rules: Validator[] = [],
) {
  return {
    source,
    label: field.label,
    helperText: field.help ?? false,
    validate: field.required ? [required(), ...rules] : rules,
    fullWidth: true,
  } as const;
}

export function Control({ source, field }: ControlProps) {
  switch (field.type) {
    case "one":
    case "many":
      return <RelationInput source={source} field={field} />;
    case "enum":
      return <Choices source={source} field={field} />;
    case "choices":
      return (
        <AutocompleteArrayInput
          {...common({ source, field })}
          choices={[...field.choices]}
          translateChoice={false}
          {...(field.initial ? { defaultValue: [...field.initial] } : {})}
        />
      );
    case "file":
      return null;
    case "integer":
    case "big_integer":
    case "decimal":
    case "float":
      return <Numeric source={source} field={field} />;
    case "boolean":
      return (
        <BooleanInput
          source={source}
          label={field.label}
          helperText={field.help ?? false}
          defaultValue={field.initial ?? false}
        />
      );
    case "date":
    case "datetime":
    case "time": {
      const Moment = MOMENTS[field.type];
      return (
        <Moment
          {...common({ source, field })}
          {...(field.initial ? { defaultValue: field.initial } : {})}
        />
      );
    }
    case "json":
      return <JsonInput {...common({ source, field })} />;
    default:
      return <Text source={source} field={field} />;
  }
}

const MOMENTS = {
  date: DateInput,
  datetime: DateTimeInput,
  time: TimeOfDay,
} satisfies Record<
  string,
  ComponentType<ReturnType<typeof common> & { defaultValue?: string }>
>;

/** A time without a date: "14:30", as the server writes it. */
function TimeOfDay(
  props: ReturnType<typeof common> & { defaultValue?: string },
) {
  return (
    <TextInput
      {...props}
      type="time"
      slotProps={{ inputLabel: { shrink: true } }}
    />
  );
}

/** Few choices are a list to pick from; many can be searched. */
const MANY_CHOICES = 12;

function Choices({ source, field }: ControlProps<EnumField>) {
  const props = {
    ...common({ source, field }),
    choices: [...field.choices],
    defaultValue: field.initial,
    translateChoice: false,
  };
  return field.choices.length > MANY_CHOICES ? (
    <AutocompleteInput {...props} />
  ) : (
    <SelectInput {...props} />
  );
}

function Numeric({ source, field }: ControlProps<NumericField>) {
  const { min, max, initial, type, decimals = 2 } = field;
  const whole = type === "integer" || type === "big_integer";
  const rules = [
    ...(min === undefined ? [] : [minValue(min)]),
    ...(max === undefined ? [] : [maxValue(max)]),
    ...(whole ? [regex(/^-?\d+$/, "Must be a whole number")] : []),
  ];
  const step = whole ? 1 : type === "float" ? "any" : 10 ** -decimals;
  return (
    <NumberInput
      {...common({ source, field }, rules)}
      step={step}
      {...(min === undefined ? {} : { min })}
      {...(max === undefined ? {} : { max })}
      {...(initial === undefined ? {} : { defaultValue: initial })}
    />
  );
}

const UUID = /^[0-9a-f]{8}-?([0-9a-f]{4}-?){3}[0-9a-f]{12}$/i;
const DURATION = /^(\d+ )?(\d{1,2}:)?(\d{1,2}:)?\d{1,2}(\.\d{1,6})?$/;

const RULES: Partial<Record<TextField["type"], Validator>> = {
  email: email("Must be an e-mail address"),
  url: regex(
    /^https?:\/\/\S+$/i,
    "Must be an address that starts with http:// or https://",
  ),
  uuid: regex(UUID, "Must be a UUID"),
  duration: regex(
    DURATION,
    "Must be a duration, such as 1:30:00 or 2 00:00:00 (two days)",
  ),
};

const KEYBOARDS: Partial<Record<TextField["type"], string>> = {
  email: "email",
  url: "url",
  phone: "tel",
};

function Text({ source, field }: ControlProps<TextField>) {
  const rule = RULES[field.type];
  const length =
    field.maxLength === undefined ? [] : [maxLength(field.maxLength)];
  return (
    <TextInput
      {...common({ source, field }, rule ? [rule, ...length] : length)}
      {...(field.type === "text" ? { multiline: true, minRows: 3 } : {})}
      {...(field.initial === undefined ? {} : { defaultValue: field.initial })}
      type={KEYBOARDS[field.type] ?? "text"}
    />
  );
}
