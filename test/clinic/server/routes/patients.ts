import express from "express";
import type { Patient } from "../../shared/types";
import { recordAccess } from "../lib/audit";
import { requireRole, requireSession, userOf } from "../lib/auth";
import { logFor } from "../lib/logger";
import { redactPatient } from "../lib/redact";
import { findByMrn, findPatient, savePatient } from "../repositories/patients";
import { trackSignUp } from "../services/analytics";
import { storeCard, storeRecord } from "../services/documents";
import { checkEligibility } from "../services/eligibility";
import { sendWelcome } from "../services/messaging";

const log = logFor("patients");
const clinic = { code: "HB", title: "Harbor Clinic", supportPhone: "+15550111" };

export const patientRoutes = express.Router();
patientRoutes.use(requireSession);

patientRoutes.get("/:id", async (req, res) => {
  const resource = `Patient/${req.params.id}`;
  const patient = await findPatient(String(req.params.id));
  await recordAccess({ userId: userOf(req), action: "read", resource, outcome: patient ? "success" : "failure" });
  if (!patient) {
    res.sendStatus(404);
    return;
  }
  log.info("record opened", redactPatient(patient));
  res.json(patient);
});

patientRoutes.put("/:id", requireRole("patient"), async (req, res) => {
  const patient = req.body as Patient;
  log.info("saving", { patient });
  await savePatient(patient);
  await recordAccess({ userId: userOf(req), action: "update", resource: `Patient/${patient.patientId}`, outcome: "success" });
  res.sendStatus(204);
});

patientRoutes.post("/check-in", requireRole("clinician"), async (req, res) => {
  const patient = await findByMrn(String(req.body.mrn));
  await recordAccess({ userId: userOf(req), action: "read", resource: `Patient/${patient.patientId}` });
  const { active } = await checkEligibility(patient);
  res.json({ patientId: patient.patientId, active });
});

patientRoutes.post("/:id/welcome", requireRole("admin"), async (req, res) => {
  const patient = await findPatient(String(req.params.id));
  await recordAccess({ userId: userOf(req), action: "send", resource: `Patient/${req.params.id}`, outcome: "success" });
  if (!patient) {
    res.status(404).json({ error: "no such patient" });
    return;
  }
  await sendWelcome(patient, clinic);
  await storeCard(patient, clinic);
  trackSignUp(patient);
  res.json({ record: await storeRecord(patient) });
});
