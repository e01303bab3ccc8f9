import { Pool } from "pg";

/** The clinic's database; encrypted at rest by the platform (see the policy). */
export const pool = new Pool({ connectionString: process.env.DATABASE_URL, ssl: { rejectUnauthorized: true } });
