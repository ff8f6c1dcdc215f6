// An article's citation, as programs for references read it: BibTeX and RIS.
import type { Written } from "./away";
import type { Report } from "./shapes";

/** The citation in both forms. */
export function citations(report: Report): Written[] {
  const name = report.id.replace(/[^\w.-]+/g, "-").slice(0, 80);
  return [
    { label: "BibTeX", name: `${name}.bib`, type: "application/x-bibtex", text: () => bibtex(report, name) },
    { label: "RIS", name: `${name}.ris`, type: "application/x-research-info-systems", text: () => ris(report) },
  ];
}

function bibtex({ headline, publisher, published, url }: Report, key: string): string {
  const fields = { title: headline && `{${escaped(headline)}}`, journal: publisher && escaped(publisher), date: published?.slice(0, 10), year: published?.slice(0, 4), url };
  const lines = Object.entries(fields).flatMap(([name, value]) => (value ? [`  ${name} = {${value}}`] : []));
  return `@article{${key},\n${lines.join(",\n")}\n}\n`;
}

function escaped(text: string): string {
  return text.replace(/[\\{}]/g, "").replace(/[&%$#_]/g, "\\$&");
}

function ris({ headline, publisher, published, url, id }: Report): string {
  const fields: [string, string | null | undefined][] = [["TY", "NEWS"], ["TI", headline], ["T2", publisher], ["DA", published?.slice(0, 10).replaceAll("-", "/")], ["PY", published?.slice(0, 4)], ["UR", url], ["ID", id]];
  return [...fields.flatMap(([tag, value]) => (value ? [`${tag}  - ${value.replace(/\s+/g, " ")}`] : [])), "ER  - ", ""].join("\r\n");
}
