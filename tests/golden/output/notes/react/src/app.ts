/** What the application is called, and the order of its menu. */

export const app: {
  label: string;
  description: string;
  entities: readonly string[];
} = {
  label: "Notes",
  description: "",
  entities: ["note"],
};
