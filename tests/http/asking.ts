import type { Role } from "@/tests/http/expected-permissions";
import type { Ground, Sent } from "@/tests/http/request-parts";
import { type Answer, call, pathWith } from "@/tests/support/api";
import type { HttpGround } from "@/tests/support/http-ground";
import type { World } from "@/tests/support/world";

/** Builds requests of any role about the objects of any operator. */
export interface Asking {
  on(world: World, asker: Role): Ground;
  accountOf(role: Role): string;
  send(operation: string, role: Role, sent: Sent): Promise<Answer>;
}

function tokenOf(ground: HttpGround, role: Role): string | undefined {
  if (role === "anonymous") return undefined;
  if (role === "ministry" || role === "otherMinistry" || role === "platform") return ground[role].token;
  return ground.own.people[role].token;
}

/** The account of a role in a world; in a foreign world, the roles outside of operators are foreign accounts too. */
function accountIn(ground: HttpGround, world: World, role: Role): string {
  const home = world === ground.own;
  if (role === "anonymous") return ground.beside.people.handler.accountId;
  if (role === "ministry") return (home ? ground.ministry : ground.otherMinistry).accountId;
  if (role === "otherMinistry") return (home ? ground.otherMinistry : ground.ministry).accountId;
  if (role === "platform") return (home ? ground.platform : ground.ministry).accountId;
  return world.people[role].accountId;
}

export const asking = (ground: () => HttpGround): Asking => ({
  on: (world, asker) => ({ owner: ground().owner, world, asker, accountOf: (role) => accountIn(ground(), world, role) }),
  accountOf: (role) => accountIn(ground(), ground().own, role),
  send: (operation, role, { params = {}, query, json, body, contentType }) => {
    const [method = "", template = ""] = operation.split(" ");
    const search = query === undefined ? "" : `?${new URLSearchParams(query).toString()}`;
    return call(ground().portal, method, pathWith(template, params) + search, {
      token: tokenOf(ground(), role),
      ...(json === undefined ? {} : { json }),
      ...(body === undefined ? {} : { body }),
      ...(contentType === undefined ? {} : { contentType }),
    });
  },
});
