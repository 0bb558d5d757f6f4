import { type Ground, newcomer, type Sent, unique } from "@/tests/http/request-parts";

/** A list of one row, as a file. */
export const listOf = (head: string, row: string): Sent => ({ body: `${head}\n${row}\n`, contentType: "text/csv" });

/** The mail address of a person whom no other test uses. */
export async function newcomersAddress(ground: Ground): Promise<string> {
  const { rows } = await ground.owner.query<{ email: string }>("SELECT email FROM person WHERE id = $1", [await newcomer(ground)]);
  return rows[0]?.email ?? "";
}

/** A list that gives a newcomer the role. */
export const roleRow = async (ground: Ground, role: string): Promise<Sent> => listOf("メール,役割", `${await newcomersAddress(ground)},${role}`);

/** A list with a new critical system, of the first kind of the sector. */
export async function systemRow({ owner, world }: Ground): Promise<Sent> {
  const { rows } = await owner.query<{ kind: string; department: string }>(
    "SELECT s.kinds->0->>'name' AS kind, d.name AS department FROM operator o JOIN sector s ON s.id = o.sector_id JOIN department d ON d.operator_id = o.id WHERE d.id = $1",
    [world.departments[0]],
  );
  return listOf("重要システム,種類,部署", `${unique("システム")},${rows[0]?.kind ?? ""},${rows[0]?.department ?? ""}`);
}
