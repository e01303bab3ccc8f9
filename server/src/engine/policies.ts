// Which policy governs a file: the nearest one upwards, or the one that was asked for; read once, until something changes.

import type { FileSystem } from "../frontend/files";
import type { Scope } from "../frontend/project/filters";
import { defaultPolicy, loadPolicy, policyFileFor } from "../policy/load";
import type { LoadedPolicy, Policy } from "../policy/policy";

export class PolicyBook {
  private readonly loaded = new Map<string, LoadedPolicy>();
  private readonly byFolder = new Map<string, Policy>();

  constructor(
    private readonly fs: FileSystem,
    private readonly root: string,
    private readonly forced: string | undefined,
  ) {}

  reload(): void {
    this.loaded.clear();
    this.byFolder.clear();
  }

  policyFor(file: string): Policy {
    if (this.forced !== undefined) return this.load(this.forced).policy;
    const folder = file.slice(0, file.lastIndexOf("/"));
    let policy = this.byFolder.get(folder);
    if (!policy) {
      const found = policyFileFor(this.fs, file, this.root);
      policy = found === undefined ? this.fallback() : this.load(found).policy;
      this.byFolder.set(folder, policy);
    }
    return policy;
  }

  private none: Policy | undefined;

  /** One object for all files without a policy, so that what is derived from it is derived once. */
  private fallback(): Policy {
    this.none ??= defaultPolicy(this.root);
    return this.none;
  }

  private load(file: string): LoadedPolicy {
    let policy = this.loaded.get(file);
    if (!policy) {
      policy = loadPolicy(this.fs, file);
      this.loaded.set(file, policy);
    }
    return policy;
  }

  /** Policies of a set of files, each once. */
  all(policyFiles: readonly string[]): LoadedPolicy[] {
    const files = this.forced === undefined ? policyFiles : [this.forced];
    return files.map((file) => this.load(file));
  }

  scopeOf(file: string): Scope | undefined {
    const { policy } = this.load(file);
    return { folder: policy.folder, include: policy.include, ...(policy.exclude ? { exclude: policy.exclude } : {}) } as Scope;
  }

  rootScope(): { readonly scope?: Scope } {
    const file = this.forced ?? policyFileFor(this.fs, `${this.root}/x`, this.root);
    const scope = file === undefined ? undefined : this.scopeOf(file);
    return scope ? { scope } : {};
  }
}
