// Joins frontend, analysis and rules: the one place that knows them all. Everything it answers is a query on the last applied state.

import { findFlows, type Flow } from "../analysis/flows";
import { Solver, type World } from "../analysis/solver";
import { SummaryCache } from "./cache/summaries";
import { surroundings } from "./cache/surroundings";
import { ENTRY } from "../analysis/entries";
import { createTypeService, type ProjectTypes } from "../frontend/types/index";
import { HOSTS, MODELS } from "../models/all";
import { loadModels } from "../models/load";
import type { ModelIndex } from "../models/match";
import { RULES } from "../rules/all";
import type { Facts } from "../rules/rule";
import { Cancelled, type Change, type ChecklistItem, type Delta, type Engine, type Finding, type Fix, type FunctionInfo, type HoverInfo, type InventoryType, type OutboundDestination, type Stats } from "./api";
import { checklistOf } from "./checklist";
import { fixesOf, onePreferred } from "./fixes";
import { functionsOf } from "./functions";
import { changedTexts, isBetter, TRIAL_FILES } from "./trial";
import { hoverAt } from "./hover";
import { inventoryOf } from "./inventory";
import { judge } from "./judge";
import type { EngineOptions } from "./options";
import { outboundOf } from "./outbound";
import { OverlayFileSystem } from "./overlay";
import { packageResults } from "./packages";
import { Workspace, type Touched } from "./workspace";

/** Makes an engine over a folder, tsconfig or file. Nothing is read before the first `apply`. */
export function createEngine(options: EngineOptions): Engine {
  return new ProductEngine(options);
}

let models: ModelIndex | undefined;

/** The shipped models never change while the program runs. */
function shippedModels(): ModelIndex {
  models ??= loadModels(MODELS, HOSTS).index;
  return models;
}

/** Results of one applied state. */
interface Results {
  readonly facts: Facts;
  readonly flows: readonly Flow[];
  readonly findings: readonly Finding[];
  readonly byFile: ReadonlyMap<string, readonly Finding[]>;
  /** Whether fixes hold that were tried on this state. */
  readonly tried: Map<string, boolean>;
}

class ProductEngine implements Engine {
  private readonly fs: OverlayFileSystem;
  private workspace: Workspace | undefined;
  private types: ProjectTypes | undefined;
  private solver: Solver | undefined;
  /** Summaries of earlier runs: for the first look at a program; after it, what is in memory is nearer. */
  private cache: SummaryCache | undefined;
  private results: Results | undefined;
  private revision = 0;
  /** Work that a cancelled `apply` left: done by the next one. */
  private waiting: Touched | undefined;
  private readonly phases = { load: 0, lower: 0, solve: 0, rules: 0 };
  private lowered = 0;
  private summarized = 0;
  /** A fix is being tried: that is short, and must not be left half done. */
  private trying = false;

  constructor(private readonly options: EngineOptions) {
    this.fs = new OverlayFileSystem(options.fs);
  }

  apply(changes: readonly Change[]): Delta {
    for (const change of changes) this.fs.apply(change);
    const before = this.results;
    const touched = this.bringUpToDate(changes);
    if (before && touched.files.size === 0 && !touched.all) return { revision: this.revision, changedFiles: [] };
    this.waiting = touched;
    this.solve(touched);
    this.waiting = undefined;
    this.revision++;
    return { revision: this.revision, changedFiles: changedFiles(before, this.results) };
  }

  private now(): number {
    return this.options.now?.() ?? 0;
  }

  private bringUpToDate(changes: readonly Change[]): Touched {
    const start = this.now();
    let touched: Touched;
    if (!this.workspace) {
      this.workspace = new Workspace(this.fs, this.options.root, this.options.policyFile, (done, total) => this.options.onProgress?.("lower", done, total), this.options.cache);
      this.phases.load = this.now() - start;
      touched = this.workspace.loadAll();
    } else touched = this.workspace.update(changes);
    this.phases.lower = this.now() - start - this.phases.load;
    this.lowered = touched.lowered;
    return this.waiting ? merge(this.waiting, touched) : touched;
  }

  private solve(touched: Touched): void {
    const { workspace } = this;
    if (!workspace) return;
    const start = this.now();
    const program = workspace.program;
    const policyFor = (file: string) => workspace.policies.policyFor(file);
    if (!this.types || touched.all) this.types = createTypeService(program, policyFor);
    else this.types.invalidate(touched.files);
    const { types } = this;
    if (!this.solver || touched.all) {
      this.cache = this.cacheOf(workspace, this.types);
      this.solver = new Solver(this.world(workspace, this.types));
    }
    this.solver.summarized = 0;
    this.solver.recalled = 0;
    if (!touched.all) this.solver.invalidate([...touched.functions, ...[...touched.functions].map((fn) => `${fn}${ENTRY}`)]);
    const { solver } = this;
    const { flows, outputs, entries, ambient } = findFlows(solver, program, types);
    this.summarized = solver.summarized;
    if (touched.all) this.cache?.keep(solver.all());
    this.cache = undefined;
    const solved = this.now();
    this.phases.solve = solved - start;
    const facts: Facts = {
      root: workspace.discovery.root, program, types, models: shippedModels(), flows, outputs, entries, ambient, policyFor, today: this.options.today, policies: workspace.policies.all(workspace.discovery.policies),
      summary: (fn) => solver.summary(fn), entrySummary: (fn) => solver.summary(`${fn}${ENTRY}`), text: (file) => this.fs.read(file) ?? "", context: solver.context,
    };
    const drafts = RULES.flatMap((rule) => {
      this.checkpoint();
      return [...rule.check(facts)];
    });
    this.checkpoint();
    const findings = judge(drafts, facts, workspace.discovery.root).filter((finding) => workspace.inFocus(finding.file));
    const byFile = new Map<string, Finding[]>();
    for (const finding of findings) (byFile.get(finding.file) ?? byFile.set(finding.file, []).get(finding.file) ?? []).push(finding);
    this.results = { facts, flows, findings, byFile, tried: new Map() };
    this.phases.rules = this.now() - solved;
  }

