// Generated from the schemas in this folder by client/schemas.mjs. Not edited by hand.
"use strict";
exports.validatePolicy = validate10;
const schema11 = {"$schema":"http://json-schema.org/draft-07/schema#","title":"PHI Lens policy","description":"What an organisation decided about protected health information in this code: what is PHI, who may have it, and which functions protect it.","type":"object","additionalProperties":false,"allowComments":true,"allowTrailingCommas":true,"definitions":{"level":{"description":"How sensitive: `phi-direct` identifies a patient, `phi-indirect` is de-identified but linkable, `operational` has no patient in it.","enum":["operational","phi-indirect","phi-direct"],"enumDescriptions":["No patient connection: open.","De-identified but linkable: controlled access.","Identifies a patient: restricted, every access logged."]},"category":{"description":"What kind of information it is.","enum":["name","ssn","mrn","birth-date","contact","address","health-plan-id","account","license","vehicle","device","url","ip","biometric","photo","other-id","patient-id","diagnosis","medication","lab-result","procedure","note","genetic","mental-health","substance-use","reproductive","insurance","appointment"]},"callee":{"description":"`module#path.to.member` (a package, or a file from this folder), a bare name for a global or any function of that name (`*` matches within one name), or `@Decorator`.","type":"string","minLength":1,"examples":["./src/phi.ts#redact","@acme/log#Logger.info","sanitizer_*","@UseGuards"]},"classification":{"description":"A level with its category.","type":"object","additionalProperties":false,"properties":{"level":{"description":"How sensitive it is.","$ref":"#/definitions/level"},"category":{"description":"What kind of information it is.","$ref":"#/definitions/category"}},"required":["level"]},"destination":{"description":"A vendor or host outside the program, and what may go there.","type":"object","additionalProperties":false,"properties":{"id":{"description":"Short name, used by `sinks` and in findings. Unique.","type":"string","minLength":1},"name":{"description":"Name for people, in messages and reports.","type":"string"},"kind":{"description":"What the destination is. Default `other`.","enum":["ai","analytics","error-tracker","telemetry","log","messaging","email","sms","push","payment","storage","database","fhir","cache","queue","partner","first-party","other"],"default":"other"},"match":{"description":"How calls to this destination are recognised; any one is enough.","type":"object","additionalProperties":false,"properties":{"hosts":{"description":"Host names; `*` matches within a label, a leading `*.` any subdomain.","type":"array","items":{"type":"string","minLength":1,"description":"Host name, without scheme or path."}},"packages":{"description":"npm packages whose calls go there.","type":"array","items":{"type":"string","minLength":1,"description":"Package name."}},"env":{"description":"Environment variables that hold its address.","type":"array","items":{"type":"string","minLength":1,"description":"Name of an environment variable."}}}},"allows":{"description":"Highest level that may go there. Default `operational`.","$ref":"#/definitions/level","default":"operational"},"training":{"description":"Whether data up to `allows` may be used there for training, embeddings and vector stores. Default false.","type":"boolean","default":false},"regions":{"description":"Regions where the destination keeps the data.","type":"array","items":{"type":"string","minLength":1}},"certifications":{"description":"Certifications of the vendor: SOC 2, HITRUST, ISO 27001.","type":"array","items":{"type":"string","minLength":1}},"encryption":{"description":"What is known about encryption of what is stored there.","enum":["at-rest","end-to-end","none"]},"baa":{"description":"The business associate agreement (45 CFR 164.504(e)).","type":"object","additionalProperties":false,"properties":{"signed":{"description":"Day it was signed. ISO date, `2026-02-01`.","type":"string","examples":["2026-02-01"]},"expires":{"description":"Last day it is valid. ISO date, `2026-02-01`.","type":"string","examples":["2026-02-01"]},"document":{"description":"Path or link of the signed document.","type":"string"}}}},"required":["id"]},"source":{"description":"A call whose result is PHI.","type":"object","additionalProperties":false,"properties":{"callee":{"description":"The function that returns it.","$ref":"#/definitions/callee"},"level":{"description":"Level of the result.","$ref":"#/definitions/level"},"category":{"description":"What kind of information it returns.","$ref":"#/definitions/category"}},"required":["callee","level"]},"sink":{"description":"A call that takes data out.","type":"object","additionalProperties":false,"properties":{"callee":{"description":"The function that takes it.","$ref":"#/definitions/callee"},"arguments":{"description":"Positions of the arguments that carry the data, from 0. Default all.","type":"array","items":{"type":"integer","minimum":0}},"kind":{"description":"What the call is; names the rule that speaks.","enum":["log","error","url","browser-storage","storage","outbound","ai","training"]},"destination":{"description":"Id of an entry of `destinations`.","type":"string"}},"required":["callee","kind"]},"sanitizer":{"description":"A call whose result is less sensitive than its input.","type":"object","additionalProperties":false,"properties":{"callee":{"description":"The function that removes identifiers.","$ref":"#/definitions/callee"},"arguments":{"description":"Positions of the arguments it cleans, from 0. Default all.","type":"array","items":{"type":"integer","minimum":0}},"yields":{"description":"Level of the result. Default `operational`.","$ref":"#/definitions/level","default":"operational"}},"required":["callee"]},"guard":{"description":"A test that proves a value safe.","type":"object","additionalProperties":false,"properties":{"callee":{"description":"The function that tests.","$ref":"#/definitions/callee"},"argument":{"description":"Position of the tested argument, from 0. Default 0.","type":"integer","minimum":0,"default":0},"when":{"description":"The result that proves the value safe. Default true.","type":"boolean","default":true}},"required":["callee"]},"severity":{"description":"How a finding of the rule is reported; `off` turns it off.","enum":["off","hint","information","warning","error"]}},"properties":{"$schema":{"description":"Where this schema is published; for editors.","type":"string"},"version":{"description":"Version of this format.","const":1},"extends":{"description":"Another policy file, from this folder. Objects are merged by key, lists by entry; this file wins.","type":"string","minLength":1},"include":{"description":"Globs of the files to check, from this folder. Default every source file.","type":"array","items":{"type":"string","minLength":1,"description":"Glob."}},"exclude":{"description":"Globs of the files to leave out. Replaces the built-in list: tests, mocks, fixtures, stories, migrations, seeds, generated and vendored code.","type":"array","items":{"type":"string","minLength":1,"description":"Glob."}},"classification":{"description":"What is PHI in this code.","type":"object","additionalProperties":false,"properties":{"fields":{"description":"Level of fields: `Type.field`, `Type.*` for all fields of a type, `*.field` for that field anywhere.","type":"object","additionalProperties":{"description":"Level of the field, or a level with a category.","anyOf":[{"$ref":"#/definitions/level"},{"$ref":"#/definitions/classification"}]}},"types":{"description":"Level of types: `module#Type`, or a bare type name.","type":"object","additionalProperties":{"description":"Level of the type, or a level with a category.","anyOf":[{"$ref":"#/definitions/level"},{"$ref":"#/definitions/classification"}]}},"subjects":{"description":"Words for a patient in this domain; a type whose name holds one is about a patient.","type":"array","items":{"type":"string","minLength":1,"description":"One word."}}}},"destinations":{"description":"Vendors and hosts outside the program, and what may go there.","type":"array","items":{"$ref":"#/definitions/destination"}},"sources":{"description":"Calls whose results are PHI.","type":"array","items":{"$ref":"#/definitions/source"}},"sinks":{"description":"Calls that take data out.","type":"array","items":{"$ref":"#/definitions/sink"}},"sanitizers":{"description":"Calls whose result is less sensitive than its input.","type":"array","items":{"$ref":"#/definitions/sanitizer"}},"guards":{"description":"Tests that prove a value safe.","type":"array","items":{"$ref":"#/definitions/guard"}},"audit":{"description":"The audit log (45 CFR 164.312(b)).","type":"object","additionalProperties":false,"properties":{"callees":{"description":"Functions that write an audit event.","type":"array","items":{"$ref":"#/definitions/callee"}},"elements":{"description":"Argument or property names that stand for each of the five elements.","type":"object","additionalProperties":false,"properties":{"timestamp":{"description":"Names that hold the time.","type":"array","items":{"type":"string","minLength":1}},"actor":{"description":"Names that hold the user or system.","type":"array","items":{"type":"string","minLength":1}},"action":{"description":"Names that hold what was done.","type":"array","items":{"type":"string","minLength":1}},"resource":{"description":"Names that hold which data was accessed.","type":"array","items":{"type":"string","minLength":1}},"outcome":{"description":"Names that hold success or failure.","type":"array","items":{"type":"string","minLength":1}}}},"automatic":{"description":"Elements that the audit function adds by itself.","type":"array","items":{"description":"One of the five elements.","enum":["timestamp","actor","action","resource","outcome"]}}}},"access":{"description":"Access control (45 CFR 164.312(a)(1), (d)).","type":"object","additionalProperties":false,"properties":{"guards":{"description":"Functions, middleware and decorators that check who is asking.","type":"array","items":{"$ref":"#/definitions/callee"}}}},"encryption":{"description":"Encryption (45 CFR 164.312(a)(2)(iv)).","type":"object","additionalProperties":false,"properties":{"callees":{"description":"Functions whose result is encrypted.","type":"array","items":{"$ref":"#/definitions/callee"}}}},"outputValidation":{"description":"Checks of model output (45 CFR 164.514).","type":"object","additionalProperties":false,"properties":{"callees":{"description":"Functions that check model output for PHI.","type":"array","items":{"$ref":"#/definitions/callee"}}}},"humanReview":{"description":"Review of model output by a person.","type":"object","additionalProperties":false,"properties":{"callees":{"description":"Functions that put model output before a person.","type":"array","items":{"$ref":"#/definitions/callee"}}}},"logs":{"description":"What logs may hold.","type":"object","additionalProperties":false,"properties":{"allows":{"description":"Highest level allowed in logs. Default `phi-indirect`.","$ref":"#/definitions/level","default":"phi-indirect"}}},"regions":{"description":"Cloud regions where PHI may be; `*` is a wildcard. Default any.","type":"array","items":{"type":"string","minLength":1,"description":"Region, such as `us-east-1` or `us-*`."}},"rules":{"description":"Severity of each rule.","type":"object","additionalProperties":false,"properties":{"phi-to-ai-vendor":{"description":"PHI reaches an AI or ML vendor that the policy does not allow that level.","$ref":"#/definitions/severity"},"phi-to-unapproved-destination":{"description":"PHI reaches an outbound call whose destination the policy does not allow that level.","$ref":"#/definitions/severity"},"phi-in-training-data":{"description":"PHI reaches fine-tuning files, training sets, embeddings or a vector store.","$ref":"#/definitions/severity"},"phi-in-log":{"description":"PHI-Direct reaches a console, logger, span attribute or metric label.","$ref":"#/definitions/severity"},"phi-in-error":{"description":"PHI-Direct becomes part of a thrown error or of an error response.","$ref":"#/definitions/severity"},"phi-in-url":{"description":"PHI-Direct is in the path, query or fragment of a URL.","$ref":"#/definitions/severity"},"phi-in-browser-storage":{"description":"PHI reaches browser or device storage unencrypted.","$ref":"#/definitions/severity"},"unencrypted-phi-storage":{"description":"PHI is stored with no encryption at rest known.","$ref":"#/definitions/severity"},"minimum-necessary":{"description":"A whole PHI record is sent where a selection of fields would do.","$ref":"#/definitions/severity"},"unvalidated-model-output":{"description":"Model output that may hold PHI leaves the program unchecked.","$ref":"#/definitions/severity"},"unreviewed-ai-decision":{"description":"Model output is written into a clinical record without human review or provenance.","$ref":"#/definitions/severity"},"missing-audit-log":{"description":"PHI is accessed and some path has no audit event.","$ref":"#/definitions/severity"},"incomplete-audit-log":{"description":"An audit event lacks one of its five elements.","$ref":"#/definitions/severity"},"missing-access-control":{"description":"An entry point exposes PHI with no authentication or authorization check.","$ref":"#/definitions/severity"},"insecure-transport":{"description":"PHI may travel without TLS, or with a TLS that is too weak.","$ref":"#/definitions/severity"},"weak-encryption":{"description":"A cipher, hash, key or mode is too weak for PHI.","$ref":"#/definitions/severity"},"disallowed-region":{"description":"PHI reaches a cloud region that the policy does not list.","$ref":"#/definitions/severity"},"unclassified-phi":{"description":"A declared field looks like PHI and nothing says what it is.","$ref":"#/definitions/severity"},"policy-invalid":{"description":"The policy or checklist file has a mistake.","$ref":"#/definitions/severity"},"baa-problem":{"description":"A destination that receives PHI has a BAA that is missing, expired or about to expire.","$ref":"#/definitions/severity"},"review-overdue":{"description":"An attestation is past its next review.","$ref":"#/definitions/severity"},"suppression-without-reason":{"description":"An ignore comment has no reason, or suppresses nothing.","$ref":"#/definitions/severity"}}}}};
const schema12 = {"description":"How sensitive: `phi-direct` identifies a patient, `phi-indirect` is de-identified but linkable, `operational` has no patient in it.","enum":["operational","phi-indirect","phi-direct"],"enumDescriptions":["No patient connection: open.","De-identified but linkable: controlled access.","Identifies a patient: restricted, every access logged."]};
const schema20 = {"description":"`module#path.to.member` (a package, or a file from this folder), a bare name for a global or any function of that name (`*` matches within one name), or `@Decorator`.","type":"string","minLength":1,"examples":["./src/phi.ts#redact","@acme/log#Logger.info","sanitizer_*","@UseGuards"]};
const schema36 = {"description":"How a finding of the rule is reported; `off` turns it off.","enum":["off","hint","information","warning","error"]};
const func0 = Object.prototype.hasOwnProperty;
const func49 = require("ajv/dist/runtime/ucs2length").default;
const schema13 = {"description":"A level with its category.","type":"object","additionalProperties":false,"properties":{"level":{"description":"How sensitive it is.","$ref":"#/definitions/level"},"category":{"description":"What kind of information it is.","$ref":"#/definitions/category"}},"required":["level"]};
const schema15 = {"description":"What kind of information it is.","enum":["name","ssn","mrn","birth-date","contact","address","health-plan-id","account","license","vehicle","device","url","ip","biometric","photo","other-id","patient-id","diagnosis","medication","lab-result","procedure","note","genetic","mental-health","substance-use","reproductive","insurance","appointment"]};

