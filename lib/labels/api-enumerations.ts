import { OPERATOR_ROLES } from "@/lib/domain/checking/posts";
import { ANSWER_STATUSES, CYCLE_STATES, EXAMPLE_MODES, SHEET_STATES, SURVEY_STATES } from "@/lib/domain/checking/state";
import { GAP_RULE_CODES } from "@/lib/domain/gap/rules";
import { ANSWERING_ROLES, PHASES, TIERS } from "@/lib/domain/guideline/edition";
import { COURSES, HANDOVER_EVENTS } from "@/lib/domain/handover/courses";

/** Names of the enumerations that the API document has at several places, so that generated clients have one type for each. */
export const API_ENUMERATIONS: Readonly<Record<string, readonly string[]>> = {
  AnswerStatus: ANSWER_STATUSES,
  AnsweringRole: ANSWERING_ROLES,
  ExampleMode: EXAMPLE_MODES,
  GapRuleCode: GAP_RULE_CODES,
  HandoverCourse: COURSES,
  HandoverEvent: HANDOVER_EVENTS,
  OperatorRole: OPERATOR_ROLES,
  Phase: PHASES,
  StateOfCycle: CYCLE_STATES,
  StateOfSheet: SHEET_STATES,
  StateOfSurvey: SURVEY_STATES,
  Tier: TIERS,
};
