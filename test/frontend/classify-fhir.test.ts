// FHIR values by table: the same data type is PHI on a patient's resource and public on an organization's.

import assert from "node:assert/strict";
import { typed } from "./typing";

const IMPORTS = 'import type { Address, Appointment, Bundle, Condition, Coverage, Encounter, FhirResource, HumanName, Location, MedicationRequest, Observation, Organization, Patient, Practitioner, Questionnaire, QuestionnaireResponse, RelatedPerson, ValueSet } from "fhir/r4";';

describe("FHIR", () => {
  it("classifies by resource and element", () => {
    const { level } = typed(`${IMPORTS}
      type P = Patient; type Pr = Practitioner; type Or = Organization; type Lo = Location; type Ob = Observation; type Co = Condition; type Me = MedicationRequest; type Cv = Coverage; type Qr = QuestionnaireResponse;
      type En = Encounter; type Ap = Appointment; type Re = RelatedPerson; type Vs = ValueSet; type Qu = Questionnaire;`);
    const expected: [string, string, string][] = [
      ["P", "name.0.family", "direct name"], ["P", "name.[*].given.0", "direct name"], ["P", "name.0.use", "-"], ["P", "birthDate", "direct birth-date"], ["P", "address.0.city", "direct address"],
      ["P", "telecom.0.value", "direct contact"], ["P", "telecom.0.system", "-"], ["P", "identifier.[*].value", "direct mrn"], ["P", "identifier.0.system", "-"], ["P", "id", "indirect patient-id"],
      ["P", "resourceType", "-"], ["P", "active", "-"], ["P", "gender", "-"], ["P", "meta.lastUpdated", "-"], ["P", "contact.0.name.text", "direct contact"], ["P", "photo.0.data", "direct photo"],
      ["P", "managingOrganization.display", "-"], ["P", "deceasedDateTime", "direct birth-date"],
      ["Ob", "code.text", "indirect lab-result"], ["Ob", "valueQuantity.value", "indirect lab-result"], ["Ob", "valueString", "indirect lab-result"], ["Ob", "valueQuantity.unit", "-"], ["Ob", "status", "-"],
      ["Ob", "subject.display", "direct name"], ["Ob", "subject.reference", "indirect patient-id"], ["Ob", "performer.0.display", "-"], ["Ob", "note.0.text", "indirect note"], ["Ob", "effectiveDateTime", "indirect lab-result"],
      ["Ob", "component.0.valueString", "indirect lab-result"], ["Co", "code.coding.0.code", "indirect diagnosis"], ["Co", "code.coding.0.system", "-"], ["Me", "medicationCodeableConcept", "indirect medication"],
      ["Me", "dosageInstruction.0.text", "indirect medication"], ["Cv", "subscriberId", "direct health-plan-id"], ["Cv", "payor.0.display", "-"], ["Qr", "item.0.answer.0.valueString", "indirect note"],
      ["Qr", "item.0.item.0.answer.0.valueString", "indirect note"], ["En", "period.start", "indirect appointment"], ["Ap", "description", "indirect note"], ["Re", "name.0.family", "direct name"],
      ["Pr", "name.0.family", "-"], ["Pr", "telecom.0.value", "-"], ["Or", "name", "-"], ["Lo", "address.city", "-"], ["Vs", "title", "-"], ["Qu", "item.0.text", "-"],
    ];
    for (const [type, path, wanted] of expected) assert.equal(level(type, path), wanted === "-" ? "-" : `${wanted} high fhir`, `${type}.${path}`);
  });

  it("joins whole resources, without what was removed", () => {
    const { level, types, type } = typed(`${IMPORTS} type P = Patient; type O = Observation; type L = Patient[]; type Pr = Practitioner; type S = Pick<Patient, "id" | "active">; type R = Omit<Patient, "name">;`);
    assert.match(level("P"), /^direct .* high fhir$/);
    assert.match(level("L"), /^direct .* high fhir$/);
    assert.match(level("O"), /^indirect .* high fhir$/);
    assert.ok((types.classify(type("P"), "", [], [])?.fields ?? 0) > 3);
    assert.equal(level("Pr"), "-");
    assert.equal(level("S"), "indirect patient-id high fhir");
    assert.match(level("R"), /^direct (?!.*\bname\b)/);
    assert.match(level("P", "", { except: ["name", "identifier", "telecom", "address", "birthDate", "photo", "contact", "deceasedDateTime", "text", "contained"] }), /^indirect /);
  });

  it("says nothing about data types alone", () => {
    const { level } = typed(`${IMPORTS} type N = HumanName; type A = Address; interface Patient2 { legal: HumanName; home: Address } interface Member { homeAddress: Address }`);
    assert.equal(level("N", "family"), "-");
    assert.equal(level("A"), "-");
    assert.equal(level("Member", "homeAddress.city"), "direct address medium dictionary");
  });

  it("takes a resource of unknown kind for a patient's until it is narrowed", () => {
    const { level, types, type } = typed(`${IMPORTS} type B = Bundle; type T = Bundle<Patient>; type O = Bundle<Organization>; type R = FhirResource; type U = Patient | Practitioner;`);
    assert.equal(level("B", "entry.[*].resource.name.0.family"), "direct name high fhir");
    assert.equal(level("T", "entry.0.resource.birthDate"), "direct birth-date high fhir");
    assert.equal(level("O", "entry.0.resource.name"), "-");
    assert.match(level("B"), /^direct/);
    assert.equal(level("O"), "-");
    assert.equal(level("B", "total"), "-");
    const practitioner = types.narrow(type("R"), "resourceType", "Practitioner", true);
    assert.equal(types.display(practitioner), "Practitioner");
    assert.equal(types.classify(practitioner, "", ["name", "0", "family"], []), undefined);
    assert.equal(types.classify(types.narrow(type("U"), "resourceType", "Patient", false), "", ["name", "0", "family"], []), undefined);
    assert.equal(level("U", "name.0.family"), "direct name high fhir");
  });

  it("knows the packages that declare FHIR types", () => {
    const { level } = typed(`
      import type { Patient as A } from "@medplum/fhirtypes"; import { Patient as B } from "@oystehr/sdk"; import type { fhirR4 } from "@smile-cdr/fhirts"; import * as r5 from "fhir/r5"; import type { R4 } from "@ahryman40k/ts-fhir-types"; import type { Patient as F } from "fhir/r3";
      type C = fhirR4.Patient; type D = r5.Patient; type E = R4.IPatient; type G = fhir4.Patient; type H = import("fhir/r4b").Patient;
      type A1 = A; type B1 = B; type F1 = F;`);
    for (const name of ["A1", "B1", "C", "D", "E", "F1", "G", "H"]) assert.equal(level(name, "birthDate"), "direct birth-date high fhir", name);
  });
});
