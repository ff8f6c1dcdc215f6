// The editor: SPARQL in colour, with completion from the vocabulary alone (nothing is looked up elsewhere).
import { type Completion, type CompletionContext, type CompletionResult, autocompletion } from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap } from "@codemirror/commands";
import { HighlightStyle, StreamLanguage, bracketMatching, syntaxHighlighting } from "@codemirror/language";
import { sparql } from "@codemirror/legacy-modes/mode/sparql";
import { EditorState } from "@codemirror/state";
import { EditorView, drawSelection, highlightActiveLine, keymap, lineNumbers } from "@codemirror/view";
import { tags } from "@lezer/highlight";

import type { Vocabulary } from "../shapes";

export interface Editor {
  element: HTMLElement;
  text(): string;
  write(text: string): void;
  focus(): void;
}

const KEYWORDS = "SELECT DISTINCT WHERE FILTER OPTIONAL UNION GRAPH BIND VALUES CONSTRUCT DESCRIBE ASK PREFIX GROUP ORDER BY LIMIT HAVING COUNT MIN MAX NOT EXISTS DESC".split(" ");
const ALSO = "rdf:type rdf:subject rdf:predicate rdf:object rdfs:label skos:altLabel owl:sameAs geo:lat geo:long schema:publisher schema:headline schema:datePublished dcterms:identifier".split(" ");

/** An editor; Ctrl-Enter runs. The Tab key leaves it, as it leaves every field. */
export function editor(text: string, vocabulary: Vocabulary, run: () => void): Editor {
  const terms = completions(vocabulary);
  const view = new EditorView({
    doc: text,
    extensions: [
      lineNumbers(),
      history(),
      drawSelection(),
      bracketMatching(),
      highlightActiveLine(),
      EditorView.lineWrapping,
      EditorState.tabSize.of(2),
      StreamLanguage.define(sparql),
      syntaxHighlighting(colours),
      autocompletion({ override: [(context) => complete(context, terms)], icons: false }),
      keymap.of([{ key: "Mod-Enter", run: () => (run(), true) }, ...defaultKeymap, ...historyKeymap]),
      EditorView.contentAttributes.of({ "aria-label": "SPARQL query", spellcheck: "false" }),
    ],
  });
  return {
    element: view.dom,
    text: () => view.state.doc.toString(),
    write: (words) => view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: words } }),
    focus: () => view.focus(),
  };
}

const colours = HighlightStyle.define([
  { tag: tags.keyword, color: "var(--accent)", fontWeight: "600" },
  { tag: [tags.string, tags.special(tags.string)], color: "var(--code-string)" },
  { tag: tags.comment, color: "var(--soft)", fontStyle: "italic" },
  { tag: [tags.variableName, tags.special(tags.variableName), tags.standard(tags.variableName)], color: "var(--code-variable)" },
  { tag: [tags.atom, tags.number, tags.bool], color: "var(--code-atom)" },
]);

function completions({ classes, predicates }: Vocabulary): Completion[] {
  const own = [...classes, ...predicates].map(({ name, label, comment }): Completion => ({ label: `kg:${name}`, detail: label, info: comment ?? label, type: "type" }));
  return [...own, ...ALSO.map((label): Completion => ({ label, type: "type" })), ...KEYWORDS.map((label): Completion => ({ label, type: "keyword" }))];
}

function complete(context: CompletionContext, terms: readonly Completion[]): CompletionResult | null {
  const variable = context.matchBefore(/[?$]\w*/);
  if (variable) {
    const used = new Set(context.state.doc.toString().match(/[?$]\w+/g));
    used.delete(variable.text);
    return { from: variable.from, options: [...used].sort().map((label) => ({ label, type: "variable" })) };
  }
  const word = context.matchBefore(/[\w-]+:?[\w-]*/);
  if (!word && !context.explicit) return null;
  return { from: word?.from ?? context.pos, options: [...terms], validFor: /^[\w-]*:?[\w-]*$/ };
}
