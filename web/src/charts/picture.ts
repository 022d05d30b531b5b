// Pictures of charts: SVG with its colours written out, and PNG drawn from the same shapes on a canvas, because the
// page's policy loads no picture. Words beside a drawing, in cells of a table or in a legend, stand where they are seen. Neither
// picture holds anything but what is seen.

import type { Shown } from "../exports";

const SVG = "http://www.w3.org/2000/svg";
const MARGIN = 16;
const TITLE_PX = 28;
/** Pixels of a PNG for one of the page. */
const DENSITY = 2;

/** What of the view in sight can be saved by itself: the button in the head of each section says so. */
export function chartHeads(): HTMLElement[] {
  return [...document.querySelectorAll<HTMLElement>("main button[data-of]")];
}

export interface InSight {
  title: string;
  /** Which answer stands behind it. */
  of: Shown;
  /** What is drawn; absent where a table stands. */
  box: HTMLElement | undefined;
}

export function chartsInSight(): InSight[] {
  return chartHeads().map((head) => {
    const section = head.closest("section");
    const boxes = [...(section?.querySelectorAll<HTMLElement>("[data-chart]") ?? [])];
    return { title: section?.querySelector("h2")?.textContent ?? "", of: head.dataset["of"] as Shown, box: boxes.findLast((box) => box.querySelector("svg")) };
  });
}

interface Shape {
  element: SVGGraphicsElement;
  style: CSSStyleDeclaration;
}

/** What is drawn, from the back to the front. */
function shapesOf(box: HTMLElement): Shape[] {
  const all = [...box.querySelectorAll<SVGGraphicsElement>("svg rect, svg line, svg path, svg circle, svg text")];
  return all.filter((element) => !element.closest("defs")).map((element) => ({ element, style: getComputedStyle(element) }));
}

/** Words that are no part of a drawing, by the middle of their left edge. */
interface Word {
  words: string;
  x: number;
  y: number;
  style: CSSStyleDeclaration;
}

function wordsOf(box: HTMLElement): Word[] {
  const found: Word[] = [];
  const { left, top } = box.getBoundingClientRect();
  const range = document.createRange();
  const texts = document.createTreeWalker(box, NodeFilter.SHOW_TEXT);
  for (let text = texts.nextNode(); text; text = texts.nextNode()) {
    const parent = text.parentElement;
    range.selectNodeContents(text);
    const at = range.getBoundingClientRect();
    if (!parent || parent.closest("svg, .unseen") || at.width === 0) continue;
    const style = getComputedStyle(parent);
    const room = (parent.closest("th, td")?.getBoundingClientRect().right ?? at.right) - at.left;
    found.push({ words: cutTo(room, text.textContent ?? "", style), x: at.left - left + MARGIN, y: at.top + at.height / 2 - top + MARGIN + TITLE_PX, style });
  }
  return found;
}

const measuring = document.createElement("canvas").getContext("2d");

function widthOf(words: string, font: string): number {
  if (!measuring) return 0;
  measuring.font = font;
  return measuring.measureText(words).width;
}

/** What a cell cuts off is cut off in its picture too. */
function cutTo(room: number, words: string, style: CSSStyleDeclaration): string {
  const fits = (words: string) => widthOf(words, fontOf(style)) <= room + 1;
  if (fits(words)) return words;
  let length = words.length;
  while (length > 0 && !fits(`${words.slice(0, length)}…`)) length -= 1;
  return `${words.slice(0, length)}…`;
}

const fontOf = ({ fontWeight, fontSize, fontFamily }: CSSStyleDeclaration) => `${fontWeight} ${fontSize} ${fontFamily}`;

/** From the element's own units to pixels of the picture. */
function placed(element: SVGGraphicsElement, box: HTMLElement): DOMMatrix {
  const { left, top } = box.getBoundingClientRect();
  const matrix = element.getScreenCTM() ?? new DOMMatrix();
  return new DOMMatrix([matrix.a, matrix.b, matrix.c, matrix.d, matrix.e - left + MARGIN - box.scrollLeft, matrix.f - top + MARGIN + TITLE_PX]);
}

/** Wide enough for the title, too. */
function sizeOf(box: HTMLElement, title: string): [number, number] {
  const { width, height } = box.getBoundingClientRect();
  return [Math.ceil(Math.max(width, widthOf(title, titleFont()))) + 2 * MARGIN, Math.ceil(height) + 2 * MARGIN + TITLE_PX];
}

/** The styles of the page that a picture needs. */
function page() {
  const { color, backgroundColor, fontFamily } = getComputedStyle(document.body);
  return { ink: color, ground: backgroundColor, font: fontFamily };
}

const titleFont = () => `600 14px ${page().font}`;

const isHatched = (fill: string) => fill.startsWith("url(");
/** The colour of the lines that a hatch is made of. */
const hatchColour = () => getComputedStyle(document.querySelector(".hatch-line") ?? document.body).fill;

