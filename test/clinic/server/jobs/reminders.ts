import { recordAccess } from "../lib/audit";
import { logFor } from "../lib/logger";
import { findPatient } from "../repositories/patients";
import { visitsTomorrow } from "../repositories/visits";
import { notifyClinic, remindOfVisit } from "../services/messaging";

const log = logFor("reminders");
const clinic = { code: "HB", title: "Harbor Clinic", supportPhone: "+15550111" };

/** Every evening at six. */
export async function sendReminders(): Promise<number> {
  const visits = await visitsTomorrow();
  await recordAccess({ userId: "job:reminders", action: "send", resource: `${visits.length} visits`, outcome: "success" });
  let sent = 0;
  for (const visit of visits) {
    const patient = await findPatient(visit.patientId);
    if (!patient) continue;
    try {
      await remindOfVisit(patient, visit);
      sent += 1;
    } catch (error) {
      log.error(`no reminder for ${patient.fullName}`, { reason: (error as Error).name });
    }
  }
  await notifyClinic(clinic, sent);
  return sent;
}
