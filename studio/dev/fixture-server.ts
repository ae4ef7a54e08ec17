/** `npm run dev:fixtures`: Vite answers /api itself, from a pretended platform. Never part of a build. */
import type { IncomingMessage } from "node:http";
import { Readable } from "node:stream";
import type { ReadableStream } from "node:stream/web";

import { getResponse } from "msw";
import type { Plugin } from "vite";

import { handlers } from "./handlers.ts";
import { inhabit } from "./inhabit.ts";
import { World } from "./world.ts";

async function toRequest(message: IncomingMessage, signal: AbortSignal): Promise<Request> {
  const chunks: Buffer[] = [];
  for await (const chunk of message) chunks.push(chunk as Buffer);
  const method = message.method ?? "GET";
  return new Request(`http://${message.headers.host ?? "localhost"}${message.url ?? "/"}`, {
    method,
    signal,
    headers: message.headers as Record<string, string>,
    ...(["GET", "HEAD"].includes(method) ? {} : { body: Buffer.concat(chunks) }),
  });
}

export function fixtureServer(): Plugin {
  return {
    name: "fixture-server",
    configureServer(server) {
      const world = new World();
      inhabit(world);
      const answers = handlers(world);
      server.middlewares.use("/api", (message, response, next) => {
        message.url = message.originalUrl;
        const gone = new AbortController();
        response.on("close", () => {
          gone.abort();
        });
        void toRequest(message, gone.signal)
          .then((request) => getResponse(answers, request))
          .then((answer) => {
            if (answer === undefined) {
              next();
              return;
            }
            response.writeHead(answer.status, Object.fromEntries(answer.headers));
            if (answer.body === null) response.end();
            else
              Readable.fromWeb(answer.body as ReadableStream)
                .on("error", () => response.end())
                .pipe(response);
          });
      });
    },
  };
}
