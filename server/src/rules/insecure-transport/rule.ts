// insecure-transport: connections without TLS, without a check of the certificate, or with an old version of TLS.

import { INSTANCE, OPTION } from "../../analysis/callfacts";
import type { CallFact } from "../../analysis/summary";
import { CLEAN, constants, type Entry, type Value } from "../../analysis/value";
import { hostOf, isPrivateHost } from "../destinations";
import { callFacts, leadingLiteral, type Weakness, weaknessDrafts } from "../literals";
import type { Facts, Rule } from "../rule";

export const insecureTransport: Rule = {
  id: "insecure-transport",
  severity: "error",
  citation: "45 CFR 164.312(e)(1)",
  check: (facts) => weaknessDrafts(facts, insecureTransport.id, insecureTransport.citation, judge(facts)),
};

function* judge(facts: Facts): Iterable<Weakness> {
  const all = [...callFacts(facts)];
  const fields = addressFields(all);
  for (const fact of all) {
    if (fact.node.startsWith(INSTANCE)) yield* judgeFields(facts, fact, fields);
    else if (fact.node === OPTION) yield* judgeOption(facts, fact);
    else {
      yield* judgeAddresses(facts, fact);
      yield* judgeHost(fact);
      yield* judgeTlsOff(fact);
      yield* judgeMail(fact);
      yield* judgeDatabase(fact);
    }
  }
}

// ---- options -----------------------------------------------------------------------------------------------------------

const OFF_IS_WRONG = new Set(["rejectUnauthorized", "strictSSL", "sslValidate"]);
const ON_IS_WRONG = new Set(["tlsAllowInvalidCertificates", "tlsAllowInvalidHostnames", "tlsInsecure"]);

function* judgeOption(facts: Facts, fact: CallFact): Iterable<Weakness> {
  const option = fact.callee;
  for (const entry of (fact.parts.get("value") ?? CLEAN).values()) {
    if (entry.ref.r !== "const" && !/base|prefix/i.test(option)) continue;
    const value = entry.ref.r === "const" ? entry.ref.value : undefined;
    if ((OFF_IS_WRONG.has(option) && value === false) || (ON_IS_WRONG.has(option) && value === true) || (option === "NODE_TLS_REJECT_UNAUTHORIZED" && String(value) === "0")) {
      yield { fact, entry, option, message: `\`${option}\` is ${JSON.stringify(value)}: the server's certificate is not checked, so anyone in between can read and change PHI.` };
    } else if (/version|protocol/i.test(option)) yield* judgeVersion(fact, entry, option);
    else if (/^(?:baseURL|baseUrl|prefixUrl)$/.test(option)) {
      const scheme = plainScheme(facts, entry);
      if (scheme) yield { fact, entry, option, ...plain(scheme) };
    }
  }
}

/** Versions by name: `TLSv1.1`, `TLSv1_method`, `SSLv3_method`. */
function* judgeVersion(fact: CallFact, entry: Entry, option: string): Iterable<Weakness> {
  const value = entry.ref.r === "const" ? String(entry.ref.value) : "";
  if (/^(?:SSL|TLSv1(?:[._][01])?(?:_|$))/i.test(value)) yield { fact, entry, option, message: `\`${option}\` allows ${value}, which is broken: require TLS 1.3, or at least TLS 1.2.` };
  else if (/^TLSv1[._]2/i.test(value) && option !== "maxVersion") yield { fact, entry, option, severity: "information", message: `\`${option}\` allows ${value}: TLS 1.3 is the version to require.` };
}

// ---- addresses -----------------------------------------------------------------------------------------------------------

function* judgeAddresses(facts: Facts, fact: CallFact): Iterable<Weakness> {
  for (const [name, value] of fact.parts) {
    if (name !== "address" && !/^setting:(?:.*url|endpoint|host|dsn)$/i.test(name)) continue;
    for (const entry of value.values()) {
      const scheme = plainScheme(facts, entry);
      if (scheme && !(scheme in STORES && hasTls(fact))) yield { fact, entry, ...plain(scheme) };
    }
  }
}

