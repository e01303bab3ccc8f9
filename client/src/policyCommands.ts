// Commands that ask the user a question or two and then have the policy or the checklist file changed by the server.

import * as vscode from "vscode";
import { type EditResult, type Level, METHODS, type SuppressParams, type WireChecklistItem, type WireDestination } from "../../server/src/lsp/messages";
import type { LensClient } from "./lensClient";
import type { ViewNode } from "./views/nodes";

const { t } = vscode.l10n;

/** Attests an item in two steps: evidence, then the next review. Who attests comes from git. */
export async function attest(lens: LensClient, given?: WireChecklistItem): Promise<void> {
  const item = given ?? (await pickItem(lens));
  if (!item) return;
  const evidence = await vscode.window.showInputBox({
    title: t("Attest: {0} (1 of 2)", t(item.title)),
    prompt: item.computed && item.status === "fail"
      ? t("The code says this fails. It stays so; your attestation is kept beside it as an accepted risk. Link or path of the evidence:")
      : t("Link or path of the evidence"),
    placeHolder: "compliance/risk-assessment.pdf",
    ignoreFocusOut: true,
  });
  if (evidence === undefined) return;
  const review = await vscode.window.showQuickPick(reviewChoices(new Date()), {
    title: t("Attest: {0} (2 of 2)", t(item.title)), placeHolder: t("Next review"), ignoreFocusOut: true,
  });
  if (!review) return;
  await finish(await lens.request(METHODS.attest, {
    folder: item.folder, item: item.id, ...(evidence.trim() && { evidence: evidence.trim() }), ...(review.date && { nextReview: review.date }),
  }));
}

async function pickItem(lens: LensClient): Promise<WireChecklistItem | undefined> {
  const items = (await lens.request(METHODS.checklist)) ?? [];
  const choice = await vscode.window.showQuickPick(
    items.map((item) => ({ label: t(item.title), description: item.status, detail: t(item.summary), item })),
    { title: t("Attest a checklist item"), matchOnDetail: true },
  );
  return choice?.item;
}

interface ReviewChoice extends vscode.QuickPickItem {
  readonly date?: string;
}

function reviewChoices(today: Date): ReviewChoice[] {
  const inMonths = (months: number) => {
    const date = new Date(Date.UTC(today.getFullYear(), today.getMonth() + months, today.getDate()));
    return date.toISOString().slice(0, 10);
  };
  const choice = (label: string, months: number): ReviewChoice => ({ label, description: inMonths(months), date: inMonths(months) });
  return [choice(t("In a year"), 12), choice(t("In six months"), 6), choice(t("In three months"), 3), { label: t("No review") }];
}

/** Approves a destination up to a level, with a BAA stub to fill in. */
export async function approveDestination(lens: LensClient, given?: WireDestination): Promise<void> {
  const destination = given ?? (await pickDestination(lens));
  if (!destination) return;
  const allows = await pickLevel(t("Approve {0} up to", destination.name ?? destination.id));
  if (!allows) return;
  await finish(await lens.request(METHODS.approve, { folder: destination.folder, destination: destination.id, allows }), true);
}

/** Takes an approval back, after a look at what it means. */
export async function revokeDestination(lens: LensClient, given?: WireDestination): Promise<void> {
  const destination = given ?? (await pickDestination(lens, (one) => one.approved));
  if (!destination) return;
  const revoke = t("Revoke");
  const choice = await vscode.window.showWarningMessage(
    t("Revoke the approval of {0}?", destination.name ?? destination.id), { modal: true, detail: t("PHI that goes there becomes a finding. The entry and its agreement stay in the policy.") }, revoke,
  );
  if (choice === revoke) await finish(await lens.request(METHODS.revoke, { folder: destination.folder, destination: destination.id }), true);
}

/** Who attested an item before, from git. */
export async function attestationHistory(lens: LensClient, given?: WireChecklistItem): Promise<void> {
  const item = given ?? (await pickItem(lens));
  if (!item) return;
  const entries = (await lens.request(METHODS.attestationHistory, { folder: item.folder, item: item.id })) ?? [];
  if (!entries.length) {
    void vscode.window.showInformationMessage(t("git knows no attestation of {0} yet.", t(item.title)));
    return;
  }
  await vscode.window.showQuickPick(entries.map(({ attestation, author, commit, date, subject }) => ({
    label: attestation ? t("Attested by {0} on {1}", attestation.by, attestation.date) : t("Attestation removed"),
    description: attestation?.evidence,
    detail: t("{0}, committed on {1} by {2}: {3}", commit.slice(0, 8), date.slice(0, 10), author, subject),
  })), { title: t("History of {0}", t(item.title)), matchOnDetail: true, matchOnDescription: true });
}

