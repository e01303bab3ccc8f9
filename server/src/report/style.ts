// The style sheet of the HTML report: light and dark, narrow and wide, screen and paper. Status is told by words, not by colour alone.

export const STYLE = `
:root { color-scheme: light dark; --page: #fff; --ink: #1d2733; --soft: #5a6876; --line: #d5dce3; --panel: #f5f7f9; --accent: #0b63a5;
  --pass: #1a6b35; --fail: #b3261e; --attention: #8a5a00; --band: #8fb3cf; --module: #56718a; }
@media (prefers-color-scheme: dark) { :root { --page: #14191f; --ink: #e3e9ef; --soft: #9dabb8; --line: #35414d; --panel: #1d242c; --accent: #7cc0f5;
  --pass: #6fd08c; --fail: #ff8f87; --attention: #f0bf5c; --band: #4a6f8c; --module: #8ba6bd; } }
* { box-sizing: border-box; }
body { margin: 0 auto; padding: 1.5rem; max-width: 78rem; background: var(--page); color: var(--ink); font: 16px/1.5 system-ui, sans-serif; }
h1, h2, h3 { line-height: 1.25; } h2 { margin-top: 2.5rem; border-bottom: 2px solid var(--line); padding-bottom: 0.25rem; }
a { color: var(--accent); } code { font: 0.875em/1.4 ui-monospace, monospace; overflow-wrap: anywhere; }
.skip { position: absolute; left: -100vw; } .skip:focus { left: 1rem; top: 1rem; background: var(--page); padding: 0.5rem; }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
nav ul { display: flex; flex-wrap: wrap; gap: 0.25rem 1.25rem; padding: 0; list-style: none; }
.tiles { display: grid; grid-template-columns: repeat(auto-fit, minmax(11rem, 1fr)); gap: 0.75rem; margin: 1rem 0; }
.tile { background: var(--panel); border: 1px solid var(--line); border-left: 6px solid var(--soft); border-radius: 6px; padding: 0.75rem 1rem; }
.tile dt { color: var(--soft); } .tile dd { margin: 0; font-size: 1.6rem; font-weight: 600; }
.tile.pass { border-left-color: var(--pass); } .tile.fail { border-left-color: var(--fail); } .tile.attention { border-left-color: var(--attention); }
.scroll { overflow-x: auto; } table { border-collapse: collapse; width: 100%; margin: 0.75rem 0; font-size: 0.925rem; }
caption { text-align: left; color: var(--soft); padding-bottom: 0.35rem; } h3 + .scroll caption, h2 + .scroll caption { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
table.items { table-layout: fixed; min-width: 44rem; } .items th:nth-child(1) { width: 32%; } .items th:nth-child(2) { width: 9.5rem; } .items th:nth-child(4) { width: 20%; }
table.changes { table-layout: fixed; min-width: 44rem; } .changes th:nth-child(1) { width: 24%; } .changes th:nth-child(3) { width: 24%; }
th, td { text-align: left; vertical-align: top; padding: 0.4rem 0.6rem; border-bottom: 1px solid var(--line); overflow-wrap: anywhere; min-width: 5rem; }
thead th { background: var(--panel); overflow-wrap: normal; } tbody th { font-weight: 600; }
.status { display: inline-block; border: 1px solid currentColor; border-radius: 4px; padding: 0 0.45em; font-size: 0.85em; font-weight: 600; white-space: nowrap; }
.status.pass { color: var(--pass); } .status.fail, .status.error { color: var(--fail); }
.status.attention, .status.warning, .status.accepted { color: var(--attention); } .status.information, .status.hint, .status.not-applicable { color: var(--soft); }
.finding { border: 1px solid var(--line); border-left: 6px solid var(--soft); border-radius: 6px; padding: 0.25rem 1rem; margin: 0.75rem 0; break-inside: avoid; }
.finding.error { border-left-color: var(--fail); } .finding.warning { border-left-color: var(--attention); } .finding h3 { font-size: 1rem; margin: 0.5rem 0; }
.finding p { margin: 0.35rem 0; } details { margin: 0.35rem 0; } summary { cursor: pointer; color: var(--accent); }
figure { margin: 1rem 0; } figcaption { color: var(--soft); } .map { width: 100%; height: auto; min-width: 40rem; }
.map text { fill: var(--ink); paint-order: stroke; stroke: var(--page); stroke-width: 3px; stroke-linejoin: round; font: 13px system-ui, sans-serif; } .map .link { fill: none; stroke: var(--band); stroke-opacity: 0.45; }
.map .link.bad { stroke: var(--fail); stroke-opacity: 0.3; } .map .column { fill: var(--soft); font-weight: 600; } .map .note { fill: var(--fail); font-size: 11px; } .map .node:hover, .map .link:hover { stroke-opacity: 0.8; } .map .node { fill: var(--module); } .map .node.c0 { fill: var(--accent); } .map .node.c2 { fill: var(--pass); }
.map .node.bad { fill: var(--fail); } footer { margin-top: 3rem; color: var(--soft); border-top: 1px solid var(--line); }
@media print { :root { color-scheme: light; --page: #fff; --ink: #000; --soft: #444; --line: #bbb; --panel: #f2f2f2; --accent: #000; --pass: #14532a; --fail: #8c1d18; --attention: #6b4600; }
  body { max-width: none; padding: 0; font-size: 10pt; } nav, .skip { display: none; } h2 { break-after: avoid; } tr, figure { break-inside: avoid; } .scroll { overflow: visible; }
  details::details-content { content-visibility: visible; height: auto; } a { text-decoration: none; } }
`;
