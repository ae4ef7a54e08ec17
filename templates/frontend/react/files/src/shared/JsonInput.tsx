/** A text area for JSON: what is typed stays as it is until it can be read. */
import { TextInput, type TextInputProps, type Validator } from "react-admin";

/** Text that is not JSON yet; wrapped, so that it cannot be taken for a JSON string. */
class Unreadable {
  constructor(readonly text: string) {}
}

function parse(text: string): unknown {
  if (text.trim() === "") return null;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return new Unreadable(text);
  }
}

function format(value: unknown): string {
  if (value === null || value === undefined) return "";
  return value instanceof Unreadable
    ? value.text
    : JSON.stringify(value, null, 2);
}

const readable: Validator = (value: unknown) =>
  value instanceof Unreadable
    ? "This is not JSON: check quotes, commas and brackets"
    : undefined;

interface Props extends Omit<TextInputProps, "validate"> {
  validate: readonly Validator[];
}

export function JsonInput({ validate, ...props }: Props) {
  return (
    <TextInput
      {...props}
      multiline
      minRows={4}
      parse={parse}
      format={format}
      validate={[...validate, readable]}
      slotProps={{
        htmlInput: { spellCheck: false, style: { fontFamily: "monospace" } },
      }}
    />
  );
}