/** Whether an option of the client turns TLS on, whatever the scheme says. */
const hasTls = (fact: CallFact): boolean =>
  [...fact.parts].some(([name, value]) => /^setting:\w*?(?:ssl|tls)\d?$/i.test(name) && value.size > 0 && ![...constants(value)].some((one) => !one));

/** A host by itself, given to a client that knows no TLS (`http.request({ host })`). */
function* judgeHost(fact: CallFact): Iterable<Weakness> {
  for (const entry of (fact.parts.get("setting:plainHost") ?? CLEAN).values()) {
    if (entry.ref.r === "const" && typeof entry.ref.value === "string" && isOutside(entry.ref.value)) yield { fact, entry, ...plain("http") };
  }
}

/** Options of a store's client that turn TLS off: `ssl: false`, `tls: false`. */
function* judgeTlsOff(fact: CallFact): Iterable<Weakness> {
  for (const [name, value] of fact.parts) {
    const option = /^setting:(?:\w*?)(ssl|tls)\d?$/i.exec(name)?.[1]?.toLowerCase();
    if (option === undefined || value.size !== 1 || only(value) !== false) continue;
    const hosts = [...fact.parts].filter(([part]) => /^setting:(?:.*url|uri|host|connectionString)$|^address$/i.test(part)).flatMap(([, one]) => [...constants(one)]);
    if (hosts.some((host) => typeof host === "string" && !isOutside(host))) continue;
    const [entry] = value.values();
    yield { fact, ...(entry ? { entry } : {}), option, message: `\`${option}: false\` sends everything to and from the store in the clear: turn TLS on.` };
  }
}

/** Fields of instances that calls take their address from, by name. */
function addressFields(all: readonly CallFact[]): ReadonlySet<string> {
  const fields = new Set<string>();
  for (const fact of all) {
    for (const { ref } of (fact.parts.get("address") ?? CLEAN).values()) {
      const by = ref.r === "led" ? ref.by : ref;
      const [name] = by.r === "sym" && by.atom.root.kind === "this" ? by.atom.path : [];
      if (name !== undefined) fields.add(`${fact.at.fn.slice(0, fact.at.fn.lastIndexOf("."))}.${name}`);
    }
  }
  return fields;
}

function* judgeFields(facts: Facts, fact: CallFact, fields: ReadonlySet<string>): Iterable<Weakness> {
  const cls = fact.node.slice(INSTANCE.length);
  const base = facts.program.base(cls);
  for (const [part, value] of fact.parts) {
    const name = part.slice("field:".length);
    if (![cls, ...(base === undefined ? [] : [base])].some((one) => fields.has(`${one}.${name}`))) continue;
    for (const entry of value.values()) {
      const scheme = plainScheme(facts, entry);
      if (scheme) yield { fact, entry, ...plain(scheme) };
    }
  }
}

const PLAIN = /^(http|ws|ftp):\/\//i;
/** Schemes of stores and queues, which a private network often carries without TLS: only addresses that are plainly outside of one count. */
const PLAIN_OUTSIDE = /^(redis|amqp|mqtt|ldap|nats):\/\//i;
const STORES: Readonly<Record<string, string>> = { redis: "rediss", amqp: "amqps", mqtt: "mqtts", ldap: "ldaps", nats: "tls" };
const SECURE: Readonly<Record<string, string>> = { http: "https", ws: "wss", ftp: "sftp", ...STORES };

/** The scheme of an address that is not encrypted and leaves the machine. */
function plainScheme(facts: Facts, entry: Entry): string | undefined {
  const { ref } = entry;
  if (ref.r === "led") return PLAIN.exec(leadingLiteral(facts, entry))?.[1]?.toLowerCase();
  const text = ref.r === "const" && typeof ref.value === "string" ? ref.value : ref.r === "text" ? ref.lead : "";
  const scheme = PLAIN.exec(text)?.[1]?.toLowerCase();
  if (scheme !== undefined) return isLoopback(text) ? undefined : scheme;
  const store = PLAIN_OUTSIDE.exec(text)?.[1]?.toLowerCase();
  return store !== undefined && isOutside(text) ? store : undefined;
}

