// What is shown, to take away: files that the server gives, and pictures as they stand on the page.
import { type Child, h } from "./dom";
import { canEmbed, embedCode, viewItself } from "./embed";

const TWICE = 2; // pixels of a PNG for each of the page's
const SHOWN = ["fill", "fill-opacity", "stroke", "stroke-width", "stroke-opacity", "stroke-dasharray", "stroke-linejoin", "paint-order", "opacity", "visibility", "display", "font-family", "font-size", "font-weight", "letter-spacing", "text-anchor", "vector-effect"];

export interface File {
  label: string;
  /** The server's address of it. */
  href: string;
}

export interface Drawing {
  label: string;
  name: string;
  /** The picture, as it stands then. */
  svg(): SVGSVGElement | null;
}

/** A list that unfolds: the link to what is shown, files, pictures, and texts that are made here. */
export function takeAway(files: readonly File[], drawings: readonly Drawing[] = [], texts: readonly Written[] = []): HTMLElement {
  const codes = [copied("Link", viewItself), ...(canEmbed() ? [copied("Embed", embedCode)] : [])];
  const list = h(
    "ul",
    {},
    files.map(({ label, href }) => h("li", {}, h("a", { href, download: true }, label))),
    texts.map(written),
    drawings.map((drawing) => h("li", {}, `${drawing.label}: `, button("SVG", () => asSvg(drawing)), " ", button("PNG", () => asPng(drawing)))),
    codes.map(({ element }) => h("li", { class: "copied" }, element)),
  );
  const made = h("details", { class: "away" }, h("summary", { class: "button" }, "Take away"), list);
  made.addEventListener("toggle", () => made.open && codes.forEach(({ tell }) => tell()));
  made.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !made.open) return;
    made.open = false;
    made.querySelector("summary")?.focus();
  });
  return made;
}

/** A text to be copied: shown, so that it can be taken by hand where the browser lets no program do it. */
function copied(label: string, text: () => string): { element: HTMLElement; tell(): void } {
  const field = h("input", { readonly: true, "aria-label": label, onfocus: () => field.select() });
  const said = h("span", { role: "status", class: "soft" });
  const copy = async (): Promise<void> => {
    field.select();
    await navigator.clipboard?.writeText(field.value).then(() => (said.textContent = "copied"), () => (said.textContent = "press Ctrl+C"));
    if (!navigator.clipboard) said.textContent = "press Ctrl+C"; // only pages by HTTPS and of this machine have one
  };
  const tell = (): void => {
    field.value = text();
    said.textContent = "";
  };
  return { element: h("div", {}, h("span", {}, label), field, h("button", { type: "button", "aria-label": `Copy: ${label}`, onclick: () => void copy() }, "Copy"), said), tell };
}

export interface Written {
  label: string;
  name: string;
  type: string;
  /** Made, or asked for, when it is taken. */
  text(): string | Promise<string>;
}

function written({ label, name, type, text }: Written): HTMLElement {
  const take = async (): Promise<void> => save(new Blob([await text()], { type }), name);
  const item = h("li", {}, button(label, () => {
    item.querySelector(".failed")?.remove();
    take().catch((error: unknown) => item.append(h("span", { role: "status", class: "failed" }, ` ${error instanceof Error ? error.message : String(error)}`)));
  }));
  return item;
}

function button(label: Child, onclick: () => void): HTMLElement {
  return h("button", { type: "button", class: "as-link", onclick }, label);
}

function asSvg({ svg, name }: Drawing): void {
  const drawn = svg();
  if (drawn) save(new Blob([alone(drawn)], { type: "image/svg+xml" }), `${name}.svg`);
}

function asPng({ svg, name }: Drawing): void {
  const drawn = svg();
  if (!drawn) return;
  const { width, height } = drawn.viewBox.baseVal;
  const image = new Image();
  image.onload = () => {
    const canvas = h("canvas", { width: width * TWICE, height: height * TWICE });
    canvas.getContext("2d")?.drawImage(image, 0, 0, canvas.width, canvas.height);
    canvas.toBlob((made) => made && save(made, `${name}.png`), "image/png");
  };
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(alone(drawn))}`;
}

/** A picture that needs no style sheet: each element says how it looks. */
function alone(drawn: SVGSVGElement): string {
  const { width, height } = drawn.viewBox.baseVal;
  const copy = drawn.cloneNode(true) as SVGSVGElement;
  if (!drawn.isConnected) return new XMLSerializer().serializeToString(copy); // made for this: it says how it looks itself
  const [from, to] = [[drawn, ...drawn.querySelectorAll<SVGElement>("*")], [copy, ...copy.querySelectorAll<SVGElement>("*")]];
  for (const [i, element] of from.entries()) {
    const looks = getComputedStyle(element);
    to[i]?.setAttribute("style", SHOWN.map((name) => `${name}:${plain(looks.getPropertyValue(name))}`).join(";"));
    to[i]?.removeAttribute("href");
  }
  const paper = document.createElementNS(drawn.namespaceURI ?? "", "rect");
  for (const [name, value] of Object.entries({ width, height, fill: plain(getComputedStyle(document.body).backgroundColor) })) paper.setAttribute(name, String(value));
  copy.prepend(paper);
  for (const [name, value] of Object.entries({ width, height })) copy.setAttribute(name, String(value));
  return new XMLSerializer().serializeToString(copy);
}

/** A colour as every program knows it: mixed ones are told as shares of red, green and blue. */
function plain(value: string): string {
  return value.replace(/color\(srgb ([\d.e-]+) ([\d.e-]+) ([\d.e-]+)(?: \/ ([\d.]+))?\)/g, (_, r, g, b, a = "1") => `rgba(${[r, g, b].map((share) => Math.round(Number(share) * 255)).join(",")},${a})`);
}

function save(blob: Blob, name: string): void {
  const href = URL.createObjectURL(blob);
  h("a", { href, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(href), 10_000);
}
