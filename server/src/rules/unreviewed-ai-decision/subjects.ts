// Which tables, collections and resources are about the care of a patient or its payment.

/** Tables that a statement writes to; a text that is no statement is the name itself. */
export function tablesOf(text: string): string[] {
  if (!/\s/.test(text.trim())) return [text.trim()];
  const tables: string[] = [];
  for (const match of text.matchAll(/\b(?:update(?:\s+only)?|(?:insert|merge|replace|upsert)\s+(?:or\s+\w+\s+)?into|into)\s+((?:["`[]?\w+["`\]]?\.)*["`[]?\w+["`\]]?)/gi)) tables.push((match[1] ?? "").replace(/["`[\]]/g, ""));
  return tables;
}

const WORDS = new Set([
  "patient", "member", "resident", "beneficiary", "subscriber", "enrollee", "claim", "order", "prescription", "medication", "diagnosis", "diagnose", "chart", "encounter", "visit", "referral",
  "authorization", "authorisation", "preauth", "appointment", "observation", "condition", "allergy", "immunization", "careplan", "treatment", "triage", "denial", "appeal", "eligibility", "coverage",
  "clinical", "medical", "ehr", "emr", "lab", "procedure", "vital", "symptom", "discharge", "admission", "procedure", "note", "therapy", "dosage", "consult", "assessment", "determination",
]);

const RESOURCES = new Set([
  "ServiceRequest", "MedicationRequest", "MedicationStatement", "MedicationAdministration", "MedicationDispense", "DeviceRequest", "NutritionOrder", "VisionPrescription", "CarePlan", "CareTeam", "Goal",
  "Condition", "Observation", "DiagnosticReport", "ClinicalImpression", "RiskAssessment", "AllergyIntolerance", "Procedure", "Immunization", "ImmunizationRecommendation", "Encounter", "EpisodeOfCare",
  "Composition", "DocumentReference", "Claim", "ClaimResponse", "CoverageEligibilityResponse", "ExplanationOfBenefit", "Communication", "CommunicationRequest", "DetectedIssue", "FamilyMemberHistory",
  "GuidanceResponse", "RequestGroup", "QuestionnaireResponse", "Patient", "Flag", "List", "Specimen", "Appointment",
]);

/** Whether a name of a table, collection, model or resource means a record of care or payment; a policy's subjects count too. */
export function isClinical(name: string, subjects: readonly string[]): boolean {
  if (RESOURCES.has(name)) return true;
  const words = name.replace(/([a-z])([A-Z])/g, "$1_$2").toLowerCase().split(/[^a-z]+/).filter(Boolean);
  return words.map(singular).some((word) => WORDS.has(word) || subjects.some((subject) => singular(subject.toLowerCase()) === word));
}

const singular = (word: string): string => (word.endsWith("ies") ? `${word.slice(0, -3)}y` : /(?:diagnoses|appendices)$/.test(word) ? `${word.slice(0, -2)}is` : word.endsWith("s") && !/(?:ss|is|us)$/.test(word) ? word.slice(0, -1) : word);
