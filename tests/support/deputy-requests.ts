import { randomUUID } from "node:crypto";
import { type Build, newcomer } from "@/tests/http/request-parts";
import { dayFromNow } from "@/tests/support/days";
import { insert, type World } from "@/tests/support/world";

/** Every request names in an order and a period of its own, because those of a post must not overlap. */
let days = 0;

/** Names a new person a deputy of the post. */
export const naming =
  (post: (world: World) => object): Build =>
  async (ground) => {
    const personId = await newcomer(ground);
    const day = dayFromNow((days += 1));
    return { json: { personId, ...post(ground.world), order: 1, from: day, until: day, reason: "長期の出張のため" } };
  };

/** Ends the deputyship of a new person of the post. */
export const deputyToEnd =
  (post: (world: World) => object): Build =>
  async (ground) => {
    const { operatorId, people } = ground.world;
    const [deputyId, day] = [randomUUID(), dayFromNow(0)];
    await insert(ground.owner, "deputy", [
      {
        ...{ operator_id: operatorId, id: deputyId, person_id: await newcomer(ground), ...post(ground.world), ordinal: 9, from_on: day, until_on: day },
        ...{ reason: "長期の出張のため", named_at: new Date().toISOString(), named_by: people.ciso.personId },
      },
    ]);
    return { params: { deputyId }, json: { reason: "戻ったため" } };
  };
