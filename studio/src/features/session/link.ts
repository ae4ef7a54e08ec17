/** The one-time link's secret: taken out of the address at once, so that it stays in no history. */
export function takeLink(): string | null {
  const url = new URL(location.href);
  const fragment = new URLSearchParams(url.hash.slice(1));
  const link = fragment.get("link") ?? url.searchParams.get("link");
  if (link === null) return null;
  url.hash = "";
  url.searchParams.delete("link");
  history.replaceState(history.state, "", url);
  return link;
}
