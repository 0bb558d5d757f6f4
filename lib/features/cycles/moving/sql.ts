import "server-only";
import { OWN_CONDUCT } from "@/lib/domain/checking/posts";
import { Prisma } from "@/lib/server/database/client";

/** The sheets `s` of cycles `c` that can move to another department. */
export const MOVABLE = Prisma.sql`c.state IN ('open', 'reviewing') AND s.state <> 'withdrawn'`;

/** The sheets `s` that move with the person whose own conduct they ask about. */
export const FOLLOWS_PERSON = Prisma.sql`s.role = ${OWN_CONDUCT} AND s.state <> 'accepted'`;

/** The sheets `s` that move with the critical system that they are about. */
export const FOLLOWS_SYSTEM = Prisma.sql`s.system_id IS NOT NULL AND s.state <> 'accepted'`;
