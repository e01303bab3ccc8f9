import { PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { writeFile } from "node:fs/promises";
import type { Patient } from "../../shared/types";
import { recordAccess } from "../lib/audit";
import { matchKey, seal, sealForOldPortal } from "../lib/crypto";
import { pseudonym, scrubForPrint } from "../lib/redact";
import { logFor } from "../lib/logger";
import { listPatients } from "../repositories/patients";

const log = logFor("export");
const archive = new S3Client({ region: "ca-central-1" });

const toCsv = (patients: Patient[]): string => patients.map((one) => [one.mrn, one.fullName, one.dateOfBirth].join(",")).join("\n");

/** Every night at two. */
export async function exportNightly(key: Buffer, oldKey: Buffer, oldNonce: Buffer): Promise<void> {
  const patients = await listPatients();
  await recordAccess({ userId: "job:export", action: "export", resource: `${patients.length} patients`, outcome: "success" });
  const csv = toCsv(patients);
  await writeFile("/var/exports/patients.bin", seal(csv, key));
  await writeFile("/var/exports/print.json", JSON.stringify(patients.map(scrubForPrint)));
  await writeFile("/var/exports/languages.json", JSON.stringify(countLanguages(patients)));
  await writeFile("/var/exports/old-portal.bin", sealForOldPortal(csv, oldKey, oldNonce));
  await archive.send(new PutObjectCommand({ Bucket: "harbor-archive", Key: "patients.csv", Body: csv, ServerSideEncryption: "aws:kms" }));
  await writeFile("/var/exports/research.bin", seal(JSON.stringify(researchRows(patients, key)), key));
  const twins = patients.length - new Set(patients.map(matchKey)).size;
  log.info("export done", { patients: patients.length, twins });
}

/** Rows that researchers may join, and nobody else can. */
const researchRows = (patients: Patient[], key: Buffer): { token: string; state: string }[] =>
  patients.map((one) => ({ token: pseudonym(one.patientId, key), state: one.address.state }));

function countLanguages(patients: Patient[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { language } of patients) counts[language] = (counts[language] ?? 0) + 1;
  return counts;
}
