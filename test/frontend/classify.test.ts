// Classification by names, owners, structure, place, tags and policy: what is PHI, and above all what is not.

import assert from "node:assert/strict";
import { show, typed } from "./typing";

describe("classification by name and owner", () => {
  it("takes a dictionary name on a patient for PHI, and on staff, places and things for none", () => {
    const { level } = typed(`
      interface Person { name: string; email: string } interface Patient extends Person { dob: Date; id: string; mood: string }
      interface Nurse extends Person { phone: string; ssn: string } interface Pharmacy { name: string; address: string }
      interface MailTemplate { name: string } interface DischargedPatient { email: string } interface PatientProvider { email: string }
      interface TeamMember { name: string; email: string } interface EventSubscriber { email: string } interface PatientRepository { name: string }
    `);
    assert.equal(level("Patient", "name"), "direct name medium dictionary");
    assert.equal(level("Patient", "dob"), "direct birth-date medium dictionary");
    assert.equal(level("Patient", "id"), "indirect patient-id medium dictionary");
    assert.equal(level("Patient", "mood"), "-");
    assert.equal(level("DischargedPatient", "email"), "direct contact medium dictionary");
    for (const [type, field] of [["Nurse", "name"], ["Nurse", "phone"], ["Nurse", "ssn"], ["Pharmacy", "name"], ["MailTemplate", "name"], ["PatientProvider", "email"], ["TeamMember", "email"], ["EventSubscriber", "email"], ["PatientRepository", "name"]]) {
      assert.equal(level(type ?? "", field), "-", `${type}.${field}`);
    }
  });

  it("gives weak names without a context low confidence, strong ones medium", () => {
    const { level } = typed("interface Row { email: string; medicalRecordNumber: string; ssn: string; reason: string }");
    assert.equal(level("Row", "ssn"), "direct ssn medium structure");
    const alone = typed("interface Row { email: string } interface Order { socialSecurityNumber?: string }");
    assert.equal(alone.level("Row", "email"), "direct contact low weak-name");
    assert.equal(alone.level("Order", "socialSecurityNumber"), "direct ssn medium strong-name");
  });

  it("infers a person's record from two identifying fields, one of which only people have", () => {
    const { level } = typed(`
      interface Form { firstName: string; lastName: string; homePhone: string } interface Listing { name: string; phone: string; address: string }
      interface User { firstName: string; lastName: string; email: string } interface Account { email: string; dateOfBirth: string; firstName: string }
      interface Employee { firstName: string; lastName: string } interface Reading { patientName: string; patientPhone: string; systolic: number; reason: string }
      class CreateDto { firstName = ""; lastName = "" }
    `);
    assert.equal(level("Form", "homePhone"), "direct contact medium structure");
    assert.equal(level("Listing", "phone"), "direct contact low weak-name");
    assert.equal(level("User", "lastName"), "direct name low weak-name");
    assert.equal(level("Account", "email"), "direct contact medium structure");
    assert.equal(level("Employee", "lastName"), "-");
    assert.equal(level("Reading", "systolic"), "-");
    assert.equal(level("Reading", "reason"), "indirect note medium structure");
    assert.equal(level("CreateDto", "lastName"), "direct name medium structure");
  });

  it("reads words in any spelling", () => {
    const { untyped } = typed("");
    for (const name of ["date_of_birth", "dateOfBirth", "DateOfBirth", "date-of-birth", "DATE_OF_BIRTH", "DOB", "patientDob", "birthdate"]) {
      assert.equal(untyped("patient", name), "direct birth-date medium dictionary", name);
    }
    assert.equal(untyped("patient", "zipcode"), "direct address medium dictionary");
    assert.equal(untyped("patient", "addressLine1"), "direct address medium dictionary");
    assert.equal(untyped("patient", "SSNLast4"), "direct ssn medium dictionary");
    assert.equal(untyped("claimantUuid"), "indirect patient-id medium dictionary");
    assert.equal(untyped("patient", "hashedSsn"), "indirect ssn medium dictionary");
  });

  it("does not take labels, flags, counts and tools for the data they are about", () => {
    const { untyped, level } = typed("interface Patient { ssnVerified: boolean; visits: number; gender: 'f' | 'm'; phoneType: string; age: number; zip: number; notify: () => void }");
    for (const name of ["firstNameLabel", "ssnRegex", "emailTemplate", "nameTagColour", "ssnOnFile", "hasSsn", "isInsured", "phoneType", "addressCount", "validateSsn", "hostname", "fileName", "clinicName", "providerNpi", "doctorEmail", "formatName", "redactedName", "managerInbox", "planName"]) {
      assert.equal(untyped("patient", name), "-", name);
    }
    for (const name of ["ssnVerified", "visits", "gender", "phoneType", "notify"]) assert.equal(level("Patient", name), "-", name);
    assert.equal(level("Patient", "age"), "indirect birth-date medium dictionary");
    assert.equal(level("Patient", "zip"), "direct address medium dictionary");
  });

  it("goes on by names where types end, the nearest owner winning", () => {
    const { untyped } = typed("");
    assert.equal(untyped("message", "patient.dateOfBirth"), "direct birth-date medium dictionary");
    assert.equal(untyped("message", "member.address.line1"), "direct address medium dictionary");
    assert.equal(untyped("message", "pharmacy.name"), "-");
    assert.equal(untyped("message", "template.name"), "-");
    assert.equal(untyped("nurse", "patients.[*].name"), "direct name medium dictionary");
    assert.equal(untyped("patient", "doctor.name"), "-");
    assert.equal(untyped("message", "ssn"), "direct ssn medium strong-name");
    assert.equal(untyped("message", "patient"), "direct name medium dictionary");
    assert.equal(untyped("member"), "-");
    assert.equal(untyped("rows", "0.patient.{json}.email"), "direct contact medium dictionary");
  });

  it("covers the identifiers of Safe Harbor and clinical facts", () => {
    const { untyped } = typed("");
    const expected: Record<string, string> = {
      ssn: "direct ssn", mrn: "direct mrn", fullName: "direct name", birthDate: "direct birth-date", mobilePhone: "direct contact", homeAddress: "direct address", memberId: "direct health-plan-id",
      accountNumber: "direct account", driversLicense: "direct license", vin: "direct vehicle", deviceSerialNumber: "direct device", url: "direct url", ipAddress: "direct ip", fingerprint: "direct biometric",
      photo: "direct photo", employer: "direct other-id", diagnosis: "indirect diagnosis", medications: "indirect medication", labResults: "indirect lab-result", procedureCode: "indirect procedure",
      clinicalNotes: "indirect note", genotype: "indirect genetic", psychotherapyNotes: "indirect mental-health", substanceUse: "indirect substance-use", pregnancyStatus: "indirect reproductive",
      insurance: "indirect insurance", appointmentDate: "indirect appointment", policyNumber: "direct health-plan-id", zip3: "indirect address", dateOfDeath: "direct birth-date",
    };
    for (const [name, wanted] of Object.entries(expected)) assert.ok(untyped("patient", name).startsWith(`${wanted} medium`), `${name}: ${untyped("patient", name)}`);
  });
});

