// phi-lens init: a first phi-lens.json from what the code shows, for a person to review: destinations are listed, never approved.

import { posix } from "node:path";
import type { OutboundDestination } from "../engine/api";
import { changing } from "../policy/edit";
import { POLICY_FILE } from "../policy/load";
import { DESTINATION_KINDS } from "../policy/policy";
import { analyse } from "./analyse";
import { type Candidate, findCandidates } from "./candidates";
import { type Environment, EXIT, UsageError } from "./environment";
import { counted } from "./formats/result";
import { shownPath } from "../report/shownPath";
import { absolute } from "./targets";

/** Runs the command. */
export async function init(path: string, { force = false }: { readonly force?: boolean }, environment: Environment): Promise<number> {
  const folder = absolute(environment.cwd, path);
  const file = posix.join(folder, POLICY_FILE);
  const { engine, fs } = await analyse([path], { cache: false }, environment, (disk) => {
    if (!disk.isFolder(folder)) throw new UsageError(`\`${path}\` is not a folder`);
    if (disk.isFile(file) && !force) throw new UsageError(`there is a ${POLICY_FILE} already; --force overwrites it`);
  });
  const destinations = engine.outbound();
  const candidates = findCandidates(fs, folder);
  environment.writeFile(file, policyText(destinations, candidates));
  environment.stderr.write(`${shownPath(environment.cwd, file)} written: ${counted(destinations.length, "destination")}, ${counted(candidates.length, "candidate")}. Review it: nothing is approved yet.\n`);
  return EXIT.clean;
}

/** The text of a first policy. */
export function policyText(destinations: readonly OutboundDestination[], candidates: readonly Candidate[]): string {
  const of = (role: Candidate["role"]): string[] => candidates.filter((candidate) => candidate.role === role).map((candidate) => candidate.callee);
  const edit = changing(HEAD, (document) => {
    const listed = destinations.filter((destination) => destination.kind !== "first-party" && (destination.host !== undefined || destination.id.startsWith("env:")));
    if (listed.length > 0) document.set(["destinations"], listed.map(destinationEntry));
    const sanitizers = of("sanitizer");
    if (sanitizers.length > 0) document.set(["sanitizers"], sanitizers.map((callee) => ({ callee })));
    if (of("audit").length > 0) document.set(["audit"], { callees: of("audit") });
    if (of("access").length > 0) document.set(["access"], { guards: of("access") });
    if (of("encryption").length > 0) document.set(["encryption"], { callees: of("encryption") });
  });
  return edit?.text ?? HEAD;
}

const HEAD = `{
  // Written by \`phi-lens init\` from what the code shows. Review each entry:
  // - a destination may receive PHI only up to its "allows", and needs a BAA for it;
  // - "audit", "sanitizers", "access" and "encryption" were guessed from names.
  "version": 1
}
`;

function destinationEntry(destination: OutboundDestination): object {
  const kind = DESTINATION_KINDS.find((known) => known === destination.kind);
  return {
    id: destination.id,
    ...(destination.name === undefined ? {} : { name: destination.name }),
    ...(kind === undefined || kind === "other" ? {} : { kind }),
    match: destination.host === undefined ? { env: [destination.id.slice("env:".length)] } : { hosts: [destination.host] },
    allows: destination.allows,
  };
}
