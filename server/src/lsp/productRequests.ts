// The product's own requests (`phiLens/*`): checklist, outbound map, inventory, flows, report, and edits of policy and checklist.

import { type CancellationToken, ResponseError, type TextDocumentEdit } from "vscode-languageserver/node";
import type { Place } from "../engine/api";
import { suppressionEdit } from "./actions";
import { contains, toFile, toLocation, toWireFinding, toWireRange } from "./convert";
import { guarded } from "./guard";
import { compareWith } from "./history";
import type { Handlers } from "./languageRequests";
import { t } from "./l10n";
import { type EditResult, METHODS, type Requests } from "./messages";
import { PolicyRequests } from "./policyRequests";
import { renderFolderReport } from "./report";
import { RULE_IDS } from "../rules/catalog";
import type { Session } from "./session";

/** Registers the handlers. */
export function onProductRequests({ connection, documents, session, log }: Handlers): void {
  const on = <M extends keyof Requests>(method: M, fallback: () => Requests[M]["result"], answer: (params: Requests[M]["params"], token: CancellationToken) => Promise<Requests[M]["result"]>) =>
    connection.onRequest(method, (params: Requests[M]["params"], token: CancellationToken) => guarded(log, method, fallback(), () => answer(params, token)));
  const policy = new PolicyRequests(connection, documents, session);
  const failed = (): EditResult => ({ applied: false, reason: t("PHI Lens could not do this; see its output") });

  on(METHODS.checklist, () => [], async () =>
    (await session.callAll("checklist")).flatMap(({ folder, result }) => result.map((item) => ({
      ...item, folder,
      evidence: item.evidence.map(({ text, place }) => ({ text, ...(place && { location: toLocation(place), ...flowAt(session, place) }) })),
    }))));
  on(METHODS.inventory, () => [], async () =>
    (await session.callAll("inventory")).flatMap(({ folder, result }) => result.map(({ place, fields, ...type }) => ({
      ...type, folder, location: toLocation(place),
      fields: fields.map(({ place: at, ...field }) => ({ ...field, location: toLocation(at) })),
    }))));
  on(METHODS.outbound, () => [], async () =>
    (await session.callAll("outbound")).flatMap(({ folder, result }) => result.map(({ sites, ...destination }) => ({
      ...destination, folder,
      sites: sites.map(({ file, range, ...site }) => ({ ...site, location: toLocation({ file, range }), ...flowAt(session, { file, range }) })),
    }))));
  on(METHODS.flow, () => null, async (params) => {
    const fresh = await session.freshFindings(params.uri);
    const finding = fresh?.findings.find((candidate) => "fingerprint" in params
      ? candidate.fingerprint === params.fingerprint
      : contains(toWireRange(candidate.enclosing ?? candidate.range), params.position) && candidate.flow.length > 0);
    return finding ? toWireFinding(finding) : null;
  });
  on(METHODS.attest, failed, (params) => policy.attest(params));
  on(METHODS.approve, failed, (params) => policy.approve(params));
  on(METHODS.revoke, failed, (params) => policy.revoke(params));
  on(METHODS.classify, failed, (params) => policy.classify(params));
  on(METHODS.createPolicy, failed, ({ folder }) => policy.createPolicy(folder));
  on(METHODS.suppress, failed, async ({ uri, position, rule, reason }) => {
    const document = documents.get(uri);
    if (!document || !reason.trim()) return { applied: false, reason: t("A suppression needs an open document and a reason") };
    const edits = [suppressionEdit(document, position, rule, reason.replace(/\s+/g, " ").replaceAll("*/", "").trim())];
    const change: TextDocumentEdit = { textDocument: { uri, version: document.version }, edits };
    const edit = session.traits.documentChanges ? { documentChanges: [change] } : { changes: { [uri]: edits } };
    const { applied } = await connection.workspace.applyEdit({ label: t("Suppress"), edit });
    return { applied, uri };
  });
  on(METHODS.findingHistory, () => null, async ({ uri, fingerprint }) => {
    const finding = session.traits.trusted === false ? undefined : (await session.freshFindings(uri))?.findings.find((one) => one.fingerprint === fingerprint);
    return finding ? session.askGit("since", [[finding, ...finding.flow].map(({ file, range }) => ({ file, range }))]) : null;
  });
  on(METHODS.attestationHistory, () => [], async ({ folder, item }) => {
    const root = session.traits.trusted === false ? undefined : session.folderAt(folder)?.root;
    return root === undefined ? [] : (await session.askGit("attestations", [root])).filter((one) => one.item === item);
  });
  on(METHODS.compare, () => ({ folder: "", revision: "", added: [], removed: [], reason: t("PHI Lens could not do this; see its output") }), async ({ folder: uri, revision, workDoneToken }, token) => {
    const nothing = { folder: uri, revision, added: [], removed: [] };
    if (session.traits.trusted === false) return { ...nothing, reason: t("The workspace is not trusted: git is not asked") };
    await session.settled();
    const folder = session.folderAt(uri);
    if (!folder) return { ...nothing, reason: t("No such workspace folder") };
    const aborted = new AbortController();
    token.onCancellationRequested(() => aborted.abort());
    const progress = connection.window.attachWorkDoneProgress(workDoneToken);
    progress.begin("PHI Lens", 0);
    try {
      const then = await session.askGit("filesAt", [revision, folder.root], aborted.signal);
      const compared = await compareWith(folder, then, (changes) => session.findingsOf(folder.root, changes, { signal: aborted.signal, onProgress: (percent, what) => progress.report(percent, what) }));
      return { ...nothing, ...compared };
    } catch (error) {
      if (aborted.signal.aborted) return { ...nothing, cancelled: true };
      throw error;
    } finally {
      progress.done();
    }
  });
  on(METHODS.stats, () => [], async () => (await session.callAll("stats")).map(({ folder, result }) => ({ folder, stats: result })));
  on(METHODS.ruleIds, () => [], async () => RULE_IDS);
  on(METHODS.settled, () => ({ revision: 0, scanning: false, findings: { hint: 0, information: 0, warning: 0, error: 0 }, checklist: { pass: 0, fail: 0, attention: 0, "not-applicable": 0 } }), async () => {
    await session.settled();
    return session.summary();
  });
  // Unlike the others, this one fails aloud: a report that is empty by mistake would be worse than none.
  connection.onRequest(METHODS.report, async (params: Requests["phiLens/report"]["params"]) => {
    const result = await guarded(log, METHODS.report, undefined, async () => {
      await session.settled();
      const asked = params.folder === undefined ? session.folders[0] : session.folderAt(params.folder) ?? session.folderOf(toFile(params.folder) ?? "");
      if (!asked?.scanned) return undefined;
      const attestations = session.traits.trusted === false ? undefined : await session.askGit("attestations", [asked.root]);
      return renderFolderReport(asked, params.format, params.previous, attestations);
    });
    return result || new ResponseError(1, t("No report: the workspace is not analysed yet, or the analysis failed"));
  });
}

/** The finding with a flow that stands at a place, or whose call it is. */
function flowAt(session: Session, place: Place): { readonly fingerprint: string } | undefined {
  const at = toWireRange(place.range);
  const found = session.folderOf(place.file)?.findings(place.file).find(({ range, enclosing, flow }) =>
    flow.length > 0 && (contains(toWireRange(enclosing ?? range), at.start) || contains(at, toWireRange(range).start)));
  return found && { fingerprint: found.fingerprint };
}