/** An address or host that names a place on the internet: nothing of a private network. */
const isOutside = (text: string): boolean => !isPrivateHost(hostOf(text) ?? text);

const plain = (scheme: string): Pick<Weakness, "message"> => ({
  message: `The address starts with ${scheme}:, so what is sent can be read and changed on the way: use ${SECURE[scheme] ?? "https"}:.`,
});

const LOOPBACK = /^(?:localhost|.+\.localhost|127(?:\.\d+){3}|0\.0\.0\.0|\[::1\]|::1)$/i;

export function isLoopback(text: string): boolean {
  return LOOPBACK.test(hostOf(text) ?? text);
}

// ---- mail and databases ----------------------------------------------------------------------------------------------------

const only = (value: Value | undefined): unknown => {
  const known = [...constants(value ?? CLEAN)];
  return value?.size === 1 ? known[0] : undefined;
};

function* judgeMail(fact: CallFact): Iterable<Weakness> {
  const setting = (name: string): Value | undefined => fact.parts.get(`setting:smtp${name}`);
  if (!fact.parts.has("setting:smtpHost") && !fact.parts.has("setting:smtpUrl")) return;
  for (const entry of (setting("Url") ?? CLEAN).values()) {
    const text = entry.ref.r === "const" ? String(entry.ref.value) : entry.ref.r === "text" ? entry.ref.lead : "";
    if (/^smtp:\/\//i.test(text) && !isLoopback(text) && !/[?&](?:requireTLS|secure)=true/i.test(text)) yield { fact, entry, ...mail(/ignoreTLS=true/i.test(text)) };
  }
  const host = setting("Host");
  if (!host || host.size === 0 || [...constants(host)].some((one) => typeof one === "string" && isLoopback(one))) return;
  if (only(setting("Secure")) === true || (only(setting("Port")) === 465 && (setting("Secure")?.size ?? 0) === 0) || (setting("Service")?.size ?? 0) > 0) return;
  const ignored = [...(setting("IgnoreTLS") ?? CLEAN).values()].find(({ ref }) => ref.r === "const" && ref.value === true);
  if (ignored) {
    yield { fact, entry: ignored, option: "ignoreTLS", ...mail(true) };
    return;
  }
  const secure = setting("Secure") ?? CLEAN;
  const unknown = [...secure.values()].some(({ ref }) => ref.r !== "const" || ref.value === true);
  if (unknown || (setting("RequireTLS")?.size ?? 0) > 0 && only(setting("RequireTLS")) !== false) return;
  const off = [...secure.values()][0];
  yield { fact, ...(off ? { entry: off, option: "secure" } : {}), ...mail(false) };
}

const mail = (never: boolean): Pick<Weakness, "message" | "severity"> =>
  never
    ? { message: "Mail is sent with TLS turned off: set `secure` or `requireTLS`." }
    : { severity: "warning", message: "Mail is encrypted only if the server offers it, which anyone in between can take away: set `secure` or `requireTLS`." };

function* judgeDatabase(fact: CallFact): Iterable<Weakness> {
  for (const [name, value] of fact.parts) {
    if (!/^setting:|^address$/.test(name)) continue;
    for (const entry of value.values()) {
      const text = entry.ref.r === "const" ? String(entry.ref.value) : entry.ref.r === "text" ? entry.ref.lead : "";
      if (!/^[a-z][a-z0-9+.-]*:\/\//i.test(text) || isLoopback(text)) continue;
      if (/[?&](?:sslmode=(?:disable|allow|prefer)|ssl=false|tls=false|ssl-mode=disabled)\b/i.test(text)) yield { fact, entry, message: "The database's address turns TLS off: use `sslmode=verify-full`." };
    }
  }
}
