import { pool } from "./db";

export interface AccessEvent {
  userId: string;
  action: "read" | "create" | "update" | "export" | "send";
  resource: string;
  outcome: "success" | "failure";
}

/** Writes to the append-only audit trail; the time is set here. */
export async function recordAccess(event: Partial<AccessEvent>): Promise<void> {
  await pool.query("INSERT INTO audit_trail (at, user_id, action, resource, outcome) VALUES (now(), $1, $2, $3, $4)", [
    event.userId, event.action, event.resource, event.outcome,
  ]);
}
