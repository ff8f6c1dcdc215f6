// Questions to start from: each with its parameters, to be put into the editor and run.
import { fill, h } from "../dom";
import { address, ask, json } from "../server";
import type { CannedQuery } from "../shapes";

/** A form of the canned queries; `use` gets the SPARQL of the one that is chosen, its values in place. */
export async function cannedForm(use: (sparql: string) => void, failed: (error: unknown) => void, signal: AbortSignal): Promise<HTMLElement> {
  const { queries } = await json<{ queries: CannedQuery[] }>("/queries", signal);
  const which = h("select", { name: "which" }, queries.map(({ name, title }) => h("option", { value: name }, title)));
  const about = h("p", { class: "soft" });
  const fields = h("div", { class: "params" });
  const feeds = h("p", { class: "soft feeds" });
  const form = h(
    "form",
    { class: "canned" },
    h("label", {}, h("span", {}, "Start from a question"), which),
    about,
    fields,
    h("button", { type: "submit", class: "primary" }, "Ask it"),
    feeds,
  );
  const chosen = (): CannedQuery | undefined => queries.find(({ name }) => name === which.value);
  const given = (): Record<string, string> => Object.fromEntries([...new FormData(form)].filter(([name, value]) => name !== "which" && value !== "") as [string, string][]);
  const follow = (): void => {
    const query = chosen();
    const link = (name: string, ending: string): HTMLElement => h("a", { href: address(`${query?.href}/changes.${ending}`, given()), target: "_self" }, name);
    fill(feeds, query && ["Follow its answer: ", link("Atom feed", "atom"), ", ", link("JSON Feed", "json"), ". What rows are new, gone or of other numbers, day by day."]);
  };
  const change = (): void => {
    const query = chosen();
    fill(about, query?.description);
    fill(fields, query?.params.map(field));
    follow();
  };
  which.addEventListener("change", change);
  form.addEventListener("input", follow);
  change();
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const query = chosen();
    if (!query) return;
    try {
      const explained = await ask(address(query.href, { ...given(), explain: "true" }), "*/*", { signal });
      use((await explained.text()).trimEnd());
    } catch (error) {
      failed(error);
    }
  });
  return form;
}

function field({ name, type, description, required, default: given, example, choices }: CannedQuery["params"][number]): HTMLElement {
  const value = given ?? (required ? (example ?? "") : "");
  const input = choices?.length
    ? h("select", { name }, !given && h("option", { value: "" }, "any"), choices.map((choice) => h("option", { value: choice, selected: choice === value }, choice)))
    : h("input", { name, value, placeholder: example, required, type: { date: "date", integer: "number" }[type] ?? "text" });
  return h("label", {}, h("span", {}, description || name), input);
}
