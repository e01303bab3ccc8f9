import express from "express";
import { recordAccess } from "../lib/audit";
import { requireRole, sessionOf, userOf } from "../lib/auth";
import { recallVisit, rememberStats, rememberVisit } from "../lib/cache";
import { logFor } from "../lib/logger";
import { findVisit, queueStats, setStatus, visitsToday } from "../repositories/visits";
import { trackVisit } from "../services/analytics";
import { afterVisitLetter, completeNote, suggestCodes, summarize, waitingRoomTips } from "../services/visitSummary";
import { indexNote } from "../services/noteSearch";
import { triage } from "../services/triage";
import { findPatient } from "../repositories/patients";

const log = logFor("visits");

export const visitRoutes = express.Router();

visitRoutes.get("/queue", async (_req, res) => {
  const stats = await queueStats();
  await rememberStats(stats);
  res.json(stats);
});

visitRoutes.get("/tips", async (_req, res) => {
  res.json({ tips: await waitingRoomTips() });
});

visitRoutes.get("/today", requireRole("clinician"), async (req, res) => {
  res.json(await visitsToday(sessionOf(req)?.userId ?? ""));
});

visitRoutes.use(requireRole("clinician"));

visitRoutes.post("/:id/start", async (req, res) => {
  const visitId = Number(req.params.id);
  const visit = await findVisit(visitId);
  await recordAccess({ userId: userOf(req), action: "read", resource: `Visit/${visitId}`, outcome: visit ? "success" : "failure" });
  if (!visit) {
    res.sendStatus(404);
    return;
  }
  await rememberVisit(visit);
  await setStatus(visitId, "in-call");
  const urgency = await triage(visit);
  log.info("visit started", { visitId, status: visit.status });
  res.json({ urgency });
});

visitRoutes.post("/:id/finish", async (req, res) => {
  const visitId = Number(req.params.id);
  const visit = (await recallVisit(visitId)) ?? (await findVisit(visitId));
  const patient = visit && (await findPatient(visit.patientId));
  await recordAccess({ userId: userOf(req), action: "update", resource: `Visit/${visitId}`, outcome: visit ? "success" : "failure" });
  if (!visit || !patient) {
    res.sendStatus(404);
    return;
  }
  const summary = await summarize(visit, async () => userOf(req));
  const codes = await suggestCodes(visit);
  if (visit.clinicalNote === "") await completeNote(visit);
  await indexNote(visit);
  trackVisit(visit, Number(req.body.minutes));
  res.json({ summary, codes, letter: await afterVisitLetter(patient, visit) });
});