describe("classification of records", () => {
  it("joins fields, without those that were removed", () => {
    const { level, types, type } = typed(`
      interface Patient { id: string; name: string; ssn: string; home: { street: string; zip: string }; status: string; notes: string[] }
      interface Round { ward: string; patients: Patient[]; lead: { name: string } } interface Only { count: number }
    `);
    assert.equal(level("Patient"), "direct address+name+note+patient-id+ssn medium dictionary");
    assert.equal(level("Patient", "", { except: ["name", "ssn", "home"] }), "indirect note+patient-id medium dictionary");
    assert.equal(level("Patient", "", { except: ["name", "ssn", "home.street", "notes", "id"] }), "direct address medium dictionary");
    assert.equal(level("Patient", "", { except: ["id", "name", "ssn", "home", "notes"] }), "-");
    assert.equal(level("Round", "patients"), level("Patient"));
    assert.equal(level("Round", "ward"), "-");
    assert.equal(level("Only"), "-");
    assert.equal(types.classify(type("Patient"), "", [], [])?.fields, 6);
    assert.equal(show(types.classify(types.pick(type("Patient"), ["id", "status"]), "", [], [])), "indirect patient-id medium dictionary");
    assert.equal(show(types.classify(types.without(type("Patient"), ["id", "status"]), "", ["id"], [])), "indirect patient-id medium dictionary");
    assert.equal(show(types.classify(types.object(new Map([["who", type("Patient")]])), "", [], [])).slice(0, 6), "direct");
  });

  it("lets everything below a PHI field inherit, but for what is plainly operational", () => {
    const { level } = typed(`
      interface Patient {
        homeAddress: { first: string; city: string; kind: string; verified: boolean };
        insurance: { memberId: string; carrier: { name: string; phone: string }; card: string[]; active: boolean };
        medications: { name: string; milligrams: number; prescriber: { name: string } }[];
        room: { label: string }; clinician: { name: string; pagerCode: string };
      }
    `);
    assert.equal(level("Patient", "homeAddress.city"), "direct address medium dictionary");
    assert.equal(level("Patient", "homeAddress.first"), "direct address medium dictionary");
    assert.equal(level("Patient", "homeAddress.kind"), "-");
    assert.equal(level("Patient", "insurance.card.[*]"), "indirect insurance medium dictionary");
    assert.equal(level("Patient", "insurance.memberId"), "direct health-plan-id medium dictionary");
    assert.equal(level("Patient", "insurance.carrier.name"), "-");
    assert.equal(level("Patient", "insurance.active"), "-");
    assert.equal(level("Patient", "medications.[*].name"), "indirect medication medium dictionary");
    assert.equal(level("Patient", "medications.0.milligrams"), "-");
    assert.equal(level("Patient", "medications.[*].prescriber.name"), "-");
    assert.equal(level("Patient", "room.label"), "-");
    assert.equal(level("Patient", "clinician.name"), "-");
  });

  it("takes the context of a nested literal from the field it is the type of, however it is reached", () => {
    const { level } = typed(`
      interface Appointment { patient: { firstName: string; mobilePhone: string }; room: { label: string }; clinician: { pagerCode: string; displayName: string }; reason: string }
      type Who = Appointment["patient"]; type Staff = Appointment["clinician"];
    `);
    assert.equal(level("Who", "firstName"), "direct name medium dictionary");
    assert.equal(level("Staff", "displayName"), "-");
    assert.equal(level("Appointment", "reason"), "indirect note medium structure");
    assert.equal(level("Appointment", "room.label"), "-");
  });

  it("takes opaque types of packages by their names", () => {
    const { level } = typed(`import type { Patient, PatientStatus, Clinic, PatientDetailResponse } from "@acme/models"; type A = Patient; type B = PatientStatus; type C = Clinic; type D = PatientDetailResponse; type E = Patient[];`);
    assert.equal(level("A"), "direct name medium dictionary");
    assert.equal(level("E"), "direct name medium dictionary");
    assert.equal(level("A", "email"), "direct contact medium dictionary");
    assert.equal(level("B"), "-");
    assert.equal(level("C", "email"), "-");
    assert.equal(level("D"), "direct name medium dictionary");
  });
});

