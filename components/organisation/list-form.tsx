import { Panel } from "@/components/ui/panel";
import { sentence } from "@/lib/labels/own-direction";

interface ListFormProps {
  /** 「名簿」 */
  readonly name: string;
  readonly example: string;
  readonly rules: readonly string[];
  /** The way without a script: 「POST /api/v1/people/import」 */
  readonly api: string;
}

/** What a list (CSV) looks like that can be imported. */
export function ListForm({ name, example, rules, api }: ListFormProps) {
  return (
    <Panel id="form" title={sentence`${name}の形`}>
      <div className="stack gap-3">
        <pre className="overflow-x-auto" tabIndex={0} role="group" aria-label={`${name}の例`}>
          {example}
        </pre>
        <ul className="list-disc pl-5">
          {rules.map((rule) => (
            <li key={rule}>{rule}</li>
          ))}
        </ul>
        <noscript>この画面の取り込みには JavaScript が要ります。API（{api}）でも取り込めます。</noscript>
      </div>
    </Panel>
  );
}