export function svgOf(box: HTMLElement, title: string): Blob {
  const [width, height] = sizeOf(box, title);
  const { ink, ground, font } = page();
  const root = document.implementation.createDocument(SVG, "svg").documentElement;
  const add = (name: string, attributes: Record<string, string>, text = "") => {
    const element = root.ownerDocument.createElementNS(SVG, name);
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
    element.textContent = text;
    root.append(element);
  };
  for (const [key, value] of Object.entries({ width, height, viewBox: `0 0 ${width} ${height}` })) root.setAttribute(key, String(value));
  add("rect", { width: String(width), height: String(height), fill: ground });
  add("text", { x: String(MARGIN), y: String(MARGIN + 12), fill: ink, "font-family": font, "font-size": "14", "font-weight": "600" }, title);
  for (const { element, style } of shapesOf(box)) {
    const own = Object.fromEntries([...element.attributes].filter(({ name }) => !/^(class|style|aria-.*|transform)$/.test(name)).map(({ name, value }) => [name, value]));
    const { a, b, c, d, e, f } = placed(element, box);
    add(element.tagName, { ...own, ...lookOf(style), transform: `matrix(${[a, b, c, d, e, f].map((value) => Number(value.toFixed(3))).join(" ")})` }, element.tagName === "text" ? (element.textContent ?? "") : "");
  }
  for (const { words, x, y, style } of wordsOf(box)) {
    const { color, fontFamily, fontSize, fontWeight } = style;
    add("text", { x: x.toFixed(1), y: y.toFixed(1), fill: color, "font-family": fontFamily, "font-size": fontSize, "font-weight": fontWeight, "dominant-baseline": "central" }, words);
  }
  return new Blob([new XMLSerializer().serializeToString(root)], { type: "image/svg+xml" });
}

function lookOf(style: CSSStyleDeclaration): Record<string, string> {
  const { fill, stroke, strokeWidth, strokeDasharray, paintOrder, fontFamily, fontSize, fontWeight, textAnchor } = style;
  const look = isHatched(fill) ? { fill: hatchColour(), "fill-opacity": "0.45" } : { fill };
  return { ...look, stroke, "stroke-width": strokeWidth, "stroke-dasharray": strokeDasharray, "paint-order": paintOrder, "font-family": fontFamily, "font-size": fontSize, "font-weight": fontWeight, "text-anchor": textAnchor };
}

export async function pngOf(box: HTMLElement, title: string): Promise<Blob> {
  const [width, height] = sizeOf(box, title);
  const { ink, ground } = page();
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = [width * DENSITY, height * DENSITY];
  const context = canvas.getContext("2d");
  if (!context) throw new Error("no canvas");
  context.scale(DENSITY, DENSITY);
  context.fillStyle = ground;
  context.fillRect(0, 0, width, height);
  context.fillStyle = ink;
  context.font = titleFont();
  context.fillText(title, MARGIN, MARGIN + 12);
  for (const shape of shapesOf(box)) {
    context.setTransform(new DOMMatrix().scale(DENSITY).multiply(placed(shape.element, box)));
    draw(context, shape);
  }
  context.setTransform(new DOMMatrix().scale(DENSITY));
  context.globalAlpha = 1;
  context.textAlign = "left";
  context.textBaseline = "middle";
  for (const { words, x, y, style } of wordsOf(box)) {
    context.font = fontOf(style);
    context.fillStyle = style.color;
    context.fillText(words, x, y);
  }
  return new Promise((drawn, fail) => canvas.toBlob((blob) => (blob ? drawn(blob) : fail(new Error("no picture"))), "image/png"));
}

function draw(context: CanvasRenderingContext2D, { element, style }: Shape): void {
  const isVisible = (paint: string) => paint !== "none" && paint !== "";
  context.fillStyle = isHatched(style.fill) ? hatchColour() : style.fill;
  context.globalAlpha = isHatched(style.fill) ? 0.45 : 1;
  context.strokeStyle = style.stroke;
  context.lineWidth = parseFloat(style.strokeWidth) || 1;
  context.setLineDash(style.strokeDasharray === "none" ? [] : style.strokeDasharray.split(/[ ,]+/).map(parseFloat));
  if (element instanceof SVGTextElement) return drawText(context, element, style);
  const path = pathOf(element);
  if (isVisible(style.fill)) context.fill(path);
  context.globalAlpha = 1;
  if (isVisible(style.stroke)) context.stroke(path);
}

const numberOf = (element: Element, name: string) => Number(element.getAttribute(name) ?? 0);

function pathOf(element: SVGGraphicsElement): Path2D {
  const of = (name: string) => numberOf(element, name);
  const path = new Path2D(element.getAttribute("d") ?? "");
  switch (element.tagName) {
    case "rect":
      path.roundRect(of("x"), of("y"), of("width"), of("height"), of("rx"));
      break;
    case "circle":
      path.arc(of("cx"), of("cy"), of("r"), 0, 2 * Math.PI);
      break;
    case "line":
      path.moveTo(of("x1"), of("y1"));
      path.lineTo(of("x2"), of("y2"));
      break;
  }
  return path;
}

const ALIGN: Record<string, CanvasTextAlign> = { start: "left", middle: "center", end: "right" };

function drawText(context: CanvasRenderingContext2D, element: SVGTextElement, style: CSSStyleDeclaration): void {
  const [words, x, y] = [element.textContent ?? "", numberOf(element, "x"), numberOf(element, "y")];
  context.font = fontOf(style);
  context.textAlign = ALIGN[style.textAnchor] ?? "left";
  context.lineJoin = "round";
  if (style.stroke !== "none") context.strokeText(words, x, y);
  context.fillText(words, x, y);
}
