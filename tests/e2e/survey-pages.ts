import type { Visit } from "@/tests/e2e/pages";

/** The pages of the ministry. */
export const SURVEY_VISITS: readonly Visit[] = [
  { route: "/ministry", name: "ministry", as: "ministry", path: () => "/ministry" },
  { route: "/ministry/surveys/new", name: "survey-new", as: "ministry", path: () => "/ministry/surveys/new" },
  { route: "/ministry/surveys/[surveyId]", name: "survey", as: "ministry", path: ({ closedSurvey }) => `/ministry/surveys/${closedSurvey}`, shown: true },
  {
    ...{ route: "/ministry/surveys/[surveyId]", name: "survey-search", as: "ministry" },
    path: ({ closedSurvey }) => `/ministry/surveys/${closedSurvey}?tier=reference&q=${encodeURIComponent("空港")}&order=name`,
  },
  { route: "/ministry/surveys/[surveyId]", name: "survey-running", as: "ministry", path: ({ openSurvey }) => `/ministry/surveys/${openSurvey}` },
  {
    route: "/ministry/surveys/[surveyId]/add-operators",
    name: "survey-add-operators",
    as: "ministry",
    path: ({ plannedSurvey }) => `/ministry/surveys/${plannedSurvey}/add-operators`,
  },
  {
    route: "/ministry/surveys/[surveyId]/open",
    name: "survey-opening",
    as: "ministry",
    path: ({ plannedSurvey }) => `/ministry/surveys/${plannedSurvey}/open`,
  },
  { route: "/ministry/surveys/[surveyId]/items", name: "survey-items", as: "ministry", path: ({ closedSurvey }) => `/ministry/surveys/${closedSurvey}/items` },
  {
    route: "/ministry/surveys/[surveyId]/crosswalk",
    name: "survey-crosswalk",
    as: "ministry",
    path: ({ closedSurvey }) => `/ministry/surveys/${closedSurvey}/crosswalk`,
  },
  {
    ...{ route: "/ministry/surveys/[surveyId]/operators/[operatorId]", name: "survey-operator", as: "ministry" },
    path: ({ closedSurvey, submitter }) => `/ministry/surveys/${closedSurvey}/operators/${submitter}`,
  },
  {
    ...{ route: "/ministry/surveys/[surveyId]/operators/[operatorId]/late-correction", name: "survey-late-correction", as: "ministry" },
    path: ({ closedSurvey, submitter }) => `/ministry/surveys/${closedSurvey}/operators/${submitter}/late-correction`,
  },
  {
    ...{ route: "/ministry/surveys/[surveyId]/operators/[operatorId]/take-out", name: "survey-take-out", as: "ministry" },
    path: ({ openSurvey, missing }) => `/ministry/surveys/${openSurvey}/operators/${missing}/take-out`,
  },
];
