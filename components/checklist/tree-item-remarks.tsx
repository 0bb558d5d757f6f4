"use client";

import { Icon } from "../ui/icon";
import { useChecklist } from "./checklist-context";

/** 所見 at the head of the tree: a returned sheet is worked off by them. */
export default function TreeItemRemarks() {
  const { itemRemarks, cards, current, goTo } = useChecklist();
  const done = itemRemarks.all.filter((one) => one.done).length;
  return (
    <li>
      <span className="tree-line" data-phase>
        <span>所見　{itemRemarks.all.length}件</span>
        <span className="tree-count" data-full={done === itemRemarks.all.length}>
          {done}/{itemRemarks.all.length} 済み
        </span>
      </span>
      <ul>
        {itemRemarks.all.map((one) => (
          <li key={one.remarkId}>
            <a
              className="tree-line"
              href={one.href}
              aria-current={current === one.itemId ? "location" : undefined}
              onClick={(event) => {
                if (!cards.some((card) => card.itemId === one.itemId)) return;
                event.preventDefault();
                goTo(one.itemId);
              }}
            >
              <span>{one.label}</span>
              <span className="tree-count" data-full={one.done}>
                <Icon name={one.done ? "check" : "note"} />
                <span className="sr-only">{one.done ? "対応済み" : "まだ"}</span>
              </span>
            </a>
          </li>
        ))}
      </ul>
    </li>
  );
}
