import { screen, waitFor } from "@testing-library/react";
import { http, HttpResponse } from "msw";
import { beforeEach, describe, expect, it, vi } from "vitest";

import { NewAppForm } from "@/features/apps/components/new-app-form";

import { aBuild, anApp } from "../dev/samples";
import { draw } from "./render";
import { API, server } from "./server";

const SENTENCE = "Pets, their owners & <visits>.";
const field = () => screen.getByRole("textbox", { name: /keep track of/ });
const send = () => screen.getByRole("button", { name: "Build the application" });
const created = () => HttpResponse.json({ app: anApp(), build: aBuild() }, { status: 202 });

interface Asked {
  key: string | null;
  body: unknown;
}

/** Answers in turn; remembers what was asked. */
function answering(...answers: (() => Response | Promise<Response>)[]): Asked[] {
  const asked: Asked[] = [];
  server.use(
    http.post(`${API}/apps`, async ({ request }) => {
      asked.push({ key: request.headers.get("idempotency-key"), body: await request.json() });
      return (answers[asked.length - 1] ?? created)();
    }),
  );
  return asked;
}

beforeEach(() => {
  const targets = [
    { kind: "backend", name: "django", title: "Django", description: "", serve: "path" },
    { kind: "frontend", name: "react", title: "React", description: "", serve: "path" },
    { kind: "frontend", name: "vue", title: "Vue", description: "", serve: "path" },
  ];
  server.use(http.get(`${API}/targets`, () => HttpResponse.json({ items: targets })));
});

describe("the sentence", () => {
  it("outlives a reload", async () => {
    const { user, unmount } = draw(<NewAppForm onCreated={vi.fn()} />);
    await user.type(field(), SENTENCE);
    unmount();
    draw(<NewAppForm onCreated={vi.fn()} />);
    expect(field()).toHaveValue(SENTENCE);
  });

  it("stays when the request is refused, with the reason beside it", async () => {
    const detail = "There is nothing to keep track of in this text. Name the things.";
    answering(() => HttpResponse.json({ detail, status: 422, title: "" }, { status: 422 }));
    const { user } = draw(<NewAppForm onCreated={vi.fn()} />);
    await user.type(field(), SENTENCE);
    await user.click(send());
    expect(await screen.findByRole("alert")).toHaveTextContent(detail);
    expect(field()).toHaveValue(SENTENCE);
  });

  it("stays when nothing answers", async () => {
    answering(() => HttpResponse.error());
    const { user } = draw(<NewAppForm onCreated={vi.fn()} />);
    await user.type(field(), SENTENCE);
    await user.click(send());
    expect(await screen.findByRole("alert")).toHaveTextContent("Fusion does not answer. What you typed is kept");
    expect(field()).toHaveValue(SENTENCE);
  });

  it("is gone once it was taken", async () => {
    answering(created);
    const onCreated = vi.fn();
    const { user } = draw(<NewAppForm onCreated={onCreated} />);
    await user.type(field(), SENTENCE);
    await user.click(send());
    await waitFor(() => {
      expect(onCreated).toHaveBeenCalledOnce();
    });
    expect(field()).toHaveValue("");
  });
});

describe("one wish makes one application", () => {
  it("a second click sends nothing while the first is on its way", async () => {
    let answer: (value: Response) => void = () => undefined;
    const asked = answering(() => new Promise<Response>((resolve) => { answer = resolve; })); // prettier-ignore
    const { user } = draw(<NewAppForm onCreated={vi.fn()} />);
    await user.type(field(), SENTENCE);
    await user.dblClick(send());
    await user.click(screen.getByRole("button", { name: "Sending…" }));
    answer(created());
    expect(asked).toHaveLength(1);
  });

  it("the same words again carry the same key; other words another one", async () => {
    const lost = () => HttpResponse.error();
    const asked = answering(lost, lost, created, created);
    const { user } = draw(<NewAppForm onCreated={vi.fn()} />);
    await user.type(field(), SENTENCE);
    for (const words of ["", " And vets.", ""]) {
      if (words) await user.type(field(), words);
      await user.click(send());
      await waitFor(() => {
        expect(send()).not.toHaveAttribute("aria-busy");
      });
    }
    expect(asked).toHaveLength(3);
    expect(asked[1]?.key).not.toBe(asked[0]?.key);
    expect(asked[2]?.key).toBe(asked[1]?.key);
    expect(asked[0]?.key).toMatch(/^[0-9a-f]{32}$/);
  });
});

describe("options", () => {
  it("are left to the platform until somebody chooses", async () => {
    const asked = answering(created);
    const { user } = draw(<NewAppForm onCreated={vi.fn()} />);
    await user.type(field(), SENTENCE);
    await user.click(send());
    await waitFor(() => {
      expect(asked).toHaveLength(1);
    });
    expect(asked[0]?.body).toEqual({ text: SENTENCE, review: false });
  });

  it("send the front ends in the order in which they were chosen", async () => {
    const asked = answering(created);
    const { user } = draw(<NewAppForm onCreated={vi.fn()} />);
    await user.type(field(), SENTENCE);
    await user.click(screen.getByText("Options"));
    await user.click(await screen.findByRole("checkbox", { name: /Vue/ }));
    await user.click(screen.getByRole("checkbox", { name: /review/ }));
    await user.click(send());
    await waitFor(() => {
      expect(asked).toHaveLength(1);
    });
    expect(asked[0]?.body).toEqual({
      text: SENTENCE,
      review: true,
      targets: { backend: "django", frontends: ["react", "vue"] },
    });
  });
});