describe("classification by tag and policy", () => {
  it("believes tags on types and fields over everything", () => {
    const { level } = typed(`
      interface Patient { /** @phi none */ name: string; /** @phi indirect */ ssn: string; /** @phi direct mrn */ label: string; dob: string }
      /** @phi none */ interface PatientBanner { patientName: string; patient: { ssn: string } }
      /** @phi direct */ interface Slip { lines: string[]; count: number; done: boolean }
    `);
    assert.equal(level("Patient", "name"), "operational high tag");
    assert.equal(level("Patient", "ssn"), "indirect ssn high tag");
    assert.equal(level("Patient", "label"), "direct mrn high tag");
    assert.equal(level("Patient", "dob"), "direct birth-date medium dictionary");
    assert.equal(level("PatientBanner"), "operational high tag");
    assert.equal(level("PatientBanner", "patient.ssn"), "operational high tag");
    assert.equal(level("Slip", "lines.[*]"), "direct high tag");
    assert.equal(level("Slip", "count"), "-");
    assert.equal(level("Slip"), "direct high tag");
  });

  it("believes the policy over tags: fields, types, wildcards, nested names, subjects", () => {
    const { level, untyped } = typed({
      "phi-lens.json": JSON.stringify({
        version: 1,
        classification: {
          fields: { "Patient.nickname": "phi-direct", "Facility.*": "phi-indirect", "*.mrn": { level: "phi-direct", category: "mrn" }, "Visit.patient.mood": "phi-indirect", "Patient.ssn": "operational" },
          types: { Slip: "phi-direct", "./src/b.ts#Member": "operational", "@acme/models#Chart": "phi-indirect" },
          subjects: ["camper"],
        },
      }),
      "a.ts": `
        import type { Member } from "./src/b"; import type { Chart } from "@acme/models";
        interface Patient { nickname: string; ssn: string; email: string } interface Facility { name: string } interface Nurse { mrn: string } interface Visit { patient: { mood: string } }
        interface Slip { line: string } interface Camper { email: string } type M = Member; type C = Chart;`,
      "src/b.ts": "export interface Member { email: string }",
    });
    assert.equal(level("Patient", "nickname"), "direct name high policy");
    assert.equal(level("Patient", "ssn"), "operational high policy");
    assert.equal(level("Patient", "email"), "direct contact medium dictionary");
    assert.equal(level("Facility", "name"), "indirect name high policy");
    assert.equal(level("Nurse", "mrn"), "direct mrn high policy");
    assert.equal(level("Visit", "patient.mood"), "indirect high policy");
    assert.equal(level("Slip", "line"), "direct high policy");
    assert.equal(level("M", "email"), "operational high policy");
    assert.equal(level("C"), "indirect high policy");
    assert.equal(level("Camper", "email"), "direct contact medium dictionary");
    assert.equal(untyped("camper", "email"), "direct contact medium dictionary");
    assert.equal(untyped("anything", "mrn"), "direct mrn high policy");
  });

  it("lists declared fields with what settles them", () => {
    const { types } = typed(`
      export interface Patient { ssn: string; /** @phi direct */ phone: string; revision: number; home: { zip: string } }
      class Member { dateOfBirth = ""; get isComplete(): boolean { return true } }
    `);
    const shown = types.declaredFields("/a.ts").map((field) => `${field.type}.${field.name} ${field.leaf ? "leaf" : "record"} ${field.settled ? "settled" : "open"} ${show(field.classification)}`);
    assert.deepEqual(shown, [
      "Patient.ssn leaf open direct ssn medium dictionary", "Patient.phone leaf settled direct contact high tag", "Patient.revision leaf open -", "Patient.home record open direct address medium dictionary",
      "Patient.home.zip leaf open direct address medium dictionary", "Member.dateOfBirth leaf open direct birth-date medium dictionary", "Member.isComplete leaf open -",
    ]);
  });
});
