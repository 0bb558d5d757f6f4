import type { SheetChoiceView } from "@/lib/features/handover/record/view";
import { TextArea } from "../ui/text-area";

/** Why sheets are withdrawn. No address may hold it: the form of each step does, also for sheets that are not withdrawn meanwhile. */
export function WithdrawalReasons({ reasons }: { readonly reasons: readonly NonNullable<SheetChoiceView["reason"]>[] }) {
  return (
    <div className="stack gap-3 form-lines">
      {reasons.map(({ name, label, value }) => (
        <TextArea key={name} id={name} name={name} label={label} defaultValue={value} maxLength={1000} required />
      ))}
    </div>
  );
}
