import { PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import type { Clinic, Patient } from "../../shared/types";
import { toFhir } from "../../shared/fhir";
import { config } from "../lib/config";

const s3 = new S3Client({ region: "us-east-1" });

/** The record that the patient can download. */
export async function storeRecord(patient: Patient): Promise<string> {
  const Key = `records/${patient.patientId}.json`;
  await s3.send(
    new PutObjectCommand({
      Bucket: config.documentsBucket,
      Key,
      Body: JSON.stringify(toFhir(patient)),
      ServerSideEncryption: "aws:kms",
      SSEKMSKeyId: config.kmsKeyId,
    }),
  );
  return Key;
}

/** A card for the wallet, as a picture in text form. */
export async function storeCard(patient: Patient, clinic: Clinic): Promise<void> {
  const card = `${clinic.title}\n${patient.fullName}\n${patient.insuranceMemberId}`;
  await s3.send(new PutObjectCommand({ Bucket: config.documentsBucket, Key: `cards/${patient.patientId}.txt`, Body: card }));
}
