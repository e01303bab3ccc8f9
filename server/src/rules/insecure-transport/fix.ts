// Quick fixes of insecure-transport: the literal that turns encryption off, changed where it stands.

import type { Finding } from "../../engine/api";
import { editAt, offsetsOf, type Span } from "../edits/text";
import type { Fixer } from "../fixes";
import type { Facts } from "../rule";

export const insecureTransportFixer: Fixer = {
  rules: ["insecure-transport"],
  *fixes(facts, finding) {
    const change = changeOf(facts, finding);
    if (!change) return;
    const { title, span, text } = change;
    yield { title, preview: `Writes \`${text}\` here. The other side has to support it.`, kind: "secure-transport", preferred: true, safe: false, edits: [editAt(facts, finding.file, span, text)] };
  },
};

interface Change {
  readonly title: string;
  readonly span: Span;
  readonly text: string;
}

function changeOf(facts: Facts, finding: Finding): Change | undefined {
  const [start, end] = offsetsOf(facts, finding);
  const literal = facts.text(finding.file).slice(start, end);
  const option = String(finding.data?.["option"] ?? "");
  const inside = (index: number, length: number, text: string, title: string): Change => ({ title, span: [start + index, start + index + length], text });
  const scheme = /^["'`](https?|wss?):\/\//i.exec(literal)?.[1];
  if (scheme && !/s$/i.test(scheme)) return inside(1, scheme.length, `${scheme.toLowerCase()}s`, `Use ${scheme.toLowerCase()}s:`);
  const mode = /([?&](?:sslmode|ssl-mode)=)(disabled?|allow|prefer)\b/i.exec(literal);
  if (mode?.[1] && mode[2]) return inside(mode.index + mode[1].length, mode[2].length, /-/.test(mode[1]) ? "VERIFY_IDENTITY" : "verify-full", "Require TLS and check the certificate");
  const off = /([?&](?:ssl|tls)=)false\b/i.exec(literal);
  if (off?.[1]) return inside(off.index + off[1].length, 5, "true", "Turn TLS on");
  if (option === "secure" && literal === "false") return inside(0, 5, "false, requireTLS: true", "Require TLS");
  if (literal === "false" || literal === "true") {
    if (option === "" || option === "ignoreTLS") return undefined;
    return inside(0, literal.length, literal === "false" ? "true" : "false", "Check the server's certificate");
  }
  if (option === "NODE_TLS_REJECT_UNAUTHORIZED" && /^["'`]?0["'`]?$/.test(literal)) return inside(0, literal.length, literal.replace("0", "1"), "Check the server's certificate");
  const quoted = /^(["'`])((?:SSL|TLS)v[\w.]+)\1$/i.exec(literal)?.[2];
  if (quoted && /version|protocol/i.test(option)) {
    const method = /_method$/i.test(quoted);
    return inside(1, quoted.length, method ? "TLS_method" : "TLSv1.3", method ? "Let both sides choose the newest TLS" : "Require TLS 1.3");
  }
  return undefined;
}
