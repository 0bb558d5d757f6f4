import "server-only";
import { tokenParams } from "@/lib/features/accounts/record/schema";
import { none } from "@/lib/server/use-cases/operation";
import type { Asking, On } from "@/lib/server/use-cases/use-case";
import { isIdentifier } from "@/lib/validation/plain-text";

interface Owned {
  readonly accountId: string;
  readonly personId: string;
}

const ofVisitor = ({ visitor: { account, actor } }: Asking): Owned => ({ accountId: account.accountId, personId: actor.personId });

const target = ({ personId }: Owned) => ({ personId });

/** The visitor's own account. */
const own = (place: On<typeof none, Owned>["place"]): On<typeof none, Owned> => ({
  ...{ params: none, place, target },
  find: (_transaction, _params, asking) => Promise.resolve(ofVisitor(asking)),
});

export const ownAccount = own((_params, { visitor }) => `account/${visitor.account.accountId}`);
export const ownTokens = own(() => "tokens");

/** Personal access tokens of the account that are valid now; row-level security shows no others. */
export const usable = (accountId: string, now: Date) => ({ accountId, purpose: "api", revokedAt: null, expiresAt: { gt: now } });

/** A token of the visitor. Another person's token, or an invalid one, is not found. */
export const ownToken: On<typeof tokenParams, Owned & { readonly id: string }> = {
  params: tokenParams,
  place: ({ tokenId }) => `token/${tokenId}`,
  find: async (transaction, { tokenId: id }, asking) => {
    const owned = ofVisitor(asking);
    const there = isIdentifier(id) && (await transaction.accessToken.count({ where: { ...usable(owned.accountId, asking.now), id } })) === 1;
    return there ? { ...owned, id } : null;
  },
  target,
};
