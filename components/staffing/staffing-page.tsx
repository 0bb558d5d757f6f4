import type { ReactNode } from "react";
import { handOutToAction } from "@/lib/features/staffing/actions";
import type { StaffingView } from "@/lib/features/staffing/record/view";
import { PlannedHandovers } from "../handover/planned-handovers";
import { SectionTabs } from "../organisation/section-tabs";
import { ActionForm } from "../ui/action-form";
import { Button } from "../ui/button";
import { Checkbox, ChoiceGroup } from "../ui/checkbox";
import { PageHeader } from "../ui/page-header";
import { Panel } from "../ui/panel";
import { UserText } from "../ui/user-text";
import { Whole } from "../ui/whole";

/** Who has no sheet, which sheets nobody can answer, and which posts are vacant. */
export function StaffingPage(view: StaffingView) {
  const { lines, planned, withoutSheet, postsWithoutSheet, moreTexts, vacantPosts, vacantText, appoints, unanswerable } = view;
  return (
    <>
      <PageHeader
        title="人の変更と空席"
        note={`点検票やパスワードのない人、回答する人がいない点検票、空席の役職、引継ぎの予定を、ここで${appoints ? "確かめて決めます" : "確かめます"}。`}
      />
      <div className="stack">
        <SectionTabs current="staffing" />
        {[lines, withoutSheet, postsWithoutSheet].every(({ length }) => length === 0) ? <p>足りないものはありません。</p> : null}
        <PlannedHandovers planned={planned} />
        <Panel id="without-sheet" title="点検票のない人" note="回が始まった後に加わった人、戻った人です。このままでは、把握率に入りません。">
          {withoutSheet.length === 0 ? <p>いません。</p> : null}
          <div className="stack">
            {withoutSheet.map((cycle) => (
              <WithoutSheet key={cycle.cycleId} {...cycle} />
            ))}
            {moreTexts.map((text) => (
              <p key={text}>{text}</p>
            ))}
          </div>
        </Panel>
        <Panel
          id="posts-without-sheet"
          title="点検票のない役職"
          note="回が始まった後に登録した部署・重要システムや、後から就く人を決めた役職です。このままでは、把握率に入りません。"
        >
          {postsWithoutSheet.length === 0 ? <p>ありません。</p> : null}
          <div className="stack">
            {postsWithoutSheet.map((cycle) => (
              <PostsWithoutSheet key={cycle.cycleId} {...cycle} />
            ))}
          </div>
        </Panel>
        <Panel
          id="unanswerable"
          title="回答する人がいない点検票"
          note="退職した人の点検票や、空席の役職の点検票です。代行が回答しているものも数えます。配布した枚数に入ったままです。"
        >
          {unanswerable.length === 0 ? <p>ありません。</p> : null}
          <ul className="stack gap-2">
            {unanswerable.map(({ text, href }) => (
              <li key={href}>
                <a href={href}>
                  <UserText>{text}</UserText>
                </a>
              </li>
            ))}
          </ul>
        </Panel>
        <Panel id="vacant" title="空席の役職" note={vacantText}>
          {vacantPosts.length === 0 ? (
            <p>ありません。</p>
          ) : (
            <>
              <Posts posts={vacantPosts} />
              {appoints ? (
                <p className="mt-4">
                  <a href="/operator/people">人と部署</a>から就く人を選び、その人の画面で役割を決めます。
                </p>
              ) : null}
            </>
          )}
        </Panel>
      </div>
    </>
  );
}

function Posts({ posts }: { readonly posts: readonly string[] }) {
  return (
    <ul className="stack gap-2">
      {posts.map((post) => (
        <li key={post}>
          <UserText>{post}</UserText>
        </li>
      ))}
    </ul>
  );
}

type InCycle = Pick<StaffingView["postsWithoutSheet"][number], "title" | "whyNot"> & { readonly children: ReactNode };

/** What is missing in one round, and why it cannot be handed out. */
function InCycle({ title, whyNot, children }: InCycle) {
  return (
    <div>
      <h3 className="heading-4">
        <UserText>{title}</UserText>
      </h3>
      {children}
      {whyNot === null ? null : <p className="mt-3">{whyNot}</p>}
    </div>
  );
}

function PostsWithoutSheet({ posts, href, ...of }: StaffingView["postsWithoutSheet"][number]) {
  return (
    <InCycle {...of}>
      <Posts posts={posts} />
      {href === null ? null : (
        <p className="mt-3">
          <a href={href}>まだ配っていない点検票を配る</a>
        </p>
      )}
    </InCycle>
  );
}

function WithoutSheet({ cycleId, title, whyNot, people, handsOut }: StaffingView["withoutSheet"][number]) {
  if (!handsOut) {
    return (
      <InCycle title={title} whyNot={whyNot}>
        <ul>
          {people.map(({ id, href, name, department }) => (
            <li key={id}>
              <a href={href}>
                <Whole>{name}</Whole>
              </a>
              （<UserText>{department}</UserText>）
            </li>
          ))}
        </ul>
      </InCycle>
    );
  }
  return (
    <ActionForm action={handOutToAction.bind(null, cycleId)} label={title}>
      <ChoiceGroup id={`people-${cycleId}`} name="personIds" legend={title}>
        {people.map(({ id, name, department }) => (
          <Checkbox key={id} name="personIds" value={id} label={name} hint={department} defaultChecked />
        ))}
      </ChoiceGroup>
      <Button type="submit" rank="primary">
        選んだ人に配る
      </Button>
    </ActionForm>
  );
}
