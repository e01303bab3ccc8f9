import express from "express";
import { requireRole } from "./lib/auth";
import { errorHandler, startErrorTracking } from "./lib/errors";
import { labRoutes } from "./routes/labs";
import { patientRoutes } from "./routes/patients";
import { prescriptionRoutes } from "./routes/prescriptions";
import { visitRoutes } from "./routes/visits";
import { countPatients } from "./repositories/patients";

/** The HTTP side of the service. */
export function createApp(): express.Express {
  startErrorTracking();
  const app = express();
  app.use(express.json());
  app.get("/health", (_req, res) => { res.json({ up: true }); });
  app.get("/stats", requireRole("admin"), async (_req, res) => { res.json({ patients: await countPatients() }); });
  app.use("/patients", patientRoutes);
  app.use("/visits", visitRoutes);
  app.use("/labs", labRoutes);
  app.use("/prescriptions", prescriptionRoutes);
  app.use(errorHandler);
  return app;
}
