// The data-flow map: PHI categories → modules → destinations, from the outbound inventory; laid out as a Sankey diagram, drawn
// as SVG without script, with the same data as rows for those who cannot see it.

import { sankey, sankeyLinkHorizontal, type SankeyLink, type SankeyNode } from "d3-sankey";
import { posix } from "node:path";
import { rank } from "../lattice/level";
import { categoryName } from "../lattice/names";
import { shownPath } from "./shownPath";
import type { ReportData } from "./data";
import { escapeHtml } from "./escape";

export interface MapRow {
  readonly category: string;
  readonly module: string;
  readonly destination: string;
  /** Whether the policy lets what flows go there. */
  readonly approved: boolean;
  readonly sites: number;
}

/** More nodes in a column are summed up as one, so that the map stays readable. */
const MAX_NODES = 14;

/** One row for each category, module and destination that PHI flows through, sorted. */
export function mapRows({ outbound, root }: Pick<ReportData, "outbound" | "root">): MapRow[] {
  const rows = new Map<string, MapRow>();
  for (const destination of outbound) {
    for (const site of destination.sites) {
      if (site.level === undefined || rank(site.level) === 0) continue;
      const module = posix.dirname(shownPath(root, site.file));
      const approved = rank(site.level) <= rank(destination.allows);
      for (const category of site.categories.length > 0 ? site.categories.map(categoryName) : ["unspecified"]) {
        const row = { category, module: module === "." ? posix.basename(site.file) : module, destination: destination.name ?? destination.id, approved, sites: 1 };
        const key = JSON.stringify([row.category, row.module, row.destination]);
        const known = rows.get(key);
        if (known) rows.set(key, { ...known, approved: known.approved && approved, sites: known.sites + 1 });
        else rows.set(key, row);
      }
    }
  }
  return [...rows.values()].sort((a, b) => compare(a.category, b.category) || compare(a.module, b.module) || compare(a.destination, b.destination));
}

interface MapNode {
  readonly key: string;
  readonly label: string;
  readonly column: 0 | 1 | 2;
  readonly bad: boolean;
}

interface MapLink {
  readonly bad: boolean;
  readonly title: string;
}

/** The map as SVG; empty where nothing flows. */
export function mapSvg(rows: readonly MapRow[]): string {
  const graph = graphOf(grouped(rows));
  if (graph.links.length === 0) return "";
  const tallest = Math.max(...[0, 1, 2].map((column) => graph.nodes.filter((node) => node.column === column).length));
  const height = Math.max(160, tallest * 46);
  const layout = sankey<MapNode, MapLink>()
    .nodeId((node) => node.key)
    .nodeAlign((node) => node.column)
    .nodeWidth(12)
    .nodePadding(18)
    .extent([[MARGIN, TOP], [WIDTH - MARGIN, height + TOP - 8]]);
  const { nodes, links } = layout({ nodes: graph.nodes.map((node) => ({ ...node })), links: graph.links.map((link) => ({ ...link })) });
  const path = sankeyLinkHorizontal();
  const modules = telling(graph.nodes.filter((node) => node.column === 1 && node.label !== OTHER_MODULES).map((node) => node.label));
  return [
    `<svg class="map" viewBox="0 0 ${WIDTH} ${height + TOP}" role="img" aria-labelledby="map-title map-description">`,
    `<title id="map-title">Where PHI goes</title><desc id="map-description">PHI categories on the left flow through modules to destinations on the right. The table below holds the same data.</desc>`,
    ...COLUMNS.map(({ title, x, anchor }) => `<text class="column" x="${x}" y="14" text-anchor="${anchor}">${title}</text>`),
    ...links.map((link) => `<path class="link${link.bad ? " bad" : ""}" d="${path(link) ?? ""}" stroke-width="${Math.max(1, link.width ?? 1).toFixed(1)}"><title>${escapeHtml(link.title)}</title></path>`),
    ...nodes.map((node) => drawNode(node, node.column === 1 ? modules(node.label) : node.label)),
    "</svg>",
  ].join("\n");
}

const WIDTH = 960;
/** Room for the longest label outside the columns. */
const MARGIN = 205;
/** Room for the names of the columns. */
const TOP = 30;
const COLUMNS = [
  { title: "PHI", x: MARGIN - 8, anchor: "end" }, { title: "Module", x: WIDTH / 2, anchor: "middle" }, { title: "Destination", x: WIDTH - MARGIN + 8, anchor: "start" },
] as const;

