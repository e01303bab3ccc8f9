import type { Request, RequestHandler } from "express";

export interface Session {
  userId: string;
  role: "patient" | "clinician" | "admin";
}

const sessions = new Map<string, Session>();

export function sessionOf(req: Request): Session | undefined {
  return sessions.get(req.get("authorization")?.replace("Bearer ", "") ?? "");
}

export const requireSession: RequestHandler = (req, res, next) => {
  if (sessionOf(req)) next();
  else res.sendStatus(401);
};

export function requireRole(role: Session["role"]): RequestHandler {
  return (req, res, next) => {
    if (sessionOf(req)?.role === role) next();
    else res.sendStatus(403);
  };
}

/** The caller's id, after one of the guards. */
export const userOf = (req: Request): string => sessionOf(req)?.userId ?? "unknown";
