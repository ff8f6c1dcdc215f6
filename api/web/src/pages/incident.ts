// An incident: what all accounts agree on, where they differ, source by source, in their words.
import { articlePage, changesPage, graphPage, pageOf } from "../addresses";
import { takeAway } from "../away";
import { speaker, stance } from "../claims";
import { correcting } from "../desk/correct";
import { type Child, fill, h } from "../dom";
import { helped } from "../help";
import { countsPicture } from "../incidents/counts";
import { tollHistory } from "../incidents/history";
import { story } from "../incidents/story";
import { empty } from "../moments";
import type { Show } from "../router";
import { address, json } from "../server";
import type { Account, Incident, Statement } from "../shapes";
import { Text, article } from "../text";
import { corroborated, counted, dated, headed, separated, titled, valued } from "../words";

const AT_MOST = 5; // values of an aspect, where all agree
const HEARD = 4; // who say one thing, before others unfold
// In the order in which an editor asks.
const ASPECTS = ["date", "place", "attacker", "actor", "target", "recipient", "victim", "weapon", "killedCount", "woundedCount"];
const HAPPENED = "factuality"; // as what is disputed: whether it happened at all

export const show: Show = async ({ main, slug, title, signal }) => {
  const incident = await json<Incident>(`/incidents/${encodeURIComponent(slug)}`, signal);
  title(incident.label);
  const file = incident.iri.replace(/^.*\/event\//, "/incidents/");
  const outlets = new Set(incident.reported_in.map((report) => report.publisher ?? report.id));
  fill(
    main,
    h(
      "div",
      { class: "page incident" },
      h(
        "header",
        { class: "thing-head" },
        h("p", { class: "kicker" }, [headed(incident.class), exact(incident.values.date ?? []).map(dated).join(" or ")].filter(Boolean).join(" · ")),
        h("h1", {}, titled({ label: incident.label, date: incident.values.date?.[0] })),
        h("p", { class: "soft" }, `${counted(incident.reported_in.length, "article")} of ${counted(outlets.size, "outlet")}, told by `, helped(corroborated(incident.corroboration), "corroborated")),
        h(
          "p",
          { class: "actions" },
          h("a", { class: "button primary", href: graphPage(incident.iri) }, "See its graph"),
          h("a", { class: "button", href: changesPage(incident.iri) }, "Follow"),
          takeAway(
            [
              { label: "Claims as CSV", href: address("/claims", { subject: incident.iri, withheld: "true", limit: 1000, format: "csv" }) },
              { label: "JSON", href: file },
              { label: "Turtle", href: address(file, { format: "turtle" }) },
            ],
            [
              { label: "The range of counts", name: `${slug}-counts`, svg: () => main.querySelector<SVGSVGElement>(".counts-picture svg") },
              { label: "How the toll was told", name: `${slug}-toll`, svg: () => main.querySelector<SVGSVGElement>(".toll-history svg") },
              { label: "Map", name: `${slug}-map`, svg: () => main.querySelector<SVGSVGElement>("svg.map") },
            ],
          ),
        ),
      ),
      agreed(incident),
      differing(incident),
      countsPicture(incident),
      tollHistory(incident),
      story(incident, signal),
      accounts(incident),
      correcting(incident, "incident"),
    ),
  );
};

function agreed({ agreed: values, claims, corroboration }: Incident): HTMLElement {
  const links = new Map(claims.flatMap((claim) => (claim.object ? [[claim.value, claim.object] as const] : [])));
  const shown = ASPECTS.filter((name) => values[name]?.length);
  const value = (name: string, one: string): Child => {
    const iri = one.includes("/entity/") ? one : links.get(one);
    const label = one.includes("/entity/") ? (claims.find((claim) => claim.object === one)?.value ?? one) : one;
    return iri ? h("a", { href: pageOf(iri) }, label) : name === "date" ? dated(one) : separated(label);
  };
  return h(
    "section",
    { class: "agreed" },
    h("h2", {}, corroboration > 1 ? "What is agreed" : "What is told, and contradicted by nobody"),
    shown.length
      ? h("dl", { class: "facts" }, shown.map((name) => h("div", {}, h("dt", {}, headed(name)), h("dd", {}, some(name === "date" ? exact(values[name] ?? []) : (values[name] ?? []), (one) => value(name, one))))))
      : empty("The accounts agree on nothing, or there is only one."),
  );
}

/** Days, without the months and years that they lie in. */
function exact(dates: readonly string[]): string[] {
  return dates.filter((date) => !dates.some((other) => other.startsWith(`${date}-`)));
}

/** The first few, and how many more; the table below has all. */
function some(values: readonly string[], shown: (one: string) => Child): Child {
  const more = values.length - AT_MOST;
  return [values.slice(0, AT_MOST).map((one, i) => [i > 0 && ", ", shown(one)]), more > 0 && h("span", { class: "soft" }, ` and ${more} more`)];
}

function differing({ disputed, accounts: told }: Incident): HTMLElement | null {
  if (!disputed.length) return null;
  return h(
    "section",
    { class: "differing" },
    h("h2", {}, "Where accounts ", helped("differ", "accounts-differ")),
    [HAPPENED, ...ASPECTS].filter((name) => disputed.includes(name)).map((name) =>
      h("div", { class: "aspect" }, h("h3", {}, headed(name)), h("ul", { class: "versions" }, versions(name, told))),
    ),
  );
}

/** Each thing said of an aspect, and who says it: most outlets first. */
function versions(name: string, told: readonly Account[]): HTMLElement[] {
  const said = new Map<string, Saying[]>();
  for (const account of told) {
    for (const { version, claim } of name === HAPPENED ? happened(account) : valuesOf(name, account)) {
      const sayings = said.get(version) ?? [];
      said.set(version, sayings);
      // Who says a thing twice is heard once; the table below has both.
      if (!sayings.some((one) => one.account === account && one.claim.factuality === claim.factuality)) sayings.push({ account, claim });
    }
  }
  const ordered = [...said].sort((a, b) => b[1].length - a[1].length || a[0].localeCompare(b[0]));
  return ordered.map(([version, sayings]) =>
    h(
      "li",
      { class: "version" },
      h("p", { class: "version-value" }, version),
      heard(sayings.slice(0, HEARD)),
      sayings.length > HEARD && others(sayings.slice(HEARD)),
    ),
  );
}

interface Saying {
  account: Account;
  claim: Statement;
}

function heard(sayings: readonly Saying[]): HTMLElement {
  return h("ul", { class: "sayings" }, sayings.map(({ account, claim }) => h("li", {}, h("p", {}, speaker(account.article, account), " ", stance(claim)), words(claim))));
}

/** Those who say the same, folded; their articles are fetched once somebody wants to read them. */
function others(sayings: readonly Saying[]): HTMLElement {
  const box = h("details", {}, h("summary", {}, counted(sayings.length, "more report")));
  box.addEventListener("toggle", () => box.append(heard(sayings)), { once: true });
  return box;
}

interface Version {
  version: string;
  claim: Statement;
}

function valuesOf(name: string, { claims }: Account): Version[] {
  return claims.filter(({ predicate }) => predicate === name).map((claim) => ({ version: valued(claim), claim }));
}

/** Whether it happened: who denies all that they say of it, and not just who did it, says no; who states some of it, yes. */
function happened({ claims }: Account): Version[] {
  const told = claims.filter(({ predicate }) => !predicate.endsWith("Count"));
  const denial = told.every(({ predicate, factuality }) => factuality === "Denied" && predicate !== "attacker") ? told[0] : undefined;
  if (denial) return [{ version: "It did not happen", claim: denial }];
  const stated = claims.find(({ predicate, factuality }) => factuality === "Asserted" && predicate !== "attacker");
  return stated ? [{ version: "It happened", claim: stated }] : [];
}

/** The quote, as a link to its place in the article; its sentence is filled in when the article has come. */
function words(claim: Statement): HTMLElement {
  const link = h("a", { class: "quote", href: articlePage(claim.article, claim) }, "… ", h("mark", {}, claim.quote), " …");
  if (claim.headline) return link; // the headline is shown beside it
  article(claim.article).then(
    ({ text }) => {
      const [before, within, after] = new Text(text).around(claim.start, claim.end);
      fill(link, before, h("mark", {}, within), after);
    },
    () => undefined, // without the article, the quote alone stays
  );
  return link;
}

/** The accounts as a table: a row for each, a column for each aspect that any of them speaks of. */
function accounts({ accounts: told, disputed }: Incident): HTMLElement {
  const aspects = ASPECTS.filter((name) => told.some(({ claims }) => claims.some(({ predicate }) => predicate === name)));
  const cell = (account: Account, name: string): HTMLElement =>
    h(
      "td",
      { class: disputed.includes(name) ? "disputed-cell" : null },
      account.claims
        .filter(({ predicate }) => predicate === name)
        .map((claim) =>
          h("p", {}, h("a", { href: articlePage(claim.article, claim), title: `“${claim.quote}”` }, valued(claim)), claim.inferred && h("span", { class: "soft" }, " (", helped("inferred", "inferred"), ")"), claim.factuality !== "Asserted" && [" ", stance(claim)]),
        ),
    );
  return h(
    "section",
    {},
    h("h2", {}, "Source by source"),
    h("p", { class: "soft" }, "Every account; each value leads to its words in the article, each day to all of it. Columns in which accounts differ are marked."),
    h(
      "div",
      { class: "table-scroll accounts", role: "region", "aria-label": "Accounts", tabindex: "0" },
      h(
        "table",
        {},
        h("caption", { class: "visually-hidden" }, "Accounts, source by source"),
        h("thead", {}, h("tr", {}, h("th", { scope: "col" }, "Account"), aspects.map((name) => h("th", { scope: "col", class: disputed.includes(name) ? "disputed-cell" : null }, headed(name), disputed.includes(name) && h("span", { class: "visually-hidden" }, " (accounts differ)"))))),
        h("tbody", {}, told.map((account) => h("tr", {}, h("th", { scope: "row" }, speaker(account.article, account), " ", h("a", { href: articlePage(account.article.id), title: account.article.headline }, dated(account.article.published?.slice(0, 10)) || "the article")), aspects.map((name) => cell(account, name))))),
      ),
    ),
  );
}
