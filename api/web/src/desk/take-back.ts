// Taking an article out of the graph, asked twice.
import { fill, h } from "../dom";
import { visit } from "../router";
import type { Report } from "../shapes";
import { problem } from "./outcome";
import { asked, session } from "./session";

/** The button, for those who have signed in. */
export function takeBack(report: Report): HTMLElement | null {
  if (!session()) return null;
  const box = h("div", { class: "actions" });
  const first = h("button", { type: "button" }, "Take it back …");
  first.addEventListener("click", () => {
    const yes = h("button", { type: "button" }, "Take it back");
    const no = h("button", { type: "button" }, "Leave it");
    const status = h("span", { role: "status" }, "The article goes, with all that hangs on it alone.");
    no.addEventListener("click", () => {
      fill(box, first);
      first.focus();
    });
    yes.addEventListener("click", () => {
      yes.disabled = no.disabled = true;
      fill(status, "…");
      asked(`/articles/${encodeURIComponent(report.id)}`, { method: "DELETE" }).then(
        () => visit("/explore/articles"),
        (error: unknown) => {
          yes.disabled = no.disabled = false;
          fill(status, problem(error));
        },
      );
    });
    fill(box, status, yes, no);
    no.focus();
  });
  fill(box, first);
  return box;
}
