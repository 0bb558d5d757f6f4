import "server-only";
import { granted } from "@/lib/domain/shared/result";
import { askedBy, countAfter, countLeftOut, nextUninvited } from "@/lib/features/organisation/bulk-invitations/queries";
import { linkPeople } from "@/lib/features/organisation/invitations/commands";
import { staff } from "@/lib/features/organisation/people/record";
import { invitationList, invitationsBody, PEOPLE_TAG } from "@/lib/features/organisation/record/schema";
import { command, post } from "@/lib/server/use-cases/use-case";

/**
 * Makes links for everybody without a password, like `invitePerson` for one: at most 500 at a time, by department, staff
 * number and name, starting after the person `after`. `onlyMissing`: only for people without a valid link, because a new link ends the old
 * one. People for whom the visitor may not make a link are left out and counted. Each link has an audit entry.
 */
export const inviteEverybody = command({
  name: "people.inviteAll",
  may: "people.manage",
  api: post("/people/invitations", "invitePeople", PEOPLE_TAG, "パスワードを決めていない人すべてのリンクを作る（一度に500人まで）", 201),
  on: staff,
  input: invitationsBody,
  output: invitationList,
  wayBack: { by: "people.inviteAll" },
  takesOwnRights: true,
  async run({ transaction, visitor, subject: { operatorId }, input: { after = null, onlyMissing }, now, each }) {
    const asked = await askedBy(transaction, visitor, operatorId, onlyMissing ? now : null);
    const people = await nextUninvited(transaction, asked, after);
    const links = await linkPeople(transaction, operatorId, people, "bulk", now);
    const invitations = people.flatMap((person) => {
      const link = links.get(person.personId);
      return link ? [{ ...person, ...link }] : [];
    });
    each(invitations.map(({ personId }) => ({ place: `person/${personId}` })));
    const last = people.at(-1)?.personId ?? null;
    const left = last === null ? 0 : await countAfter(transaction, asked, last);
    return granted({ invitations, left, next: left > 0 ? last : null, leftOut: await countLeftOut(transaction, asked) });
  },
});
