import { mkdirSync, readFileSync, writeFileSync } from "node:fs";

const text = readFileSync("page.txt", "utf8").trim();
if (text.includes("<<<")) {
  console.error(`page.txt:1:1: error: unexpected token <<<`);
  process.exit(1);
}
console.log("compiling one page");
mkdirSync("dist");
writeFileSync("dist/index.html", `<!doctype html><base href="${process.env.BASE_PATH}"><p>${text}</p>`);