function drawNode(node: SankeyNode<MapNode, MapLink>, name: string): string {
  const { x0 = 0, x1 = 0, y0 = 0, y1 = 0 } = node;
  const left = node.column === 0;
  const label = shorten(name, node.column === 1);
  const refused = node.column === 2 && node.bad;
  const x = left ? x0 - 8 : x1 + 8;
  return (
    `<rect class="node c${node.column}${node.bad ? " bad" : ""}" x="${x0.toFixed(1)}" y="${y0.toFixed(1)}" width="${(x1 - x0).toFixed(1)}" height="${Math.max(2, y1 - y0).toFixed(1)}"><title>${escapeHtml(node.label)}</title></rect>` +
    `<text x="${x.toFixed(1)}" y="${((y0 + y1) / 2 - (refused ? 6 : 0)).toFixed(1)}" dy="0.35em" text-anchor="${left ? "end" : "start"}">${escapeHtml(label)}</text>` +
    (refused ? `<text class="note" x="${x.toFixed(1)}" y="${((y0 + y1) / 2 + 8).toFixed(1)}" dy="0.35em">not allowed</text>` : "")
  );
}

/** Modules lose their beginning, names their end. */
function shorten(text: string, path: boolean): string {
  if (text.length <= MAX_LABEL) return text;
  return path ? shortPath(text) : `${text.slice(0, MAX_LABEL - 1)}…`;
}

const MAX_LABEL = 24;

const OTHER_MODULES = "other modules";

/** Names modules by what tells them apart: without the folders that all of them begin and end with. */
function telling(paths: readonly string[]): (path: string) => string {
  const split = paths.map((path) => path.split("/"));
  const common = (at: (names: readonly string[], index: number) => string | undefined): number => {
    let count = 0;
    while (split.every((names) => names.length > count + 1 && at(names, count) === at(split[0] ?? [], count))) count++;
    return count;
  };
  if (paths.length < 2) return (path) => path;
  const [first, last] = [common((names, index) => names[index]), common((names, index) => names[names.length - 1 - index])];
  return (path) => {
    const names = path.split("/");
    return names.length > first + last && paths.includes(path) ? names.slice(first, names.length - last).join("/") : path;
  };
}

/** `packages/…/sending`: a path keeps whole names, its end first, then its beginning. */
function shortPath(path: string): string {
  const names = path.split("/");
  let [head, tail] = ["", names.pop() ?? ""];
  if (tail.length >= MAX_LABEL - 1) return `…${tail.slice(2 - MAX_LABEL)}`;
  for (let end = true; names.length > 0; end = !end) {
    const name = (end ? names.shift() : names.pop()) ?? "";
    if (head.length + name.length + tail.length + 4 > MAX_LABEL) break;
    if (end) head = `${head}${name}/`;
    else tail = `${name}/${tail}`;
  }
  return `${head}…/${tail}`;
}

function graphOf(rows: readonly MapRow[]): { nodes: MapNode[]; links: (SankeyLink<MapNode, MapLink> & { source: string; target: string })[] } {
  const nodes = new Map<string, MapNode>();
  const links = new Map<string, { source: string; target: string; value: number; bad: boolean; title: string }>();
  const node = (column: MapNode["column"], label: string, bad: boolean): string => {
    const key = `${column}:${label}`;
    const known = nodes.get(key);
    nodes.set(key, { key, label, column, bad: bad || (known?.bad ?? false) });
    return key;
  };
  const link = (source: string, target: string, row: MapRow, title: string): void => {
    const key = JSON.stringify([source, target]);
    const known = links.get(key);
    links.set(key, { source, target, value: (known?.value ?? 0) + row.sites, bad: !row.approved || (known?.bad ?? false), title });
  };
  for (const row of rows) {
    const category = node(0, row.category, false);
    const module = node(1, row.module, false);
    const destination = node(2, row.destination, !row.approved);
    link(category, module, row, `${row.category} in ${row.module}`);
    link(module, destination, row, `${row.module} to ${row.destination}${row.approved ? "" : " (not allowed)"}`);
  }
  return { nodes: [...nodes.values()], links: [...links.values()] as never };
}

/** The busiest names of each column; the others become one. */
function grouped(rows: readonly MapRow[]): MapRow[] {
  const keep = (of: (row: MapRow) => string): Set<string> => {
    const totals = new Map<string, number>();
    for (const row of rows) totals.set(of(row), (totals.get(of(row)) ?? 0) + row.sites);
    const sorted = [...totals].sort(([a, x], [b, y]) => y - x || compare(a, b));
    return new Set(sorted.slice(0, sorted.length > MAX_NODES ? MAX_NODES - 1 : MAX_NODES).map(([name]) => name));
  };
  const [categories, modules, destinations] = [keep((row) => row.category), keep((row) => row.module), keep((row) => row.destination)];
  return rows.map((row) => ({
    ...row,
    category: categories.has(row.category) ? row.category : "other categories",
    module: modules.has(row.module) ? row.module : OTHER_MODULES,
    destination: destinations.has(row.destination) ? row.destination : "other destinations",
  }));
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
