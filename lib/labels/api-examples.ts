type Example = string | number | boolean | null;

const PERSON = "青葉 みなと";
const HASH = "3f1c0d5a8e2b4976a1c3e5d7f9b0a2c4e6d8f0a1b3c5d7e9f1a2b4c6d8e0f2a4";

/**
 * What stands in the examples of the API's document, by the name of a field, or of a schema and its field where the same name
 * means something else; `name{}` is a key of a record. All of it is invented. A text without an example here fails a test.
 */
export const API_EXAMPLES: Readonly<Record<string, Example>> = {
  // People and operators.
  ...{ name: PERSON, email: "aoba@example.jp", personName: PERSON, byName: PERSON, makerName: "川辺 そら", accountName: PERSON, approvedBy: PERSON },
  ...{ respondents: PERSON, officer: "省庁担当者", staffNumber: "A-0123", by: PERSON },
  ...{ operatorName: "みなと運輸株式会社", operator: "5f0c1c5e-0000-4000-8000-000000000001", departmentName: "運用部", department: "運用部" },
  ...{ newDepartments: "保守部", systemName: "運行管理システム", system: "運行管理システム", kind: "operation", kindName: "運行管理" },
  ...{ "Operator.name": "みなと運輸株式会社", "ReportedOperator.name": "みなと運輸株式会社", "AddOperatorBody.name": "みなと運輸株式会社" },
  ...{ "Department.name": "運用部", "AddDepartmentBody.name": "運用部", "ChangeDepartmentBody.name": "運用部" },
  ...{ "CriticalSystem.name": "運行管理システム", "AddSystemBody.name": "運行管理システム", "ChangeSystemBody.name": "運行管理システム" },
  ...{ "SystemKind.id": "operation", "SystemKind.name": "運行管理" },
  ...{ sectorId: "rei", sector: "rei", sectorName: "例の分野", "Sector.id": "rei", "Sector.name": "例の分野", ministry: "所管省庁" },
  // Of its roles only some have a place.
  "AppointPersonBody.departmentId": null,
  ...{
    "NameDeputyBody.departmentId": null,
    "NameDeputyBody.order": 1,
    "Deputy.order": 1,
    "Deputy.namedByName": PERSON,
    "Deputy.endedByName": PERSON,
    "Deputy.endedReason": "出張から戻ったため。",
  },
  represented: "ciso//",
  // Accounts and the platform.
  ...{ "Token.name": "夜間の集計", "CreateTokenBody.name": "夜間の集計", "CreateTokenAnswer.name": "夜間の集計", token: "kj_2vYw5mQp8rTz", days: 90 },
  ...{
    current: "mizu to midori no machi",
    password: "umi no mieru shigotoba",
    how: "person",
    as: "ciso",
    because: "addressChanged",
    link: "https://portal.example.jp/invite/2vYw5mQp8rTz",
  },
  ...{ portalVersion: "0.1.0", databaseVersion: "18.4", nodeVersion: "22.13.0", importedAt: "2026-09-01T00:00:00.000Z" },
  ...{ action: "cycle.approve", outcome: "done", target: "cycle/5f0c1c5e-0000-4000-8000-000000000001", targetName: "2026年度 自己点検" },
  ...{ "AuditEntry.id": "1024", what: "2026年度 浸透状況調査：結果の画面", subject: "2026年度 浸透状況調査" },
  // Guidelines.
  ...{
    edition: "rei-1",
    editions: "rei-1",
    "EditionSummary.id": "rei-1",
    guideline: "rei",
    title: "例の安全ガイドライン",
    editionTitle: "例の安全ガイドライン 第1版",
  },
  ...{
    editionLabel: "第1版",
    publisher: "例の省庁",
    note: "例として作ったもの。",
    publishedOn: "2026-04-01",
    contentHash: HASH,
    revision: 1,
    editionRevision: 1,
  },
  ...{
    id: "rei-1/2.1/1",
    item: "rei-1/2.1/1",
    itemId: "rei-1/2.1/1",
    items: "rei-1/2.1/1",
    section: "rei-1/2.1",
    sections: "rei-1/2.1",
    code: "2.1(1)",
    parent: "rei-1/2",
  },
  ...{
    illustrates: "rei-1/2.1/1",
    group: "計画",
    lead: "次のことを行う。",
    heading: "点検の計画",
    text: "点検の計画を毎年立てる。",
    term: "点検",
    actors: "情報セキュリティ責任者",
  },
  ...{
    file: "source.txt",
    lines: "120-124",
    printed: "2.1(1)",
    citedFrom: "2.1(1)",
    documents: "例の規程",
    found: "点険",
    corrected: "点検",
    line: 120,
    mark: 1,
    markLine: 120,
  },
  ...{ "Crosswalk.from": "rei-1", "Crosswalk.to": "rei-2", "GetGuidelineAnswer.from": "rei-1", "GetGuidelineAnswer.to": "rei-2" },
  // Cycles, sheets and answers.
  ...{
    cycle: "5f0c1c5e-0000-4000-8000-000000000002",
    cycleTitle: "2026年度 自己点検",
    "CycleSummary.title": "2026年度 自己点検",
    "GetCycleAnswer.title": "2026年度 自己点検",
  },
  ...{ "TitleAndDates.title": "2026年度 自己点検", "PlanCycleBody.title": "2026年度 自己点検", "ChangePlanBody.title": "2026年度 自己点検" },
  ...{ from: "2026-10-01", to: "2026-12-18", dueOn: "2026-12-11", mutationId: "2026-11-02-0001" },
  ...{ reason: "監査で求められた点検を先に行うため。", returnedReason: "根拠の文書の名前を書いてください。", reopenedReason: "回答の誤りが見つかったため。" },
  ...{ cancelledReason: "計画を作り直すため。", takenBackReason: "対象の事業者を直すため。", remark: "次の見直しで改める。", evidence: "運用規程 第3条" },
  ...{
    key: "運用部",
    "byPhase{}": "plan",
    "bySection{}": "2.1",
    "answers{}": "rei-1/2.1/1",
    "subject{}": "department",
    unit: "項目",
    role: "handler",
    engine: "1",
  },
  ...{
    "Grasp.handedOut": 40,
    rate: 0.85,
    implementationRate: 0.8,
    attainmentRate: 0.75,
    selfCheckRate: 0.9,
    fulfilment: 0.7,
    ratio: 0.8,
    graspRate: 0.85,
    attainedOperatorRate: 0.5,
  },
  // Surveys and submissions.
  ...{ "SurveySummary.title": "2026年度 浸透状況調査", "CreateSurveyBody.title": "2026年度 浸透状況調査", "ChangeSurveyBody.title": "2026年度 浸透状況調査" },
  ...{
    surveyTitle: "2026年度 浸透状況調査",
    fiscalYear: 2026,
    opensOn: "2027-01-12",
    closesOn: "2027-02-26",
    hash: HASH,
    previousHash: HASH,
    state: "open",
    detail: "承認すると、提出できます。",
  },
  // Places in time, parts of lists, and what a flag says.
  ...{
    at: "2026-11-02T01:30:00.000Z",
    createdAt: "2026-11-02T01:30:00.000Z",
    expiresAt: "2027-01-31T01:30:00.000Z",
    page: 1,
    perPage: 50,
    total: 1,
    version: 1,
  },
  ...{ shortcutKeys: true, hasPassword: true, forMinistry: true, allMeasures: true, applied: true },
};
