import express from "express";
import { recordAccess } from "../lib/audit";
import { requireRole, userOf } from "../lib/auth";
import { logFor } from "../lib/logger";
import { findPatient } from "../repositories/patients";
import { orderTest } from "../services/labs";

const log = logFor("labs");

export const labRoutes = express.Router();

labRoutes.post("/orders/:patientId", requireRole("clinician"), async (req, res) => {
  const patient = await findPatient(String(req.params.patientId));
  await recordAccess({ userId: userOf(req), action: "send", resource: `Patient/${req.params.patientId}`, outcome: patient ? "success" : "failure" });
  if (!patient) {
    res.status(404).json({ error: "no such patient" });
    return;
  }
  if (patient.insuranceMemberId === "") {
    res.status(422).json({ error: `${patient.fullName} has no insurance on file` });
    return;
  }
  // phi-lens-ignore-next-line phi-in-log -- the pilot's log is kept on an encrypted volume until May (by R. Okafor)
  log.info(`ordering for ${patient.mrn}`);
  await orderTest(patient, String(req.body.test));
  res.sendStatus(202);
});
