import js from "@eslint/js";
import a11y from "eslint-plugin-jsx-a11y";
import hooks from "eslint-plugin-react-hooks";
import { defineConfig, globalIgnores } from "eslint/config";
import ts from "typescript-eslint";

const features = ["apps", "builds", "models", "ops", "session"];

export default defineConfig(
  globalIgnores(["dist", "src/api/schema.d.ts"]),
  js.configs.recommended,
  ts.configs.strictTypeChecked,
  ts.configs.stylisticTypeChecked,
  hooks.configs.flat["recommended-latest"],
  a11y.flatConfigs.strict,
  {
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
      // A box that scrolls must be reachable by keyboard.
      "jsx-a11y/no-noninteractive-tabindex": ["error", { roles: ["region", "tabpanel"] }],
      "max-lines": ["error", { max: 150, skipBlankLines: true, skipComments: true }],
    },
  },
  { files: ["**/*.js"], extends: [ts.configs.disableTypeChecked] },
  // Arrows point down: app → features → components, hooks → api. No feature imports another.
  {
    files: ["src/{api,components,hooks,features}/**"],
    rules: { "no-restricted-imports": ["error", { patterns: ["@/app/*", "**/dev/*"] }] },
  },
  {
    files: ["src/{api,components,hooks}/**"],
    rules: { "no-restricted-imports": ["error", { patterns: ["@/app/*", "@/features/*", "**/dev/*"] }] },
  },
  ...features.map((feature) => ({
    files: [`src/features/${feature}/**`],
    rules: {
      "no-restricted-imports": [
        "error",
        { patterns: ["@/app/*", "@/features/*", "**/dev/*", ...features.map((name) => `**/features/${name}/**`)] },
      ],
    },
  })),
);
