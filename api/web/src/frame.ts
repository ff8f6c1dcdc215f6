// What is around every page: the name, the search, the ways to go.
import { h } from "./dom";
import { dayBanner, dayField } from "./day";
import { deskNav, signInBox } from "./desk/sign-in";
import { isEmbedded, viewItself } from "./embed";
import { visit } from "./router";
import { searchBox } from "./search";
import { dated } from "./words";

/** Puts the frame into the document, with an empty main part. Gives what is to be called on each visit. */
export function frame(body: HTMLElement): () => void {
  if (isEmbedded()) return bareFrame(body);
  const [banner, day] = [dayBanner(), dayField((address) => visit(address))];
  body.append(
    h("a", { class: "skip", href: "#_main" }, "Skip to the content"),
    h(
      "header",
      { class: "site" },
      h("a", { class: "site-name", href: "/" }, "Sitrep"),
      searchBox("site-search", "Search actors, places, incidents, articles"),
      h(
        "nav",
        { class: "site-nav", "aria-label": "Site" },
        h("a", { href: "/explore/incidents" }, "Incidents"),
        h("a", { href: "/explore/graph?named=true" }, "Graph"),
        h("a", { href: "/explore/articles" }, "Articles"),
        h("a", { href: "/explore/changes" }, "Changes"),
        h("a", { href: "/explore/query" }, "Query"),
      ),
    ),
    deskNav() ?? "",
    banner.element,
    h("main", { id: "_main", tabindex: "-1" }),
    h(
      "footer",
      { class: "site-foot" },
      h("span", {}, "What outlets say, kept apart from what is so."),
      printedFrom(),
      day.element,
      signInBox(),
      h(
        "nav",
        { "aria-label": "Data" },
        h("a", { href: "/methodology" }, "Methodology"),
        h("a", { href: "/docs" }, "API"),
        h("a", { href: "/export/graph.gexf", download: true }, "Gephi file"),
        h("a", { href: "/export/graph.trig", download: true }, "All as TriG"),
        h("a", { href: "/assets/LICENSES.txt" }, "Licences"),
      ),
    ),
  );
  return () => {
    banner.tell();
    day.tell();
  };
}

/** On paper, where it is from and of which day. */
function printedFrom(): HTMLElement {
  const element = h("span", { class: "printed-from" });
  addEventListener("beforeprint", () => (element.textContent = `${viewItself()}, ${dated(new Date().toISOString().slice(0, 10))}`));
  return element;
}

/** What is around a view inside another page: whose it is, and the way to all of it. */
function bareFrame(body: HTMLElement): () => void {
  const banner = dayBanner();
  const whole = h("a", { target: "_blank", rel: "noopener" }, "Open it in Sitrep");
  document.documentElement.classList.add("embedded");
  body.append(
    banner.element,
    h("main", { id: "_main", tabindex: "-1" }),
    h("footer", { class: "site-foot" }, h("span", {}, "Sitrep: what outlets say, kept apart from what is so."), whole),
  );
  return () => {
    banner.tell();
    whole.href = viewItself();
  };
}