  private world(workspace: Workspace, types: ProjectTypes): World {
    const engine = this;
    return {
      program: workspace.program, types, models: shippedModels(), root: workspace.top,
      policyFor: (file) => workspace.policies.policyFor(file), checkpoint: () => this.checkpoint(),
      get store() {
        return engine.cache;
      },
    };
  }

  private cacheOf(workspace: Workspace, types: ProjectTypes): SummaryCache | undefined {
    if (!this.options.cache) return undefined;
    const { program, top: root } = workspace;
    const around = surroundings({ program, types, root, policyFor: (file) => workspace.policies.policyFor(file), resolve: (file, specifier) => workspace.resolve(file, specifier) });
    return new SummaryCache(this.options.cache, {
      root, shapes: types.shapes, digest: (file) => workspace.digest(file), surroundings: (file) => around.get(file),
      fn: (id) => program.fn(id.endsWith(ENTRY) ? id.slice(0, -ENTRY.length) : id),
    });
  }

  private checkpoint(): void {
    if (!this.trying && this.options.isCancelled?.()) throw new Cancelled("newer work waits");
  }

  private get current(): Results {
    if (!this.results) this.apply([]);
    if (!this.results) throw new Error("the engine has no results");
    return this.results;
  }

  findings(file?: string): readonly Finding[] {
    return file === undefined ? this.current.findings : (this.current.byFile.get(file) ?? []);
  }

  checklist(): readonly ChecklistItem[] {
    return checklistOf(this.current.facts, this.current.findings, this.outbound(), this.fs, this.options.root);
  }

  inventory(): readonly InventoryType[] {
    return inventoryOf(this.current.facts, (file) => this.workspace?.inFocus(file) ?? true);
  }

  outbound(): readonly OutboundDestination[] {
    return outboundOf(this.current.facts);
  }

  hover(file: string, offset: number): HoverInfo | undefined {
    return hoverAt(this.current.facts, file, offset);
  }

  functions(file: string): readonly FunctionInfo[] {
    return functionsOf(this.current.facts, file, this.findings(file));
  }

  fixes(finding: Finding, only?: "safe"): readonly Fix[] {
    const { tried, facts } = this.current;
    return onePreferred(fixesOf(facts, finding).filter((fix) => {
      if (only === "safe" && !fix.safe) return false;
      if (!fix.verify) return true;
      const key = JSON.stringify([finding.fingerprint, finding.range, fix.edits]);
      const holds = tried.get(key) ?? this.holds(finding, fix);
      tried.set(key, holds);
      return holds;
    }));
  }

  /** Tries a fix: the finding has to be gone and no other may come. Everything is as before afterwards. */
  private holds(finding: Finding, fix: Fix): boolean {
    const { current: before, revision, lowered, summarized, phases: { ...phases } } = this;
    const texts = changedTexts(fix, (file) => this.fs.read(file));
    // A new start takes too long in a large workspace, where the builder's own care has to do.
    if ([...texts.keys()].some((file) => file.endsWith(".json") || this.fs.read(file) === undefined) && (this.workspace?.files.length ?? 0) > TRIAL_FILES) return true;
    const undo = [...texts.keys()].map((file) => this.fs.saved(file));
    this.trying = true;
    try {
      this.apply([...texts].map(([file, text]) => ({ file, text })));
      return isBetter(before.findings, this.current.findings, finding);
    } finally {
      this.apply(undo);
      this.trying = false;
      Object.assign(this, { results: before, revision, lowered, summarized });
      Object.assign(this.phases, phases);
    }
  }

  stats(): Stats {
    const { workspace, solver } = this;
    const budget: { fn: string; cap: string }[] = [];
    for (const [fn, { summary }] of solver?.all() ?? []) if (summary.budget !== undefined) budget.push({ fn, cap: summary.budget });
    const used = new Set(this.results?.flows.map((flow) => flow.library) ?? []);
    const packages = workspace ? packageResults(workspace.discovery, workspace.files, this.results?.findings ?? []) : [];
    return {
      ...(packages.length > 0 ? { packages } : {}),
      files: workspace?.files.length ?? 0, functions: workspace?.functionCount ?? 0, projects: workspace?.discovery.projects.length ?? 0,
      milliseconds: this.phases.load + this.phases.lower + this.phases.solve + this.phases.rules, phases: { ...this.phases },
      rssMegabytes: this.options.rssMegabytes?.() ?? 0, cacheHits: solver?.recalled ?? 0, lowered: this.lowered, summarized: this.summarized,
      budget: budget.sort((a, b) => (a.fn < b.fn ? -1 : 1)), skipped: workspace?.discovery.skipped ?? [],
      get unresolvedImports() {
        return workspace?.unresolvedImports() ?? [];
      },
      modelsUsed: [...used].sort(),
    };
  }
}

const merge = (a: Touched, b: Touched): Touched => ({
  files: new Set([...a.files, ...b.files]), functions: new Set([...a.functions, ...b.functions]), all: a.all || b.all, lowered: a.lowered + b.lowered,
});

/** Files whose findings differ. */
function changedFiles(before: Results | undefined, after: Results | undefined): string[] {
  const files = new Set([...(before?.byFile.keys() ?? []), ...(after?.byFile.keys() ?? [])]);
  const changed = [...files].filter((file) => JSON.stringify(before?.byFile.get(file) ?? []) !== JSON.stringify(after?.byFile.get(file) ?? []));
  return changed.sort();
}
