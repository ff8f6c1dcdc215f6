"use strict";

const $ = (id) => document.getElementById(id);

/** An element with properties and children; text is always text, never markup. */
function el(tag, properties = {}, ...children) {
  const made = Object.assign(document.createElement(tag), properties);
  made.append(...children);
  return made;
}

/** The body of an answer, or an error that says what the server says. */
async function get(address, accept = "application/json") {
  const answer = await fetch(address, { headers: { Accept: accept } });
  if (answer.ok) return answer;
  const problem = await answer.json().catch(() => null);
  throw new Error(problem?.detail ?? `The server answered ${answer.status}.`);
}

const SOLUTIONS = "application/sparql-results+json, text/turtle;q=0.5";
const sparql = (query) => get("/sparql?" + new URLSearchParams({ query }), SOLUTIONS);

// ---- what is in the graph ----

async function showCounts() {
  const counts = `SELECT ?what (COUNT(DISTINCT ?thing) AS ?n) WHERE {
    { ?thing kg:named true BIND("actors and places" AS ?what) }
    UNION { ?thing a kg:Event BIND("incidents" AS ?what) }
    UNION { GRAPH ?thing { ?thing a kg:Article } BIND("articles" AS ?what) }
    UNION { GRAPH ?g { ?thing a kg:Claim } BIND("claims" AS ?what) }
  } GROUP BY ?what ORDER BY ?what`;
  try {
    const { results } = await (await sparql(counts)).json();
    $("counts").replaceChildren(
      ...results.bindings.map((row) =>
        el("div", {}, el("dt", {}, row.what.value), el("dd", {}, Number(row.n.value).toLocaleString("en")))));
    if (!results.bindings.length) $("counts").replaceChildren(el("p", {}, "Nothing yet: `kg add FILE` fills it."));
  } catch (error) {
    $("counts").replaceChildren(el("p", { className: "wrong" }, error.message));
  }
}

// ---- search ----

let latest = 0;

async function search() {
  const mine = ++latest;
  const q = $("q").value.trim();
  if (!q) return $("hits").replaceChildren();
  try {
    const hits = await (await get("/entities?" + new URLSearchParams({ q, limit: 8 }))).json();
    if (mine !== latest) return; // an answer to a later question is on its way
    $("hits").replaceChildren(...hits.map((hit) => {
      const also = hit.name === hit.label ? "" : ` (as “${hit.name}”)`;
      const button = el("button", { type: "button" }, hit.label, el("span", { className: "soft" }, `${also} · ${hit.cls}`));
      button.addEventListener("click", () => showEntity(hit.href));
      return el("li", {}, button);
    }));
    if (!hits.length) $("hits").replaceChildren(el("li", { className: "soft" }, "Nobody by a name like that."));
  } catch (error) {
    $("hits").replaceChildren(el("li", { className: "wrong" }, error.message));
  }
}

async function showEntity(href) {
  const thing = await (await get(href)).json();
  const lines = [
    ...thing.relations.map((tie) => `${tie.property} ${tie.other.label}`),
    ...thing.related_from.map((tie) => `${tie.other.label} ${tie.property} it`),
    ...thing.incidents.map((tie) => `${tie.property} in: ${tie.other.label}`),
  ];
  $("entity").replaceChildren(
    el("h3", {}, thing.label),
    el("p", { className: "soft" }, [thing.cls, ...thing.names].join(" · ")),
    el("ul", {}, ...lines.map((line) => el("li", {}, line))),
    el("p", { className: "soft" }, `In ${thing.reported_in.length} articles. `, el("a", { href }, "All of it as JSON")));
  $("entity").hidden = false;
}

// ---- canned queries ----

let questions = [];

function showParameters() {
  const question = questions.find((one) => one.name === $("which").value);
  $("about").textContent = question.description;
  $("params").replaceChildren(...question.params.map((parameter) => {
    const id = `param-${parameter.name}`;
    const field = parameter.type === "choice"
      ? el("select", { id, name: parameter.name },
          ...(parameter.default ? [] : [el("option", { value: "" }, "any")]),
          ...parameter.choices.map((choice) => el("option", { value: choice }, choice)))
      : el("input", {
          id, name: parameter.name, placeholder: parameter.example ?? "", required: parameter.required,
          type: { date: "date", integer: "number" }[parameter.type] ?? "text",
        });
    if (parameter.default) field.value = parameter.default;
    if (parameter.required) field.value ||= parameter.example ?? "";
    return el("div", {}, el("label", { htmlFor: id }, `${parameter.name}: ${parameter.description}`), field);
  }));
}

function cannedAddress(more = {}) {
  const given = [...new FormData($("canned"))].filter(([name, value]) => name !== "which" && value !== "");
  return `/queries/${$("which").value}?` + new URLSearchParams([...given, ...Object.entries(more)]);
}

async function showQuestions() {
  try {
    ({ queries: questions } = await (await get("/queries")).json());
    $("which").replaceChildren(...questions.map((one) => el("option", { value: one.name }, one.title)));
    if (questions.length) showParameters();
  } catch (error) {
    $("about").replaceChildren(el("span", { className: "wrong" }, error.message));
  }
}

// ---- results ----

async function show(asking) {
  $("status").className = "";
  $("status").textContent = "Asking …";
  $("table").replaceChildren();
  try {
    const answer = await asking();
    if (!answer.headers.get("content-type").startsWith("application/sparql-results+json")) {
      $("table").replaceChildren(el("pre", {}, await answer.text()));
      $("status").textContent = "Triples, as Turtle.";
    } else {
      const { head, boolean, results } = await answer.json();
      if (results) $("table").replaceChildren(tableOf(head.vars, results.bindings));
      $("status").textContent = results ? `${results.bindings.length} rows.` : boolean ? "Yes." : "No.";
    }
  } catch (error) {
    $("status").className = "wrong";
    $("status").textContent = error.message;
  }
  $("result-title").focus();
}

function tableOf(columns, rows) {
  const cell = (term) => {
    if (!term) return el("td");
    if (term.type !== "uri" || !/^https?:/.test(term.value)) return el("td", {}, term.value);
    return el("td", {}, el("a", { href: here(term.value), rel: "noreferrer" }, term.value.split(/[/#]/).pop() || term.value));
  };
  return el("table", {},
    el("thead", {}, el("tr", {}, ...columns.map((column) => el("th", { scope: "col" }, column)))),
    el("tbody", {}, ...rows.map((row) => el("tr", {}, ...columns.map((column) => cell(row[column]))))));
}

/** The address of a thing of ours on this server, and every other address as it is. */
function here(iri) {
  const [, noun, rest] = /\/(entity|event|article)\/([^/#]+)$/.exec(iri) ?? [];
  return noun ? `/${{ entity: "entities", event: "incidents", article: "articles" }[noun]}/${rest}` : iri;
}

$("search").addEventListener("submit", (event) => { event.preventDefault(); search(); });
$("q").addEventListener("input", search);
$("which").addEventListener("change", showParameters);
$("canned").addEventListener("submit", (event) => {
  event.preventDefault();
  show(() => get(cannedAddress(), SOLUTIONS));
});
$("edit").addEventListener("click", async () => {
  try {
    $("query").value = await (await get(cannedAddress({ explain: true }), "*/*")).text();
    $("query").focus();
  } catch (error) {
    show(() => Promise.reject(error));
  }
});
$("sparql").addEventListener("submit", (event) => {
  event.preventDefault();
  show(() => sparql($("query").value));
});

showCounts();
showQuestions();
