// Webhooks, for those who have signed in: the address that each change is sent to, what was sent, and what went wrong.
import { type Child, fill, h } from "../dom";
import { wrong } from "../moments";
import { counted, dated } from "../words";
import { asked, session, told } from "./session";

interface Webhook {
  id: string;
  url: string;
  about: string;
  made: string;
  items: number;
  failures: number;
  due: string | null;
  problem: string;
  ended: boolean;
}

/** The webhooks of a thing, or of all changes, with a form for one more; null for those who have not signed in. */
export function webhooks(about: string, name: string): HTMLElement | null {
  if (!session()) return null;
  const list = h("ul", { class: "webhooks" });
  const said = h("div", { role: "status" });
  const field = h("input", { type: "url", name: "url", required: true, placeholder: "https://example.org/hook", "aria-label": "Address of a program" });
  const form = h("form", { class: "inline" }, field, h("button", { type: "submit" }, "Send each change to it"));
  const refresh = async (): Promise<void> => {
    const { items } = await told<{ items: Webhook[] }>("/webhooks");
    fill(list, items.filter((one) => one.about === about).map((one) => line(one, () => attempt(() => end(one)))));
  };
  const end = async ({ id }: Webhook): Promise<void> => {
    await asked(`/webhooks/${id}`, { method: "DELETE" });
    fill(said);
    await refresh();
  };
  const attempt = (work: () => Promise<void>): void => void work().catch((error: unknown) => fill(said, wrong(error)));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    attempt(async () => {
      const { secret } = await told<Webhook & { secret: string }>("/webhooks", { method: "POST", body: { url: field.value.trim(), about } });
      field.value = "";
      fill(said, h("p", { class: "notice" }, "Its secret, told this once: ", h("code", {}, secret)));
      await refresh();
    });
  });
  attempt(refresh);
  return h(
    "section",
    {},
    h("h2", {}, "Webhooks"),
    h("p", { class: "soft" }, name ? `A program is told of each change of ${name}, one signed request a change.` : "A program is told of each change, one signed request a change."),
    form,
    said,
    list,
  );
}

function line({ url, made, items, failures, due, problem, ended }: Webhook, end: () => void): HTMLElement {
  const state: Child = ended
    ? "the receiver wants no more"
    : problem && `${problem} (${counted(failures, "time")}${due ? `, tried again ${dated(due.slice(0, 10))}, ${due.slice(11, 16)} UTC` : ""})`;
  return h(
    "li",
    {},
    h("code", {}, url),
    h("span", { class: "soft" }, ` since ${dated(made.slice(0, 10))}, ${counted(items, "item")} sent`),
    state && h("span", { class: "disputed" }, ` ${state}`),
    h("button", { type: "button", class: "as-link", onclick: end, "aria-label": `Send no more to ${url}` }, "Send no more"),
  );
}