async function pickDestination(lens: LensClient, wanted: (destination: WireDestination) => boolean = () => true): Promise<WireDestination | undefined> {
  const destinations = (await lens.request(METHODS.outbound)) ?? [];
  const choice = await vscode.window.showQuickPick(
    destinations.filter(wanted).map((destination) => ({ label: destination.name ?? destination.id, description: destination.kind, destination })),
    { title: t("Choose a destination") },
  );
  return choice?.destination;
}

/** Classifies a type or field in the policy. */
export async function classify(lens: LensClient, given?: ViewNode["classify"]): Promise<void> {
  const target = given ?? (await pickField(lens));
  if (!target) return;
  const level = await pickLevel(t("Classify {0} as", target.name));
  if (level) await finish(await lens.request(METHODS.classify, { ...target, level }));
}

async function pickField(lens: LensClient): Promise<ViewNode["classify"]> {
  const types = (await lens.request(METHODS.inventory)) ?? [];
  const choices = types.filter((type) => !type.inline).flatMap((type) => type.fields.map((field) => ({
    label: `${type.name}.${field.name}`, description: field.classification?.level ?? t("unclassified"), folder: type.folder,
  })));
  const choice = await vscode.window.showQuickPick(choices, { title: t("Classify a field") });
  return choice && { folder: choice.folder, name: choice.label, kind: "field" };
}

async function pickLevel(title: string): Promise<Level | undefined> {
  const choice = (label: string, detail: string, level: Level) => ({ label, detail, level });
  const picked = await vscode.window.showQuickPick([
    choice("PHI-Direct", t("identifies a patient"), "phi-direct"),
    choice("PHI-Indirect", t("de-identified but linkable"), "phi-indirect"),
    choice("Operational", t("no patient connection"), "operational"),
  ], { title });
  return picked?.level;
}

/** Opens the policy of a folder, or offers to make one. */
export async function openPolicy(lens: LensClient): Promise<void> {
  const folder = await pickFolder();
  if (!folder) return;
  const setting = vscode.workspace.getConfiguration("phiLens", folder.uri).get<string>("policyFile");
  const uri = vscode.Uri.joinPath(folder.uri, setting || "phi-lens.json");
  try {
    await vscode.window.showTextDocument(uri);
  } catch {
    const create = t("Create Policy");
    const choice = await vscode.window.showInformationMessage(t("There is no phi-lens.json yet."), create);
    if (choice === create) await createPolicy(lens, folder);
  }
}

/** Makes a first policy and opens it. */
export async function createPolicy(lens: LensClient, given?: vscode.WorkspaceFolder): Promise<void> {
  const folder = given ?? (await pickFolder());
  if (folder) await finish(await lens.request(METHODS.createPolicy, { folder: folder.uri.toString() }), true);
}

async function pickFolder(): Promise<vscode.WorkspaceFolder | undefined> {
  const folders = vscode.workspace.workspaceFolders ?? [];
  return folders.length > 1 ? vscode.window.showWorkspaceFolderPick() : folders[0];
}

/** Accepts a finding with a reason that the user gives. */
export async function suppress(lens: LensClient, params: Omit<SuppressParams, "reason">): Promise<void> {
  const reason = await vscode.window.showInputBox({
    title: t("Suppress {0}", params.rule),
    prompt: t("Why is this acceptable? The reason is kept in the code and shown in the report."),
    validateInput: (value) => (value.trim() ? undefined : t("A reason is needed.")),
    ignoreFocusOut: true,
  });
  if (reason?.trim()) report(await lens.request(METHODS.suppress, { ...params, reason }));
}

/** Saves the edited policy or checklist, so that it is what others and git see; or says why nothing was done. */
async function finish(result: EditResult | undefined, show = false): Promise<void> {
  if (!report(result) || !result?.uri) return;
  const document = await vscode.workspace.openTextDocument(vscode.Uri.parse(result.uri));
  if (document.isDirty) await document.save();
  if (show) await vscode.window.showTextDocument(document);
}

function report(result: EditResult | undefined): boolean {
  if (!result?.applied) void vscode.window.showWarningMessage(result?.reason ?? t("The PHI Lens server is not running."));
  return result?.applied === true;
}
