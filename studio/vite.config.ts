import react from "@vitejs/plugin-react";
import { defineConfig } from "vitest/config";

import { fixtureServer } from "./dev/fixture-server.ts";

// `npm run dev` talks to a gateway on this machine, `npm run dev:fixtures` to the made-up one in dev/.
export default defineConfig(({ mode }) => ({
  plugins: [react(), mode === "fixtures" && fixtureServer()],
  resolve: { alias: { "@": new URL("./src", import.meta.url).pathname } },
  server: mode === "fixtures" ? {} : { proxy: { "/api": process.env.FUSION_GATEWAY ?? "http://127.0.0.1:8000" } },
  build: { outDir: "dist", sourcemap: false },
  test: {
    environment: "jsdom",
    include: ["tests/**/*.test.{ts,tsx}"],
    setupFiles: ["tests/setup.ts"],
    restoreMocks: true,
    testTimeout: 30_000,
    css: false,
  },
}));
