// What is around every page: the name, the search, the ways to go.
import { h } from "./dom";
import { dayBanner, dayField } from "./day";
import { deskNav, signInBox } from "./desk/sign-in";
import { visit } from "./router";
import { searchBox } from "./search";

/** Puts the frame into the document, with an empty main part. Gives what is to be called on each visit. */
export function frame(body: HTMLElement): () => void {
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
      day.element,
      signInBox(),
      h(
        "nav",
        { "aria-label": "Data" },
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