function validate11(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
if((data.level === undefined) || (!(func0.call(data, "level")))){
const err0 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "level"}};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
for(const key0 of Object.keys(data)){
if(!((key0 === "level") || (key0 === "category"))){
const err1 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0}};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
}
if(data.level !== undefined && func0.call(data, "level")){
let data0 = data.level;
if(!(((data0 === "operational") || (data0 === "phi-indirect")) || (data0 === "phi-direct"))){
const err2 = {instancePath:instancePath+"/level",schemaPath:"#/definitions/level/enum",keyword:"enum",params:{allowedValues: schema12.enum}};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
}
if(data.category !== undefined && func0.call(data, "category")){
let data1 = data.category;
if(!((((((((((((((((((((((((((((data1 === "name") || (data1 === "ssn")) || (data1 === "mrn")) || (data1 === "birth-date")) || (data1 === "contact")) || (data1 === "address")) || (data1 === "health-plan-id")) || (data1 === "account")) || (data1 === "license")) || (data1 === "vehicle")) || (data1 === "device")) || (data1 === "url")) || (data1 === "ip")) || (data1 === "biometric")) || (data1 === "photo")) || (data1 === "other-id")) || (data1 === "patient-id")) || (data1 === "diagnosis")) || (data1 === "medication")) || (data1 === "lab-result")) || (data1 === "procedure")) || (data1 === "note")) || (data1 === "genetic")) || (data1 === "mental-health")) || (data1 === "substance-use")) || (data1 === "reproductive")) || (data1 === "insurance")) || (data1 === "appointment"))){
const err3 = {instancePath:instancePath+"/category",schemaPath:"#/definitions/category/enum",keyword:"enum",params:{allowedValues: schema15.enum}};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
}
}
else {
const err4 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
validate11.errors = vErrors;
return errors === 0;
}

const schema17 = {"description":"A vendor or host outside the program, and what may go there.","type":"object","additionalProperties":false,"properties":{"id":{"description":"Short name, used by `sinks` and in findings. Unique.","type":"string","minLength":1},"name":{"description":"Name for people, in messages and reports.","type":"string"},"kind":{"description":"What the destination is. Default `other`.","enum":["ai","analytics","error-tracker","telemetry","log","messaging","email","sms","push","payment","storage","database","fhir","cache","queue","partner","first-party","other"],"default":"other"},"match":{"description":"How calls to this destination are recognised; any one is enough.","type":"object","additionalProperties":false,"properties":{"hosts":{"description":"Host names; `*` matches within a label, a leading `*.` any subdomain.","type":"array","items":{"type":"string","minLength":1,"description":"Host name, without scheme or path."}},"packages":{"description":"npm packages whose calls go there.","type":"array","items":{"type":"string","minLength":1,"description":"Package name."}},"env":{"description":"Environment variables that hold its address.","type":"array","items":{"type":"string","minLength":1,"description":"Name of an environment variable."}}}},"allows":{"description":"Highest level that may go there. Default `operational`.","$ref":"#/definitions/level","default":"operational"},"training":{"description":"Whether data up to `allows` may be used there for training, embeddings and vector stores. Default false.","type":"boolean","default":false},"regions":{"description":"Regions where the destination keeps the data.","type":"array","items":{"type":"string","minLength":1}},"certifications":{"description":"Certifications of the vendor: SOC 2, HITRUST, ISO 27001.","type":"array","items":{"type":"string","minLength":1}},"encryption":{"description":"What is known about encryption of what is stored there.","enum":["at-rest","end-to-end","none"]},"baa":{"description":"The business associate agreement (45 CFR 164.504(e)).","type":"object","additionalProperties":false,"properties":{"signed":{"description":"Day it was signed. ISO date, `2026-02-01`.","type":"string","examples":["2026-02-01"]},"expires":{"description":"Last day it is valid. ISO date, `2026-02-01`.","type":"string","examples":["2026-02-01"]},"document":{"description":"Path or link of the signed document.","type":"string"}}}},"required":["id"]};

function validate14(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
if((data.id === undefined) || (!(func0.call(data, "id")))){
const err0 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "id"}};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
for(const key0 of Object.keys(data)){
if(!(func0.call(schema17.properties, key0))){
const err1 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0}};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
}
if(data.id !== undefined && func0.call(data, "id")){
let data0 = data.id;
if(typeof data0 === "string"){
if(func49(data0) < 1){
const err2 = {instancePath:instancePath+"/id",schemaPath:"#/properties/id/minLength",keyword:"minLength",params:{limit: 1}};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
}
else {
const err3 = {instancePath:instancePath+"/id",schemaPath:"#/properties/id/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
}
if(data.name !== undefined && func0.call(data, "name")){
if(typeof data.name !== "string"){
const err4 = {instancePath:instancePath+"/name",schemaPath:"#/properties/name/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
}
if(data.kind !== undefined && func0.call(data, "kind")){
let data2 = data.kind;
if(!((((((((((((((((((data2 === "ai") || (data2 === "analytics")) || (data2 === "error-tracker")) || (data2 === "telemetry")) || (data2 === "log")) || (data2 === "messaging")) || (data2 === "email")) || (data2 === "sms")) || (data2 === "push")) || (data2 === "payment")) || (data2 === "storage")) || (data2 === "database")) || (data2 === "fhir")) || (data2 === "cache")) || (data2 === "queue")) || (data2 === "partner")) || (data2 === "first-party")) || (data2 === "other"))){
const err5 = {instancePath:instancePath+"/kind",schemaPath:"#/properties/kind/enum",keyword:"enum",params:{allowedValues: schema17.properties.kind.enum}};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
}
if(data.match !== undefined && func0.call(data, "match")){
let data3 = data.match;
if(data3 && typeof data3 == "object" && !Array.isArray(data3)){
for(const key1 of Object.keys(data3)){
if(!(((key1 === "hosts") || (key1 === "packages")) || (key1 === "env"))){
const err6 = {instancePath:instancePath+"/match",schemaPath:"#/properties/match/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key1}};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
}
if(data3.hosts !== undefined && func0.call(data3, "hosts")){
let data4 = data3.hosts;
if(Array.isArray(data4)){
const len0 = data4.length;
for(let i0=0; i0<len0; i0++){
let data5 = data4[i0];
if(typeof data5 === "string"){
if(func49(data5) < 1){
const err7 = {instancePath:instancePath+"/match/hosts/" + i0,schemaPath:"#/properties/match/properties/hosts/items/minLength",keyword:"minLength",params:{limit: 1}};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
}
else {
const err8 = {instancePath:instancePath+"/match/hosts/" + i0,schemaPath:"#/properties/match/properties/hosts/items/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
}
}
else {
const err9 = {instancePath:instancePath+"/match/hosts",schemaPath:"#/properties/match/properties/hosts/type",keyword:"type",params:{type: "array"}};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
}
if(data3.packages !== undefined && func0.call(data3, "packages")){
let data6 = data3.packages;
if(Array.isArray(data6)){
const len1 = data6.length;
for(let i1=0; i1<len1; i1++){
let data7 = data6[i1];
if(typeof data7 === "string"){
if(func49(data7) < 1){
const err10 = {instancePath:instancePath+"/match/packages/" + i1,schemaPath:"#/properties/match/properties/packages/items/minLength",keyword:"minLength",params:{limit: 1}};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
}
else {
const err11 = {instancePath:instancePath+"/match/packages/" + i1,schemaPath:"#/properties/match/properties/packages/items/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
}
}
else {
const err12 = {instancePath:instancePath+"/match/packages",schemaPath:"#/properties/match/properties/packages/type",keyword:"type",params:{type: "array"}};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
}
if(data3.env !== undefined && func0.call(data3, "env")){
let data8 = data3.env;
if(Array.isArray(data8)){
const len2 = data8.length;
for(let i2=0; i2<len2; i2++){
let data9 = data8[i2];
if(typeof data9 === "string"){
if(func49(data9) < 1){
const err13 = {instancePath:instancePath+"/match/env/" + i2,schemaPath:"#/properties/match/properties/env/items/minLength",keyword:"minLength",params:{limit: 1}};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
}
else {
const err14 = {instancePath:instancePath+"/match/env/" + i2,schemaPath:"#/properties/match/properties/env/items/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
}
}
else {
const err15 = {instancePath:instancePath+"/match/env",schemaPath:"#/properties/match/properties/env/type",keyword:"type",params:{type: "array"}};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
}
}
}
else {
const err16 = {instancePath:instancePath+"/match",schemaPath:"#/properties/match/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err16];
}
else {
vErrors.push(err16);
}
errors++;
}
}
if(data.allows !== undefined && func0.call(data, "allows")){
let data10 = data.allows;
if(!(((data10 === "operational") || (data10 === "phi-indirect")) || (data10 === "phi-direct"))){
const err17 = {instancePath:instancePath+"/allows",schemaPath:"#/definitions/level/enum",keyword:"enum",params:{allowedValues: schema12.enum}};
if(vErrors === null){
vErrors = [err17];
}
else {
vErrors.push(err17);
}
errors++;
}
}
if(data.training !== undefined && func0.call(data, "training")){
if(typeof data.training !== "boolean"){
const err18 = {instancePath:instancePath+"/training",schemaPath:"#/properties/training/type",keyword:"type",params:{type: "boolean"}};
if(vErrors === null){
vErrors = [err18];
}
else {
vErrors.push(err18);
}
errors++;
}
}
if(data.regions !== undefined && func0.call(data, "regions")){
let data12 = data.regions;
if(Array.isArray(data12)){
const len3 = data12.length;
for(let i3=0; i3<len3; i3++){
let data13 = data12[i3];
if(typeof data13 === "string"){
if(func49(data13) < 1){
const err19 = {instancePath:instancePath+"/regions/" + i3,schemaPath:"#/properties/regions/items/minLength",keyword:"minLength",params:{limit: 1}};
if(vErrors === null){
vErrors = [err19];
}
else {
vErrors.push(err19);
}
errors++;
}
}
else {
const err20 = {instancePath:instancePath+"/regions/" + i3,schemaPath:"#/properties/regions/items/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err20];
}
else {
vErrors.push(err20);
}
errors++;
}
}
}
else {
const err21 = {instancePath:instancePath+"/regions",schemaPath:"#/properties/regions/type",keyword:"type",params:{type: "array"}};
if(vErrors === null){
vErrors = [err21];
}
else {
vErrors.push(err21);
}
errors++;
}
}
if(data.certifications !== undefined && func0.call(data, "certifications")){
let data14 = data.certifications;
if(Array.isArray(data14)){
const len4 = data14.length;
for(let i4=0; i4<len4; i4++){
let data15 = data14[i4];
if(typeof data15 === "string"){
if(func49(data15) < 1){
const err22 = {instancePath:instancePath+"/certifications/" + i4,schemaPath:"#/properties/certifications/items/minLength",keyword:"minLength",params:{limit: 1}};
if(vErrors === null){
vErrors = [err22];
}
else {
vErrors.push(err22);
}
errors++;
}
}
else {
const err23 = {instancePath:instancePath+"/certifications/" + i4,schemaPath:"#/properties/certifications/items/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err23];
}
else {
vErrors.push(err23);
}
errors++;
}
}
}
else {
const err24 = {instancePath:instancePath+"/certifications",schemaPath:"#/properties/certifications/type",keyword:"type",params:{type: "array"}};
if(vErrors === null){
vErrors = [err24];
}
else {
vErrors.push(err24);
}
errors++;
}
}
if(data.encryption !== undefined && func0.call(data, "encryption")){
let data16 = data.encryption;
if(!(((data16 === "at-rest") || (data16 === "end-to-end")) || (data16 === "none"))){
const err25 = {instancePath:instancePath+"/encryption",schemaPath:"#/properties/encryption/enum",keyword:"enum",params:{allowedValues: schema17.properties.encryption.enum}};
if(vErrors === null){
vErrors = [err25];
}
else {
vErrors.push(err25);
}
errors++;
}
}
if(data.baa !== undefined && func0.call(data, "baa")){
let data17 = data.baa;
if(data17 && typeof data17 == "object" && !Array.isArray(data17)){
for(const key2 of Object.keys(data17)){
if(!(((key2 === "signed") || (key2 === "expires")) || (key2 === "document"))){
const err26 = {instancePath:instancePath+"/baa",schemaPath:"#/properties/baa/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key2}};
if(vErrors === null){
vErrors = [err26];
}
else {
vErrors.push(err26);
}
errors++;
}
}
if(data17.signed !== undefined && func0.call(data17, "signed")){
if(typeof data17.signed !== "string"){
const err27 = {instancePath:instancePath+"/baa/signed",schemaPath:"#/properties/baa/properties/signed/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err27];
}
else {
vErrors.push(err27);
}
errors++;
}
}
if(data17.expires !== undefined && func0.call(data17, "expires")){
if(typeof data17.expires !== "string"){
const err28 = {instancePath:instancePath+"/baa/expires",schemaPath:"#/properties/baa/properties/expires/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err28];
}
else {
vErrors.push(err28);
}
errors++;
}
}
if(data17.document !== undefined && func0.call(data17, "document")){
if(typeof data17.document !== "string"){
const err29 = {instancePath:instancePath+"/baa/document",schemaPath:"#/properties/baa/properties/document/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err29];
}
else {
vErrors.push(err29);
}
errors++;
}
}
}
else {
const err30 = {instancePath:instancePath+"/baa",schemaPath:"#/properties/baa/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err30];
}
else {
vErrors.push(err30);
}
errors++;
}
}
}
else {
const err31 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err31];
}
else {
vErrors.push(err31);
}
errors++;
}
validate14.errors = vErrors;
return errors === 0;
}

const schema19 = {"description":"A call whose result is PHI.","type":"object","additionalProperties":false,"properties":{"callee":{"description":"The function that returns it.","$ref":"#/definitions/callee"},"level":{"description":"Level of the result.","$ref":"#/definitions/level"},"category":{"description":"What kind of information it returns.","$ref":"#/definitions/category"}},"required":["callee","level"]};

function validate16(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
if((data.callee === undefined) || (!(func0.call(data, "callee")))){
const err0 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "callee"}};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
if((data.level === undefined) || (!(func0.call(data, "level")))){
const err1 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "level"}};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
for(const key0 of Object.keys(data)){
if(!(((key0 === "callee") || (key0 === "level")) || (key0 === "category"))){
const err2 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0}};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
}
if(data.callee !== undefined && func0.call(data, "callee")){
let data0 = data.callee;
if(typeof data0 === "string"){
if(func49(data0) < 1){
const err3 = {instancePath:instancePath+"/callee",schemaPath:"#/definitions/callee/minLength",keyword:"minLength",params:{limit: 1}};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
}
else {
const err4 = {instancePath:instancePath+"/callee",schemaPath:"#/definitions/callee/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
}
if(data.level !== undefined && func0.call(data, "level")){
let data1 = data.level;
if(!(((data1 === "operational") || (data1 === "phi-indirect")) || (data1 === "phi-direct"))){
const err5 = {instancePath:instancePath+"/level",schemaPath:"#/definitions/level/enum",keyword:"enum",params:{allowedValues: schema12.enum}};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
}
if(data.category !== undefined && func0.call(data, "category")){
let data2 = data.category;
if(!((((((((((((((((((((((((((((data2 === "name") || (data2 === "ssn")) || (data2 === "mrn")) || (data2 === "birth-date")) || (data2 === "contact")) || (data2 === "address")) || (data2 === "health-plan-id")) || (data2 === "account")) || (data2 === "license")) || (data2 === "vehicle")) || (data2 === "device")) || (data2 === "url")) || (data2 === "ip")) || (data2 === "biometric")) || (data2 === "photo")) || (data2 === "other-id")) || (data2 === "patient-id")) || (data2 === "diagnosis")) || (data2 === "medication")) || (data2 === "lab-result")) || (data2 === "procedure")) || (data2 === "note")) || (data2 === "genetic")) || (data2 === "mental-health")) || (data2 === "substance-use")) || (data2 === "reproductive")) || (data2 === "insurance")) || (data2 === "appointment"))){
const err6 = {instancePath:instancePath+"/category",schemaPath:"#/definitions/category/enum",keyword:"enum",params:{allowedValues: schema15.enum}};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
}
}
else {
const err7 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
validate16.errors = vErrors;
return errors === 0;
}

const schema23 = {"description":"A call that takes data out.","type":"object","additionalProperties":false,"properties":{"callee":{"description":"The function that takes it.","$ref":"#/definitions/callee"},"arguments":{"description":"Positions of the arguments that carry the data, from 0. Default all.","type":"array","items":{"type":"integer","minimum":0}},"kind":{"description":"What the call is; names the rule that speaks.","enum":["log","error","url","browser-storage","storage","outbound","ai","training"]},"destination":{"description":"Id of an entry of `destinations`.","type":"string"}},"required":["callee","kind"]};

function validate18(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
if((data.callee === undefined) || (!(func0.call(data, "callee")))){
const err0 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "callee"}};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
if((data.kind === undefined) || (!(func0.call(data, "kind")))){
const err1 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "kind"}};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
for(const key0 of Object.keys(data)){
if(!((((key0 === "callee") || (key0 === "arguments")) || (key0 === "kind")) || (key0 === "destination"))){
const err2 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0}};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
}
if(data.callee !== undefined && func0.call(data, "callee")){
let data0 = data.callee;
if(typeof data0 === "string"){
if(func49(data0) < 1){
const err3 = {instancePath:instancePath+"/callee",schemaPath:"#/definitions/callee/minLength",keyword:"minLength",params:{limit: 1}};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
}
else {
const err4 = {instancePath:instancePath+"/callee",schemaPath:"#/definitions/callee/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
}
if(data.arguments !== undefined && func0.call(data, "arguments")){
let data1 = data.arguments;
if(Array.isArray(data1)){
const len0 = data1.length;
for(let i0=0; i0<len0; i0++){
let data2 = data1[i0];
if(!((typeof data2 == "number") && (!(data2 % 1) && !isNaN(data2)))){
const err5 = {instancePath:instancePath+"/arguments/" + i0,schemaPath:"#/properties/arguments/items/type",keyword:"type",params:{type: "integer"}};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
if(typeof data2 == "number"){
if(data2 < 0 || isNaN(data2)){
const err6 = {instancePath:instancePath+"/arguments/" + i0,schemaPath:"#/properties/arguments/items/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0}};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
}
}
}
else {
const err7 = {instancePath:instancePath+"/arguments",schemaPath:"#/properties/arguments/type",keyword:"type",params:{type: "array"}};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
}
if(data.kind !== undefined && func0.call(data, "kind")){
let data3 = data.kind;
if(!((((((((data3 === "log") || (data3 === "error")) || (data3 === "url")) || (data3 === "browser-storage")) || (data3 === "storage")) || (data3 === "outbound")) || (data3 === "ai")) || (data3 === "training"))){
const err8 = {instancePath:instancePath+"/kind",schemaPath:"#/properties/kind/enum",keyword:"enum",params:{allowedValues: schema23.properties.kind.enum}};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
}
if(data.destination !== undefined && func0.call(data, "destination")){
if(typeof data.destination !== "string"){
const err9 = {instancePath:instancePath+"/destination",schemaPath:"#/properties/destination/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
}
}
else {
const err10 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
validate18.errors = vErrors;
return errors === 0;
}

const schema25 = {"description":"A call whose result is less sensitive than its input.","type":"object","additionalProperties":false,"properties":{"callee":{"description":"The function that removes identifiers.","$ref":"#/definitions/callee"},"arguments":{"description":"Positions of the arguments it cleans, from 0. Default all.","type":"array","items":{"type":"integer","minimum":0}},"yields":{"description":"Level of the result. Default `operational`.","$ref":"#/definitions/level","default":"operational"}},"required":["callee"]};

function validate20(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
if((data.callee === undefined) || (!(func0.call(data, "callee")))){
const err0 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "callee"}};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
for(const key0 of Object.keys(data)){
if(!(((key0 === "callee") || (key0 === "arguments")) || (key0 === "yields"))){
const err1 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0}};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
}
if(data.callee !== undefined && func0.call(data, "callee")){
let data0 = data.callee;
if(typeof data0 === "string"){
if(func49(data0) < 1){
const err2 = {instancePath:instancePath+"/callee",schemaPath:"#/definitions/callee/minLength",keyword:"minLength",params:{limit: 1}};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
}
else {
const err3 = {instancePath:instancePath+"/callee",schemaPath:"#/definitions/callee/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
}
if(data.arguments !== undefined && func0.call(data, "arguments")){
let data1 = data.arguments;
if(Array.isArray(data1)){
const len0 = data1.length;
for(let i0=0; i0<len0; i0++){
let data2 = data1[i0];
if(!((typeof data2 == "number") && (!(data2 % 1) && !isNaN(data2)))){
const err4 = {instancePath:instancePath+"/arguments/" + i0,schemaPath:"#/properties/arguments/items/type",keyword:"type",params:{type: "integer"}};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
if(typeof data2 == "number"){
if(data2 < 0 || isNaN(data2)){
const err5 = {instancePath:instancePath+"/arguments/" + i0,schemaPath:"#/properties/arguments/items/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0}};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
}
}
}
else {
const err6 = {instancePath:instancePath+"/arguments",schemaPath:"#/properties/arguments/type",keyword:"type",params:{type: "array"}};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
}
if(data.yields !== undefined && func0.call(data, "yields")){
let data3 = data.yields;
if(!(((data3 === "operational") || (data3 === "phi-indirect")) || (data3 === "phi-direct"))){
const err7 = {instancePath:instancePath+"/yields",schemaPath:"#/definitions/level/enum",keyword:"enum",params:{allowedValues: schema12.enum}};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
}
}
else {
const err8 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
validate20.errors = vErrors;
return errors === 0;
}

const schema28 = {"description":"A test that proves a value safe.","type":"object","additionalProperties":false,"properties":{"callee":{"description":"The function that tests.","$ref":"#/definitions/callee"},"argument":{"description":"Position of the tested argument, from 0. Default 0.","type":"integer","minimum":0,"default":0},"when":{"description":"The result that proves the value safe. Default true.","type":"boolean","default":true}},"required":["callee"]};

function validate22(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
if((data.callee === undefined) || (!(func0.call(data, "callee")))){
const err0 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "callee"}};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
for(const key0 of Object.keys(data)){
if(!(((key0 === "callee") || (key0 === "argument")) || (key0 === "when"))){
const err1 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0}};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
}
if(data.callee !== undefined && func0.call(data, "callee")){
let data0 = data.callee;
if(typeof data0 === "string"){
if(func49(data0) < 1){
const err2 = {instancePath:instancePath+"/callee",schemaPath:"#/definitions/callee/minLength",keyword:"minLength",params:{limit: 1}};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
}
else {
const err3 = {instancePath:instancePath+"/callee",schemaPath:"#/definitions/callee/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
}
if(data.argument !== undefined && func0.call(data, "argument")){
let data1 = data.argument;
if(!((typeof data1 == "number") && (!(data1 % 1) && !isNaN(data1)))){
const err4 = {instancePath:instancePath+"/argument",schemaPath:"#/properties/argument/type",keyword:"type",params:{type: "integer"}};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
if(typeof data1 == "number"){
if(data1 < 0 || isNaN(data1)){
const err5 = {instancePath:instancePath+"/argument",schemaPath:"#/properties/argument/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0}};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
}
}
if(data.when !== undefined && func0.call(data, "when")){
if(typeof data.when !== "boolean"){
const err6 = {instancePath:instancePath+"/when",schemaPath:"#/properties/when/type",keyword:"type",params:{type: "boolean"}};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
}
}
else {
const err7 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
validate22.errors = vErrors;
return errors === 0;
}


function validate10(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
for(const key0 of Object.keys(data)){
if(!(func0.call(schema11.properties, key0))){
const err0 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0}};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
}
if(data.$schema !== undefined && func0.call(data, "$schema")){
if(typeof data.$schema !== "string"){
const err1 = {instancePath:instancePath+"/$schema",schemaPath:"#/properties/%24schema/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
}
if(data.version !== undefined && func0.call(data, "version")){
if(1 !== data.version){
const err2 = {instancePath:instancePath+"/version",schemaPath:"#/properties/version/const",keyword:"const",params:{allowedValue: 1}};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
}
if(data.extends !== undefined && func0.call(data, "extends")){
let data2 = data.extends;
if(typeof data2 === "string"){
if(func49(data2) < 1){
const err3 = {instancePath:instancePath+"/extends",schemaPath:"#/properties/extends/minLength",keyword:"minLength",params:{limit: 1}};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
}
else {
const err4 = {instancePath:instancePath+"/extends",schemaPath:"#/properties/extends/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
}
if(data.include !== undefined && func0.call(data, "include")){
let data3 = data.include;
if(Array.isArray(data3)){
const len0 = data3.length;
for(let i0=0; i0<len0; i0++){
let data4 = data3[i0];
if(typeof data4 === "string"){
if(func49(data4) < 1){
const err5 = {instancePath:instancePath+"/include/" + i0,schemaPath:"#/properties/include/items/minLength",keyword:"minLength",params:{limit: 1}};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
}
else {
const err6 = {instancePath:instancePath+"/include/" + i0,schemaPath:"#/properties/include/items/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
}
}
else {
const err7 = {instancePath:instancePath+"/include",schemaPath:"#/properties/include/type",keyword:"type",params:{type: "array"}};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
}
if(data.exclude !== undefined && func0.call(data, "exclude")){
let data5 = data.exclude;
if(Array.isArray(data5)){
const len1 = data5.length;
for(let i1=0; i1<len1; i1++){
let data6 = data5[i1];
if(typeof data6 === "string"){
if(func49(data6) < 1){
const err8 = {instancePath:instancePath+"/exclude/" + i1,schemaPath:"#/properties/exclude/items/minLength",keyword:"minLength",params:{limit: 1}};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
}
else {
const err9 = {instancePath:instancePath+"/exclude/" + i1,schemaPath:"#/properties/exclude/items/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
}
}
else {
const err10 = {instancePath:instancePath+"/exclude",schemaPath:"#/properties/exclude/type",keyword:"type",params:{type: "array"}};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
}
if(data.classification !== undefined && func0.call(data, "classification")){
let data7 = data.classification;
if(data7 && typeof data7 == "object" && !Array.isArray(data7)){
for(const key1 of Object.keys(data7)){
if(!(((key1 === "fields") || (key1 === "types")) || (key1 === "subjects"))){
const err11 = {instancePath:instancePath+"/classification",schemaPath:"#/properties/classification/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key1}};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
}
if(data7.fields !== undefined && func0.call(data7, "fields")){
let data8 = data7.fields;
if(data8 && typeof data8 == "object" && !Array.isArray(data8)){
for(const key2 of Object.keys(data8)){
let data9 = data8[key2];
const _errs22 = errors;
let valid7 = false;
const _errs23 = errors;
if(!(((data9 === "operational") || (data9 === "phi-indirect")) || (data9 === "phi-direct"))){
const err12 = {instancePath:instancePath+"/classification/fields/" + key2.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/definitions/level/enum",keyword:"enum",params:{allowedValues: schema12.enum}};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
var _valid0 = _errs23 === errors;
valid7 = valid7 || _valid0;
if(!valid7){
const _errs25 = errors;
if(!(validate11(data9, {instancePath:instancePath+"/classification/fields/" + key2.replace(/~/g, "~0").replace(/\//g, "~1"),parentData:data8,parentDataProperty:key2,rootData}))){
vErrors = vErrors === null ? validate11.errors : vErrors.concat(validate11.errors);
errors = vErrors.length;
}
var _valid0 = _errs25 === errors;
valid7 = valid7 || _valid0;
}
if(!valid7){
const err13 = {instancePath:instancePath+"/classification/fields/" + key2.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/classification/properties/fields/additionalProperties/anyOf",keyword:"anyOf",params:{}};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
else {
errors = _errs22;
if(vErrors !== null){
if(_errs22){
vErrors.length = _errs22;
}
else {
vErrors = null;
}
}
}
}
}
else {
const err14 = {instancePath:instancePath+"/classification/fields",schemaPath:"#/properties/classification/properties/fields/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
}
if(data7.types !== undefined && func0.call(data7, "types")){
let data10 = data7.types;
if(data10 && typeof data10 == "object" && !Array.isArray(data10)){
for(const key3 of Object.keys(data10)){
let data11 = data10[key3];
const _errs30 = errors;
let valid10 = false;
const _errs31 = errors;
if(!(((data11 === "operational") || (data11 === "phi-indirect")) || (data11 === "phi-direct"))){
const err15 = {instancePath:instancePath+"/classification/types/" + key3.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/definitions/level/enum",keyword:"enum",params:{allowedValues: schema12.enum}};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
}
var _valid1 = _errs31 === errors;
valid10 = valid10 || _valid1;
if(!valid10){
const _errs33 = errors;
if(!(validate11(data11, {instancePath:instancePath+"/classification/types/" + key3.replace(/~/g, "~0").replace(/\//g, "~1"),parentData:data10,parentDataProperty:key3,rootData}))){
vErrors = vErrors === null ? validate11.errors : vErrors.concat(validate11.errors);
errors = vErrors.length;
}
var _valid1 = _errs33 === errors;
valid10 = valid10 || _valid1;
}
if(!valid10){
const err16 = {instancePath:instancePath+"/classification/types/" + key3.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/classification/properties/types/additionalProperties/anyOf",keyword:"anyOf",params:{}};
if(vErrors === null){
vErrors = [err16];
}
else {
vErrors.push(err16);
}
errors++;
}
else {
errors = _errs30;
if(vErrors !== null){
if(_errs30){
vErrors.length = _errs30;
}
else {
vErrors = null;
}
}
}
}
}
else {
const err17 = {instancePath:instancePath+"/classification/types",schemaPath:"#/properties/classification/properties/types/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err17];
}
else {
vErrors.push(err17);
}
errors++;
}
}
if(data7.subjects !== undefined && func0.call(data7, "subjects")){
let data12 = data7.subjects;
if(Array.isArray(data12)){
const len2 = data12.length;
for(let i2=0; i2<len2; i2++){
let data13 = data12[i2];
if(typeof data13 === "string"){
if(func49(data13) < 1){
const err18 = {instancePath:instancePath+"/classification/subjects/" + i2,schemaPath:"#/properties/classification/properties/subjects/items/minLength",keyword:"minLength",params:{limit: 1}};
if(vErrors === null){
vErrors = [err18];
}
else {
vErrors.push(err18);
}
errors++;
}
}
else {
const err19 = {instancePath:instancePath+"/classification/subjects/" + i2,schemaPath:"#/properties/classification/properties/subjects/items/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err19];
}
else {
vErrors.push(err19);
}
errors++;
}
}
}
else {
const err20 = {instancePath:instancePath+"/classification/subjects",schemaPath:"#/properties/classification/properties/subjects/type",keyword:"type",params:{type: "array"}};
if(vErrors === null){
vErrors = [err20];
}
else {
vErrors.push(err20);
}
errors++;
}
}
}
else {
const err21 = {instancePath:instancePath+"/classification",schemaPath:"#/properties/classification/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err21];
}
else {
vErrors.push(err21);
}
errors++;
}
}
if(data.destinations !== undefined && func0.call(data, "destinations")){
let data14 = data.destinations;
if(Array.isArray(data14)){
const len3 = data14.length;
for(let i3=0; i3<len3; i3++){
if(!(validate14(data14[i3], {instancePath:instancePath+"/destinations/" + i3,parentData:data14,parentDataProperty:i3,rootData}))){
vErrors = vErrors === null ? validate14.errors : vErrors.concat(validate14.errors);
errors = vErrors.length;
}
}
}
else {
const err22 = {instancePath:instancePath+"/destinations",schemaPath:"#/properties/destinations/type",keyword:"type",params:{type: "array"}};
if(vErrors === null){
vErrors = [err22];
}
else {
vErrors.push(err22);
}
errors++;
}
}
if(data.sources !== undefined && func0.call(data, "sources")){
let data16 = data.sources;
if(Array.isArray(data16)){
const len4 = data16.length;
for(let i4=0; i4<len4; i4++){
if(!(validate16(data16[i4], {instancePath:instancePath+"/sources/" + i4,parentData:data16,parentDataProperty:i4,rootData}))){
vErrors = vErrors === null ? validate16.errors : vErrors.concat(validate16.errors);
errors = vErrors.length;
}
}
}
else {
const err23 = {instancePath:instancePath+"/sources",schemaPath:"#/properties/sources/type",keyword:"type",params:{type: "array"}};
if(vErrors === null){
vErrors = [err23];
}
else {
vErrors.push(err23);
}
errors++;
}
}
if(data.sinks !== undefined && func0.call(data, "sinks")){
let data18 = data.sinks;
if(Array.isArray(data18)){
const len5 = data18.length;
for(let i5=0; i5<len5; i5++){
if(!(validate18(data18[i5], {instancePath:instancePath+"/sinks/" + i5,parentData:data18,parentDataProperty:i5,rootData}))){
vErrors = vErrors === null ? validate18.errors : vErrors.concat(validate18.errors);
errors = vErrors.length;
}
}
}
else {
const err24 = {instancePath:instancePath+"/sinks",schemaPath:"#/properties/sinks/type",keyword:"type",params:{type: "array"}};
if(vErrors === null){
vErrors = [err24];
}
else {
vErrors.push(err24);
}
errors++;
}
}
if(data.sanitizers !== undefined && func0.call(data, "sanitizers")){
let data20 = data.sanitizers;
if(Array.isArray(data20)){
const len6 = data20.length;
for(let i6=0; i6<len6; i6++){
if(!(validate20(data20[i6], {instancePath:instancePath+"/sanitizers/" + i6,parentData:data20,parentDataProperty:i6,rootData}))){
vErrors = vErrors === null ? validate20.errors : vErrors.concat(validate20.errors);
errors = vErrors.length;
}
}
}
else {
const err25 = {instancePath:instancePath+"/sanitizers",schemaPath:"#/properties/sanitizers/type",keyword:"type",params:{type: "array"}};
if(vErrors === null){
vErrors = [err25];
}
else {
vErrors.push(err25);
}
errors++;
}
}
if(data.guards !== undefined && func0.call(data, "guards")){
let data22 = data.guards;
if(Array.isArray(data22)){
const len7 = data22.length;
for(let i7=0; i7<len7; i7++){
if(!(validate22(data22[i7], {instancePath:instancePath+"/guards/" + i7,parentData:data22,parentDataProperty:i7,rootData}))){
vErrors = vErrors === null ? validate22.errors : vErrors.concat(validate22.errors);
errors = vErrors.length;
}
}
}
else {
const err26 = {instancePath:instancePath+"/guards",schemaPath:"#/properties/guards/type",keyword:"type",params:{type: "array"}};
if(vErrors === null){
vErrors = [err26];
}
else {
vErrors.push(err26);
}
errors++;
}
}
if(data.audit !== undefined && func0.call(data, "audit")){
let data24 = data.audit;
if(data24 && typeof data24 == "object" && !Array.isArray(data24)){
for(const key4 of Object.keys(data24)){
if(!(((key4 === "callees") || (key4 === "elements")) || (key4 === "automatic"))){
const err27 = {instancePath:instancePath+"/audit",schemaPath:"#/properties/audit/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key4}};
if(vErrors === null){
vErrors = [err27];
}
else {
vErrors.push(err27);
}
errors++;
}
}
if(data24.callees !== undefined && func0.call(data24, "callees")){
let data25 = data24.callees;
if(Array.isArray(data25)){
const len8 = data25.length;
for(let i8=0; i8<len8; i8++){
let data26 = data25[i8];
if(typeof data26 === "string"){
if(func49(data26) < 1){
const err28 = {instancePath:instancePath+"/audit/callees/" + i8,schemaPath:"#/definitions/callee/minLength",keyword:"minLength",params:{limit: 1}};
if(vErrors === null){
vErrors = [err28];
}
else {
vErrors.push(err28);
}
errors++;
}
}
else {
const err29 = {instancePath:instancePath+"/audit/callees/" + i8,schemaPath:"#/definitions/callee/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err29];
}
else {
vErrors.push(err29);
}
errors++;
}
}
}
else {
const err30 = {instancePath:instancePath+"/audit/callees",schemaPath:"#/properties/audit/properties/callees/type",keyword:"type",params:{type: "array"}};
if(vErrors === null){
vErrors = [err30];
}
else {
vErrors.push(err30);
}
errors++;
}
}
if(data24.elements !== undefined && func0.call(data24, "elements")){
let data27 = data24.elements;
if(data27 && typeof data27 == "object" && !Array.isArray(data27)){
for(const key5 of Object.keys(data27)){
if(!(((((key5 === "timestamp") || (key5 === "actor")) || (key5 === "action")) || (key5 === "resource")) || (key5 === "outcome"))){
const err31 = {instancePath:instancePath+"/audit/elements",schemaPath:"#/properties/audit/properties/elements/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key5}};
if(vErrors === null){
vErrors = [err31];
}
else {
vErrors.push(err31);
}
errors++;
}
}
if(data27.timestamp !== undefined && func0.call(data27, "timestamp")){
let data28 = data27.timestamp;
if(Array.isArray(data28)){
const len9 = data28.length;
for(let i9=0; i9<len9; i9++){
let data29 = data28[i9];
if(typeof data29 === "string"){
if(func49(data29) < 1){
const err32 = {instancePath:instancePath+"/audit/elements/timestamp/" + i9,schemaPath:"#/properties/audit/properties/elements/properties/timestamp/items/minLength",keyword:"minLength",params:{limit: 1}};
if(vErrors === null){
vErrors = [err32];
}
else {
vErrors.push(err32);
}
errors++;
}
}
else {
const err33 = {instancePath:instancePath+"/audit/elements/timestamp/" + i9,schemaPath:"#/properties/audit/properties/elements/properties/timestamp/items/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err33];
}
else {
vErrors.push(err33);
}
errors++;
}
}
}
else {
const err34 = {instancePath:instancePath+"/audit/elements/timestamp",schemaPath:"#/properties/audit/properties/elements/properties/timestamp/type",keyword:"type",params:{type: "array"}};
if(vErrors === null){
vErrors = [err34];
}
else {
vErrors.push(err34);
}
errors++;
}
}
if(data27.actor !== undefined && func0.call(data27, "actor")){
let data30 = data27.actor;
if(Array.isArray(data30)){
const len10 = data30.length;
for(let i10=0; i10<len10; i10++){
let data31 = data30[i10];
if(typeof data31 === "string"){
if(func49(data31) < 1){
const err35 = {instancePath:instancePath+"/audit/elements/actor/" + i10,schemaPath:"#/properties/audit/properties/elements/properties/actor/items/minLength",keyword:"minLength",params:{limit: 1}};
if(vErrors === null){
vErrors = [err35];
}
else {
vErrors.push(err35);
}
errors++;
}
}
else {
const err36 = {instancePath:instancePath+"/audit/elements/actor/" + i10,schemaPath:"#/properties/audit/properties/elements/properties/actor/items/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err36];
}
else {
vErrors.push(err36);
}
errors++;
}
}
}
else {
const err37 = {instancePath:instancePath+"/audit/elements/actor",schemaPath:"#/properties/audit/properties/elements/properties/actor/type",keyword:"type",params:{type: "array"}};
if(vErrors === null){
vErrors = [err37];
}
else {
vErrors.push(err37);
}
errors++;
}
}
if(data27.action !== undefined && func0.call(data27, "action")){
let data32 = data27.action;
if(Array.isArray(data32)){
const len11 = data32.length;
for(let i11=0; i11<len11; i11++){
let data33 = data32[i11];
if(typeof data33 === "string"){
if(func49(data33) < 1){
const err38 = {instancePath:instancePath+"/audit/elements/action/" + i11,schemaPath:"#/properties/audit/properties/elements/properties/action/items/minLength",keyword:"minLength",params:{limit: 1}};
if(vErrors === null){
vErrors = [err38];
}
else {
vErrors.push(err38);
}
errors++;
}
}
else {
const err39 = {instancePath:instancePath+"/audit/elements/action/" + i11,schemaPath:"#/properties/audit/properties/elements/properties/action/items/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err39];
}
else {
vErrors.push(err39);
}
errors++;
}
}
}
else {
const err40 = {instancePath:instancePath+"/audit/elements/action",schemaPath:"#/properties/audit/properties/elements/properties/action/type",keyword:"type",params:{type: "array"}};
if(vErrors === null){
vErrors = [err40];
}
else {
vErrors.push(err40);
}
errors++;
}
}
if(data27.resource !== undefined && func0.call(data27, "resource")){
let data34 = data27.resource;
if(Array.isArray(data34)){
const len12 = data34.length;
for(let i12=0; i12<len12; i12++){
let data35 = data34[i12];
if(typeof data35 === "string"){
if(func49(data35) < 1){
const err41 = {instancePath:instancePath+"/audit/elements/resource/" + i12,schemaPath:"#/properties/audit/properties/elements/properties/resource/items/minLength",keyword:"minLength",params:{limit: 1}};
if(vErrors === null){
vErrors = [err41];
}
else {
vErrors.push(err41);
}
errors++;
}
}
else {
const err42 = {instancePath:instancePath+"/audit/elements/resource/" + i12,schemaPath:"#/properties/audit/properties/elements/properties/resource/items/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err42];
}
else {
vErrors.push(err42);
}
errors++;
}
}
}
else {
const err43 = {instancePath:instancePath+"/audit/elements/resource",schemaPath:"#/properties/audit/properties/elements/properties/resource/type",keyword:"type",params:{type: "array"}};
if(vErrors === null){
vErrors = [err43];
}
else {
vErrors.push(err43);
}
errors++;
}
}
if(data27.outcome !== undefined && func0.call(data27, "outcome")){
let data36 = data27.outcome;
if(Array.isArray(data36)){
const len13 = data36.length;
for(let i13=0; i13<len13; i13++){
let data37 = data36[i13];
if(typeof data37 === "string"){
if(func49(data37) < 1){
const err44 = {instancePath:instancePath+"/audit/elements/outcome/" + i13,schemaPath:"#/properties/audit/properties/elements/properties/outcome/items/minLength",keyword:"minLength",params:{limit: 1}};
if(vErrors === null){
vErrors = [err44];
}
else {
vErrors.push(err44);
}
errors++;
}
}
else {
const err45 = {instancePath:instancePath+"/audit/elements/outcome/" + i13,schemaPath:"#/properties/audit/properties/elements/properties/outcome/items/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err45];
}
else {
vErrors.push(err45);
}
errors++;
}
}
}
else {
const err46 = {instancePath:instancePath+"/audit/elements/outcome",schemaPath:"#/properties/audit/properties/elements/properties/outcome/type",keyword:"type",params:{type: "array"}};
if(vErrors === null){
vErrors = [err46];
}
else {
vErrors.push(err46);
}
errors++;
}
}
}
else {
const err47 = {instancePath:instancePath+"/audit/elements",schemaPath:"#/properties/audit/properties/elements/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err47];
}
else {
vErrors.push(err47);
}
errors++;
}
}
if(data24.automatic !== undefined && func0.call(data24, "automatic")){
let data38 = data24.automatic;
if(Array.isArray(data38)){
const len14 = data38.length;
for(let i14=0; i14<len14; i14++){
let data39 = data38[i14];
if(!(((((data39 === "timestamp") || (data39 === "actor")) || (data39 === "action")) || (data39 === "resource")) || (data39 === "outcome"))){
const err48 = {instancePath:instancePath+"/audit/automatic/" + i14,schemaPath:"#/properties/audit/properties/automatic/items/enum",keyword:"enum",params:{allowedValues: schema11.properties.audit.properties.automatic.items.enum}};
if(vErrors === null){
vErrors = [err48];
}
else {
vErrors.push(err48);
}
errors++;
}
}
}
else {
const err49 = {instancePath:instancePath+"/audit/automatic",schemaPath:"#/properties/audit/properties/automatic/type",keyword:"type",params:{type: "array"}};
if(vErrors === null){
vErrors = [err49];
}
else {
vErrors.push(err49);
}
errors++;
}
}
}
else {
const err50 = {instancePath:instancePath+"/audit",schemaPath:"#/properties/audit/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err50];
}
else {
vErrors.push(err50);
}
errors++;
}
}
if(data.access !== undefined && func0.call(data, "access")){
let data40 = data.access;
if(data40 && typeof data40 == "object" && !Array.isArray(data40)){
for(const key6 of Object.keys(data40)){
if(!(key6 === "guards")){
const err51 = {instancePath:instancePath+"/access",schemaPath:"#/properties/access/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key6}};
if(vErrors === null){
vErrors = [err51];
}
else {
vErrors.push(err51);
}
errors++;
}
}
if(data40.guards !== undefined && func0.call(data40, "guards")){
let data41 = data40.guards;
if(Array.isArray(data41)){
const len15 = data41.length;
for(let i15=0; i15<len15; i15++){
let data42 = data41[i15];
if(typeof data42 === "string"){
if(func49(data42) < 1){
const err52 = {instancePath:instancePath+"/access/guards/" + i15,schemaPath:"#/definitions/callee/minLength",keyword:"minLength",params:{limit: 1}};
if(vErrors === null){
vErrors = [err52];
}
else {
vErrors.push(err52);
}
errors++;
}
}
else {
const err53 = {instancePath:instancePath+"/access/guards/" + i15,schemaPath:"#/definitions/callee/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err53];
}
else {
vErrors.push(err53);
}
errors++;
}
}
}
else {
const err54 = {instancePath:instancePath+"/access/guards",schemaPath:"#/properties/access/properties/guards/type",keyword:"type",params:{type: "array"}};
if(vErrors === null){
vErrors = [err54];
}
else {
vErrors.push(err54);
}
errors++;
}
}
}
else {
const err55 = {instancePath:instancePath+"/access",schemaPath:"#/properties/access/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err55];
}
else {
vErrors.push(err55);
}
errors++;
}
}
if(data.encryption !== undefined && func0.call(data, "encryption")){
let data43 = data.encryption;
if(data43 && typeof data43 == "object" && !Array.isArray(data43)){
for(const key7 of Object.keys(data43)){
if(!(key7 === "callees")){
const err56 = {instancePath:instancePath+"/encryption",schemaPath:"#/properties/encryption/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key7}};
if(vErrors === null){
vErrors = [err56];
}
else {
vErrors.push(err56);
}
errors++;
}
}
if(data43.callees !== undefined && func0.call(data43, "callees")){
let data44 = data43.callees;
if(Array.isArray(data44)){
const len16 = data44.length;
for(let i16=0; i16<len16; i16++){
let data45 = data44[i16];
if(typeof data45 === "string"){
if(func49(data45) < 1){
const err57 = {instancePath:instancePath+"/encryption/callees/" + i16,schemaPath:"#/definitions/callee/minLength",keyword:"minLength",params:{limit: 1}};
if(vErrors === null){
vErrors = [err57];
}
else {
vErrors.push(err57);
}
errors++;
}
}
else {
const err58 = {instancePath:instancePath+"/encryption/callees/" + i16,schemaPath:"#/definitions/callee/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err58];
}
else {
vErrors.push(err58);
}
errors++;
}
}
}
else {
const err59 = {instancePath:instancePath+"/encryption/callees",schemaPath:"#/properties/encryption/properties/callees/type",keyword:"type",params:{type: "array"}};
if(vErrors === null){
vErrors = [err59];
}
else {
vErrors.push(err59);
}
errors++;
}
}
}
else {
const err60 = {instancePath:instancePath+"/encryption",schemaPath:"#/properties/encryption/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err60];
}
else {
vErrors.push(err60);
}
errors++;
}
}
if(data.outputValidation !== undefined && func0.call(data, "outputValidation")){
let data46 = data.outputValidation;
if(data46 && typeof data46 == "object" && !Array.isArray(data46)){
for(const key8 of Object.keys(data46)){
if(!(key8 === "callees")){
const err61 = {instancePath:instancePath+"/outputValidation",schemaPath:"#/properties/outputValidation/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key8}};
if(vErrors === null){
vErrors = [err61];
}
else {
vErrors.push(err61);
}
errors++;
}
}
if(data46.callees !== undefined && func0.call(data46, "callees")){
let data47 = data46.callees;
if(Array.isArray(data47)){
const len17 = data47.length;
for(let i17=0; i17<len17; i17++){
let data48 = data47[i17];
if(typeof data48 === "string"){
if(func49(data48) < 1){
const err62 = {instancePath:instancePath+"/outputValidation/callees/" + i17,schemaPath:"#/definitions/callee/minLength",keyword:"minLength",params:{limit: 1}};
if(vErrors === null){
vErrors = [err62];
}
else {
vErrors.push(err62);
}
errors++;
}
}
else {
const err63 = {instancePath:instancePath+"/outputValidation/callees/" + i17,schemaPath:"#/definitions/callee/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err63];
}
else {
vErrors.push(err63);
}
errors++;
}
}
}
else {
const err64 = {instancePath:instancePath+"/outputValidation/callees",schemaPath:"#/properties/outputValidation/properties/callees/type",keyword:"type",params:{type: "array"}};
if(vErrors === null){
vErrors = [err64];
}
else {
vErrors.push(err64);
}
errors++;
}
}
}
else {
const err65 = {instancePath:instancePath+"/outputValidation",schemaPath:"#/properties/outputValidation/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err65];
}
else {
vErrors.push(err65);
}
errors++;
}
}
if(data.humanReview !== undefined && func0.call(data, "humanReview")){
let data49 = data.humanReview;
if(data49 && typeof data49 == "object" && !Array.isArray(data49)){
for(const key9 of Object.keys(data49)){
if(!(key9 === "callees")){
const err66 = {instancePath:instancePath+"/humanReview",schemaPath:"#/properties/humanReview/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key9}};
if(vErrors === null){
vErrors = [err66];
}
else {
vErrors.push(err66);
}
errors++;
}
}
if(data49.callees !== undefined && func0.call(data49, "callees")){
let data50 = data49.callees;
if(Array.isArray(data50)){
const len18 = data50.length;
for(let i18=0; i18<len18; i18++){
let data51 = data50[i18];
if(typeof data51 === "string"){
if(func49(data51) < 1){
const err67 = {instancePath:instancePath+"/humanReview/callees/" + i18,schemaPath:"#/definitions/callee/minLength",keyword:"minLength",params:{limit: 1}};
if(vErrors === null){
vErrors = [err67];
}
else {
vErrors.push(err67);
}
errors++;
}
}
else {
const err68 = {instancePath:instancePath+"/humanReview/callees/" + i18,schemaPath:"#/definitions/callee/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err68];
}
else {
vErrors.push(err68);
}
errors++;
}
}
}
else {
const err69 = {instancePath:instancePath+"/humanReview/callees",schemaPath:"#/properties/humanReview/properties/callees/type",keyword:"type",params:{type: "array"}};
if(vErrors === null){
vErrors = [err69];
}
else {
vErrors.push(err69);
}
errors++;
}
}
}
else {
const err70 = {instancePath:instancePath+"/humanReview",schemaPath:"#/properties/humanReview/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err70];
}
else {
vErrors.push(err70);
}
errors++;
}
}
if(data.logs !== undefined && func0.call(data, "logs")){
let data52 = data.logs;
if(data52 && typeof data52 == "object" && !Array.isArray(data52)){
for(const key10 of Object.keys(data52)){
if(!(key10 === "allows")){
const err71 = {instancePath:instancePath+"/logs",schemaPath:"#/properties/logs/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key10}};
if(vErrors === null){
vErrors = [err71];
}
else {
vErrors.push(err71);
}
errors++;
}
}
if(data52.allows !== undefined && func0.call(data52, "allows")){
let data53 = data52.allows;
if(!(((data53 === "operational") || (data53 === "phi-indirect")) || (data53 === "phi-direct"))){
const err72 = {instancePath:instancePath+"/logs/allows",schemaPath:"#/definitions/level/enum",keyword:"enum",params:{allowedValues: schema12.enum}};
if(vErrors === null){
vErrors = [err72];
}
else {
vErrors.push(err72);
}
errors++;
}
}
}
else {
const err73 = {instancePath:instancePath+"/logs",schemaPath:"#/properties/logs/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err73];
}
else {
vErrors.push(err73);
}
errors++;
}
}
if(data.regions !== undefined && func0.call(data, "regions")){
let data54 = data.regions;
if(Array.isArray(data54)){
const len19 = data54.length;
for(let i19=0; i19<len19; i19++){
let data55 = data54[i19];
if(typeof data55 === "string"){
if(func49(data55) < 1){
const err74 = {instancePath:instancePath+"/regions/" + i19,schemaPath:"#/properties/regions/items/minLength",keyword:"minLength",params:{limit: 1}};
if(vErrors === null){
vErrors = [err74];
}
else {
vErrors.push(err74);
}
errors++;
}
}
else {
const err75 = {instancePath:instancePath+"/regions/" + i19,schemaPath:"#/properties/regions/items/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err75];
}
else {
vErrors.push(err75);
}
errors++;
}
}
}
else {
const err76 = {instancePath:instancePath+"/regions",schemaPath:"#/properties/regions/type",keyword:"type",params:{type: "array"}};
if(vErrors === null){
vErrors = [err76];
}
else {
vErrors.push(err76);
}
errors++;
}
}
if(data.rules !== undefined && func0.call(data, "rules")){
let data56 = data.rules;
if(data56 && typeof data56 == "object" && !Array.isArray(data56)){
for(const key11 of Object.keys(data56)){
if(!(func0.call(schema11.properties.rules.properties, key11))){
const err77 = {instancePath:instancePath+"/rules",schemaPath:"#/properties/rules/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key11}};
if(vErrors === null){
vErrors = [err77];
}
else {
vErrors.push(err77);
}
errors++;
}
}
if(data56["phi-to-ai-vendor"] !== undefined && func0.call(data56, "phi-to-ai-vendor")){
let data57 = data56["phi-to-ai-vendor"];
if(!(((((data57 === "off") || (data57 === "hint")) || (data57 === "information")) || (data57 === "warning")) || (data57 === "error"))){
const err78 = {instancePath:instancePath+"/rules/phi-to-ai-vendor",schemaPath:"#/definitions/severity/enum",keyword:"enum",params:{allowedValues: schema36.enum}};
if(vErrors === null){
vErrors = [err78];
}
else {
vErrors.push(err78);
}
errors++;
}
}
if(data56["phi-to-unapproved-destination"] !== undefined && func0.call(data56, "phi-to-unapproved-destination")){
let data58 = data56["phi-to-unapproved-destination"];
if(!(((((data58 === "off") || (data58 === "hint")) || (data58 === "information")) || (data58 === "warning")) || (data58 === "error"))){
const err79 = {instancePath:instancePath+"/rules/phi-to-unapproved-destination",schemaPath:"#/definitions/severity/enum",keyword:"enum",params:{allowedValues: schema36.enum}};
if(vErrors === null){
vErrors = [err79];
}
else {
vErrors.push(err79);
}
errors++;
}
}
if(data56["phi-in-training-data"] !== undefined && func0.call(data56, "phi-in-training-data")){
let data59 = data56["phi-in-training-data"];
if(!(((((data59 === "off") || (data59 === "hint")) || (data59 === "information")) || (data59 === "warning")) || (data59 === "error"))){
const err80 = {instancePath:instancePath+"/rules/phi-in-training-data",schemaPath:"#/definitions/severity/enum",keyword:"enum",params:{allowedValues: schema36.enum}};
if(vErrors === null){
vErrors = [err80];
}
else {
vErrors.push(err80);
}
errors++;
}
}
if(data56["phi-in-log"] !== undefined && func0.call(data56, "phi-in-log")){
let data60 = data56["phi-in-log"];
if(!(((((data60 === "off") || (data60 === "hint")) || (data60 === "information")) || (data60 === "warning")) || (data60 === "error"))){
const err81 = {instancePath:instancePath+"/rules/phi-in-log",schemaPath:"#/definitions/severity/enum",keyword:"enum",params:{allowedValues: schema36.enum}};
if(vErrors === null){
vErrors = [err81];
}
else {
vErrors.push(err81);
}
errors++;
}
}
if(data56["phi-in-error"] !== undefined && func0.call(data56, "phi-in-error")){
let data61 = data56["phi-in-error"];
if(!(((((data61 === "off") || (data61 === "hint")) || (data61 === "information")) || (data61 === "warning")) || (data61 === "error"))){
const err82 = {instancePath:instancePath+"/rules/phi-in-error",schemaPath:"#/definitions/severity/enum",keyword:"enum",params:{allowedValues: schema36.enum}};
if(vErrors === null){
vErrors = [err82];
}
else {
vErrors.push(err82);
}
errors++;
}
}
if(data56["phi-in-url"] !== undefined && func0.call(data56, "phi-in-url")){
let data62 = data56["phi-in-url"];
if(!(((((data62 === "off") || (data62 === "hint")) || (data62 === "information")) || (data62 === "warning")) || (data62 === "error"))){
const err83 = {instancePath:instancePath+"/rules/phi-in-url",schemaPath:"#/definitions/severity/enum",keyword:"enum",params:{allowedValues: schema36.enum}};
if(vErrors === null){
vErrors = [err83];
}
else {
vErrors.push(err83);
}
errors++;
}
}
if(data56["phi-in-browser-storage"] !== undefined && func0.call(data56, "phi-in-browser-storage")){
let data63 = data56["phi-in-browser-storage"];
if(!(((((data63 === "off") || (data63 === "hint")) || (data63 === "information")) || (data63 === "warning")) || (data63 === "error"))){
const err84 = {instancePath:instancePath+"/rules/phi-in-browser-storage",schemaPath:"#/definitions/severity/enum",keyword:"enum",params:{allowedValues: schema36.enum}};
if(vErrors === null){
vErrors = [err84];
}
else {
vErrors.push(err84);
}
errors++;
}
}
if(data56["unencrypted-phi-storage"] !== undefined && func0.call(data56, "unencrypted-phi-storage")){
let data64 = data56["unencrypted-phi-storage"];
if(!(((((data64 === "off") || (data64 === "hint")) || (data64 === "information")) || (data64 === "warning")) || (data64 === "error"))){
const err85 = {instancePath:instancePath+"/rules/unencrypted-phi-storage",schemaPath:"#/definitions/severity/enum",keyword:"enum",params:{allowedValues: schema36.enum}};
if(vErrors === null){
vErrors = [err85];
}
else {
vErrors.push(err85);
}
errors++;
}
}
if(data56["minimum-necessary"] !== undefined && func0.call(data56, "minimum-necessary")){
let data65 = data56["minimum-necessary"];
if(!(((((data65 === "off") || (data65 === "hint")) || (data65 === "information")) || (data65 === "warning")) || (data65 === "error"))){
const err86 = {instancePath:instancePath+"/rules/minimum-necessary",schemaPath:"#/definitions/severity/enum",keyword:"enum",params:{allowedValues: schema36.enum}};
if(vErrors === null){
vErrors = [err86];
}
else {
vErrors.push(err86);
}
errors++;
}
}
if(data56["unvalidated-model-output"] !== undefined && func0.call(data56, "unvalidated-model-output")){
let data66 = data56["unvalidated-model-output"];
if(!(((((data66 === "off") || (data66 === "hint")) || (data66 === "information")) || (data66 === "warning")) || (data66 === "error"))){
const err87 = {instancePath:instancePath+"/rules/unvalidated-model-output",schemaPath:"#/definitions/severity/enum",keyword:"enum",params:{allowedValues: schema36.enum}};
if(vErrors === null){
vErrors = [err87];
}
else {
vErrors.push(err87);
}
errors++;
}
}
if(data56["unreviewed-ai-decision"] !== undefined && func0.call(data56, "unreviewed-ai-decision")){
let data67 = data56["unreviewed-ai-decision"];
if(!(((((data67 === "off") || (data67 === "hint")) || (data67 === "information")) || (data67 === "warning")) || (data67 === "error"))){
const err88 = {instancePath:instancePath+"/rules/unreviewed-ai-decision",schemaPath:"#/definitions/severity/enum",keyword:"enum",params:{allowedValues: schema36.enum}};
if(vErrors === null){
vErrors = [err88];
}
else {
vErrors.push(err88);
}
errors++;
}
}
if(data56["missing-audit-log"] !== undefined && func0.call(data56, "missing-audit-log")){
let data68 = data56["missing-audit-log"];
if(!(((((data68 === "off") || (data68 === "hint")) || (data68 === "information")) || (data68 === "warning")) || (data68 === "error"))){
const err89 = {instancePath:instancePath+"/rules/missing-audit-log",schemaPath:"#/definitions/severity/enum",keyword:"enum",params:{allowedValues: schema36.enum}};
if(vErrors === null){
vErrors = [err89];
}
else {
vErrors.push(err89);
}
errors++;
}
}
if(data56["incomplete-audit-log"] !== undefined && func0.call(data56, "incomplete-audit-log")){
let data69 = data56["incomplete-audit-log"];
if(!(((((data69 === "off") || (data69 === "hint")) || (data69 === "information")) || (data69 === "warning")) || (data69 === "error"))){
const err90 = {instancePath:instancePath+"/rules/incomplete-audit-log",schemaPath:"#/definitions/severity/enum",keyword:"enum",params:{allowedValues: schema36.enum}};
if(vErrors === null){
vErrors = [err90];
}
else {
vErrors.push(err90);
}
errors++;
}
}
if(data56["missing-access-control"] !== undefined && func0.call(data56, "missing-access-control")){
let data70 = data56["missing-access-control"];
if(!(((((data70 === "off") || (data70 === "hint")) || (data70 === "information")) || (data70 === "warning")) || (data70 === "error"))){
const err91 = {instancePath:instancePath+"/rules/missing-access-control",schemaPath:"#/definitions/severity/enum",keyword:"enum",params:{allowedValues: schema36.enum}};
if(vErrors === null){
vErrors = [err91];
}
else {
vErrors.push(err91);
}
errors++;
}
}
if(data56["insecure-transport"] !== undefined && func0.call(data56, "insecure-transport")){
let data71 = data56["insecure-transport"];
if(!(((((data71 === "off") || (data71 === "hint")) || (data71 === "information")) || (data71 === "warning")) || (data71 === "error"))){
const err92 = {instancePath:instancePath+"/rules/insecure-transport",schemaPath:"#/definitions/severity/enum",keyword:"enum",params:{allowedValues: schema36.enum}};
if(vErrors === null){
vErrors = [err92];
}
else {
vErrors.push(err92);
}
errors++;
}
}
if(data56["weak-encryption"] !== undefined && func0.call(data56, "weak-encryption")){
let data72 = data56["weak-encryption"];
if(!(((((data72 === "off") || (data72 === "hint")) || (data72 === "information")) || (data72 === "warning")) || (data72 === "error"))){
const err93 = {instancePath:instancePath+"/rules/weak-encryption",schemaPath:"#/definitions/severity/enum",keyword:"enum",params:{allowedValues: schema36.enum}};
if(vErrors === null){
vErrors = [err93];
}
else {
vErrors.push(err93);
}
errors++;
}
}
if(data56["disallowed-region"] !== undefined && func0.call(data56, "disallowed-region")){
let data73 = data56["disallowed-region"];
if(!(((((data73 === "off") || (data73 === "hint")) || (data73 === "information")) || (data73 === "warning")) || (data73 === "error"))){
const err94 = {instancePath:instancePath+"/rules/disallowed-region",schemaPath:"#/definitions/severity/enum",keyword:"enum",params:{allowedValues: schema36.enum}};
if(vErrors === null){
vErrors = [err94];
}
else {
vErrors.push(err94);
}
errors++;
}
}
if(data56["unclassified-phi"] !== undefined && func0.call(data56, "unclassified-phi")){
let data74 = data56["unclassified-phi"];
if(!(((((data74 === "off") || (data74 === "hint")) || (data74 === "information")) || (data74 === "warning")) || (data74 === "error"))){
const err95 = {instancePath:instancePath+"/rules/unclassified-phi",schemaPath:"#/definitions/severity/enum",keyword:"enum",params:{allowedValues: schema36.enum}};
if(vErrors === null){
vErrors = [err95];
}
else {
vErrors.push(err95);
}
errors++;
}
}
if(data56["policy-invalid"] !== undefined && func0.call(data56, "policy-invalid")){
let data75 = data56["policy-invalid"];
if(!(((((data75 === "off") || (data75 === "hint")) || (data75 === "information")) || (data75 === "warning")) || (data75 === "error"))){
const err96 = {instancePath:instancePath+"/rules/policy-invalid",schemaPath:"#/definitions/severity/enum",keyword:"enum",params:{allowedValues: schema36.enum}};
if(vErrors === null){
vErrors = [err96];
}
else {
vErrors.push(err96);
}
errors++;
}
}
if(data56["baa-problem"] !== undefined && func0.call(data56, "baa-problem")){
let data76 = data56["baa-problem"];
if(!(((((data76 === "off") || (data76 === "hint")) || (data76 === "information")) || (data76 === "warning")) || (data76 === "error"))){
const err97 = {instancePath:instancePath+"/rules/baa-problem",schemaPath:"#/definitions/severity/enum",keyword:"enum",params:{allowedValues: schema36.enum}};
if(vErrors === null){
vErrors = [err97];
}
else {
vErrors.push(err97);
}
errors++;
}
}
if(data56["review-overdue"] !== undefined && func0.call(data56, "review-overdue")){
let data77 = data56["review-overdue"];
if(!(((((data77 === "off") || (data77 === "hint")) || (data77 === "information")) || (data77 === "warning")) || (data77 === "error"))){
const err98 = {instancePath:instancePath+"/rules/review-overdue",schemaPath:"#/definitions/severity/enum",keyword:"enum",params:{allowedValues: schema36.enum}};
if(vErrors === null){
vErrors = [err98];
}
else {
vErrors.push(err98);
}
errors++;
}
}
if(data56["suppression-without-reason"] !== undefined && func0.call(data56, "suppression-without-reason")){
let data78 = data56["suppression-without-reason"];
if(!(((((data78 === "off") || (data78 === "hint")) || (data78 === "information")) || (data78 === "warning")) || (data78 === "error"))){
const err99 = {instancePath:instancePath+"/rules/suppression-without-reason",schemaPath:"#/definitions/severity/enum",keyword:"enum",params:{allowedValues: schema36.enum}};
if(vErrors === null){
vErrors = [err99];
}
else {
vErrors.push(err99);
}
errors++;
}
}
}
else {
const err100 = {instancePath:instancePath+"/rules",schemaPath:"#/properties/rules/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err100];
}
else {
vErrors.push(err100);
}
errors++;
}
}
}
else {
const err101 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err101];
}
else {
vErrors.push(err101);
}
errors++;
}
validate10.errors = vErrors;
return errors === 0;
}

exports.validateChecklist = validate24;
const schema58 = {"$schema":"http://json-schema.org/draft-07/schema#","title":"PHI Lens checklist","description":"What people attest about the parts of the checklist that code cannot show: who, when, the evidence, and the next review.","type":"object","additionalProperties":false,"allowComments":true,"allowTrailingCommas":true,"properties":{"$schema":{"description":"Where this schema is published; for editors.","type":"string"},"version":{"description":"Version of this format.","const":1},"attestations":{"description":"One entry an item; the git history of this file is the audit trail.","type":"array","items":{"description":"What one person attests about one item.","type":"object","additionalProperties":false,"properties":{"item":{"description":"Id of the checklist item.","type":"string","minLength":1},"by":{"description":"Who attests: name or e-mail of a person with the authority to.","type":"string","minLength":1},"date":{"description":"Day of the attestation. ISO date, `2026-02-01`.","type":"string","examples":["2026-02-01"]},"evidence":{"description":"Path or link of the evidence.","type":"string"},"nextReview":{"description":"Day by which it has to be looked at again. ISO date, `2026-02-01`.","type":"string","examples":["2026-02-01"]},"note":{"description":"Anything worth knowing.","type":"string"}},"required":["item","by","date"]}}}};

function validate24(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
for(const key0 of Object.keys(data)){
if(!(((key0 === "$schema") || (key0 === "version")) || (key0 === "attestations"))){
const err0 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0}};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
}
if(data.$schema !== undefined && func0.call(data, "$schema")){
if(typeof data.$schema !== "string"){
const err1 = {instancePath:instancePath+"/$schema",schemaPath:"#/properties/%24schema/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
}
if(data.version !== undefined && func0.call(data, "version")){
if(1 !== data.version){
const err2 = {instancePath:instancePath+"/version",schemaPath:"#/properties/version/const",keyword:"const",params:{allowedValue: 1}};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
}
if(data.attestations !== undefined && func0.call(data, "attestations")){
let data2 = data.attestations;
if(Array.isArray(data2)){
const len0 = data2.length;
for(let i0=0; i0<len0; i0++){
let data3 = data2[i0];
if(data3 && typeof data3 == "object" && !Array.isArray(data3)){
if((data3.item === undefined) || (!(func0.call(data3, "item")))){
const err3 = {instancePath:instancePath+"/attestations/" + i0,schemaPath:"#/properties/attestations/items/required",keyword:"required",params:{missingProperty: "item"}};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
if((data3.by === undefined) || (!(func0.call(data3, "by")))){
const err4 = {instancePath:instancePath+"/attestations/" + i0,schemaPath:"#/properties/attestations/items/required",keyword:"required",params:{missingProperty: "by"}};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
if((data3.date === undefined) || (!(func0.call(data3, "date")))){
const err5 = {instancePath:instancePath+"/attestations/" + i0,schemaPath:"#/properties/attestations/items/required",keyword:"required",params:{missingProperty: "date"}};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
for(const key1 of Object.keys(data3)){
if(!((((((key1 === "item") || (key1 === "by")) || (key1 === "date")) || (key1 === "evidence")) || (key1 === "nextReview")) || (key1 === "note"))){
const err6 = {instancePath:instancePath+"/attestations/" + i0,schemaPath:"#/properties/attestations/items/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key1}};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
}
if(data3.item !== undefined && func0.call(data3, "item")){
let data4 = data3.item;
if(typeof data4 === "string"){
if(func49(data4) < 1){
const err7 = {instancePath:instancePath+"/attestations/" + i0+"/item",schemaPath:"#/properties/attestations/items/properties/item/minLength",keyword:"minLength",params:{limit: 1}};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
}
else {
const err8 = {instancePath:instancePath+"/attestations/" + i0+"/item",schemaPath:"#/properties/attestations/items/properties/item/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
}
if(data3.by !== undefined && func0.call(data3, "by")){
let data5 = data3.by;
if(typeof data5 === "string"){
if(func49(data5) < 1){
const err9 = {instancePath:instancePath+"/attestations/" + i0+"/by",schemaPath:"#/properties/attestations/items/properties/by/minLength",keyword:"minLength",params:{limit: 1}};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
}
else {
const err10 = {instancePath:instancePath+"/attestations/" + i0+"/by",schemaPath:"#/properties/attestations/items/properties/by/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
}
if(data3.date !== undefined && func0.call(data3, "date")){
if(typeof data3.date !== "string"){
const err11 = {instancePath:instancePath+"/attestations/" + i0+"/date",schemaPath:"#/properties/attestations/items/properties/date/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
}
if(data3.evidence !== undefined && func0.call(data3, "evidence")){
if(typeof data3.evidence !== "string"){
const err12 = {instancePath:instancePath+"/attestations/" + i0+"/evidence",schemaPath:"#/properties/attestations/items/properties/evidence/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
}
if(data3.nextReview !== undefined && func0.call(data3, "nextReview")){
if(typeof data3.nextReview !== "string"){
const err13 = {instancePath:instancePath+"/attestations/" + i0+"/nextReview",schemaPath:"#/properties/attestations/items/properties/nextReview/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
}
if(data3.note !== undefined && func0.call(data3, "note")){
if(typeof data3.note !== "string"){
const err14 = {instancePath:instancePath+"/attestations/" + i0+"/note",schemaPath:"#/properties/attestations/items/properties/note/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
}
}
else {
const err15 = {instancePath:instancePath+"/attestations/" + i0,schemaPath:"#/properties/attestations/items/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
}
}
}
else {
const err16 = {instancePath:instancePath+"/attestations",schemaPath:"#/properties/attestations/type",keyword:"type",params:{type: "array"}};
if(vErrors === null){
vErrors = [err16];
}
else {
vErrors.push(err16);
}
errors++;
}
}
}
else {
const err17 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err17];
}
else {
vErrors.push(err17);
}
errors++;
}
validate24.errors = vErrors;
return errors === 0;
}

