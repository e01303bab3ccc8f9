import express from "express";
import { recordAccess } from "../lib/audit";
import { userOf } from "../lib/auth";
import { prescriptionsOf } from "../repositories/prescriptions";

export const prescriptionRoutes = express.Router();

prescriptionRoutes.get("/:patientId", async (req, res) => {
  const prescriptions = await prescriptionsOf(String(req.params.patientId));
  await recordAccess({ userId: userOf(req), action: "read", resource: `Patient/${req.params.patientId}/prescriptions`, outcome: "success" });
  res.json(prescriptions);
});
