/** What the application is called, and the order of its menu. */

export const app: {
  label: string;
  description: string;
  entities: readonly string[];
} = {
  label: "מרפאה \u202e\"Ω\" 🏥 \u003c/script\u003e",
  description: "Line one\nline two {{ secret }} \u003c/textarea\u003e",
  entities: ["robert_drop_table", "group", "object", "case", "event", "round"],
};
