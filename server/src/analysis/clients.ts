// Clients that only their name gives away: injected without a type, or handed out by a package that is not here. A model says under which
// names its client usually goes (`named`), and only calls that the model knows count.

import type { Frame } from "./frame";
import { makeObj } from "./heap";
import { invokeMethod } from "./methods";
import { getMember } from "./members";
import type { Invocation } from "./invoke";
import type { Value } from "./value";

/** The call as one of a library's client, if it reads like one: `this.prisma.patient.findMany(…)`. */
export function callClientByName(frame: Frame, method: string, call: Invocation): Value | undefined {
  const parts = call.name?.replace(/^this\./, "").split(".") ?? [];
  if (parts.length < 2 || parts.pop() !== method) return undefined;
  const { models } = frame.ctx;
  for (let index = parts.length - 1; index >= 0; index--) {
    const client = models.named(parts[index] ?? "");
    if (!client) continue;
    const path = parts.slice(index + 1);
    let node: typeof client | undefined = client;
    for (const name of path) node = node?.member(name);
    if (!node?.member(method)?.callModel) return undefined;
    let receiver = frame.allocate(`${frame.siteOf(call.at)}${call.label ?? ""}client`, makeObj("handle", [], { node: client.id }));
    for (const name of path) receiver = getMember(frame, receiver, name, call.at);
    return invokeMethod(frame, receiver, method, call);
  }
  return undefined;
}
