export interface DeclaredMigration {
  readonly name: string;
  /** This code does not work on a schema without it. */
  readonly needed: boolean;
  /** Code that does not know this migration stops working; its script sets `installation.oldest_code` to its name. */
  readonly endsOlderCode: boolean;
}

/**
 * The schemas that this code works with: at least every needed migration, and newer ones of later code as long as the
 * database declares that this code still works. A test compares this list with `prisma/migrations`.
 */
export const MIGRATIONS: readonly DeclaredMigration[] = [
  { name: "20261121000000_tables", needed: true, endsOlderCode: false },
  { name: "20261121000100_locks", needed: true, endsOlderCode: false },
  { name: "20261121120000_address_per_place", needed: true, endsOlderCode: false },
  { name: "20261125120000_counted_sign_ins", needed: true, endsOlderCode: false },
  { name: "20261125120100_fixed_keys", needed: true, endsOlderCode: false },
  { name: "20261129001000_links", needed: true, endsOlderCode: false },
  { name: "20261129001100_rights", needed: true, endsOlderCode: false },
  { name: "20261129001200_first_ciso", needed: true, endsOlderCode: false },
  { name: "20261129001300_makers", needed: true, endsOlderCode: false },
  { name: "20261129002000_examples_set_aside", needed: true, endsOlderCode: false },
  { name: "20261129002100_ticked_remark", needed: true, endsOlderCode: false },
  { name: "20261129003000_ways_back", needed: true, endsOlderCode: false },
  { name: "20261129004000_sign_in_sources", needed: true, endsOlderCode: false },
  { name: "20261129005000_installation", needed: true, endsOlderCode: true },
  { name: "20261129006000_who_may_open", needed: true, endsOlderCode: false },
  { name: "20261129006100_ended_secrets", needed: true, endsOlderCode: false },
  { name: "20261129006200_lifted_locks", needed: true, endsOlderCode: false },
  { name: "20261129006300_whose_password", needed: true, endsOlderCode: false },
  { name: "20261129006400_source_locks", needed: true, endsOlderCode: false },
  { name: "20261129007000_cleared_examples", needed: true, endsOlderCode: false },
  { name: "20261129007100_survey_year", needed: true, endsOlderCode: false },
  { name: "20261129007200_survey_taken_back", needed: true, endsOlderCode: false },
  { name: "20261129008000_outbox", needed: true, endsOlderCode: false },
  { name: "20261129010000_tally_per_scope", needed: true, endsOlderCode: true },
  { name: "20261129011000_edition_revisions", needed: true, endsOlderCode: true },
  { name: "20261129011500_submission_scores", needed: true, endsOlderCode: false },
  { name: "20261129012000_sector_kinds", needed: true, endsOlderCode: false },
  { name: "20261129013000_statistics", needed: false, endsOlderCode: false },
  { name: "20261129014000_not_applicable_answers", needed: false, endsOlderCode: false },
  { name: "20261129014100_remarked_answers", needed: false, endsOlderCode: false },
  { name: "20261129015000_sheets_to_review", needed: false, endsOlderCode: false },
  { name: "20261129160000_posts_follow", needed: true, endsOlderCode: false },
  { name: "20261129160100_moved_sheets", needed: true, endsOlderCode: false },
  { name: "20261129160200_without_password", needed: true, endsOlderCode: false },
  { name: "20261129161000_deputies", needed: true, endsOlderCode: false },
  { name: "20261129162000_return_undo", needed: true, endsOlderCode: false },
  { name: "20261129163000_remark_responses", needed: true, endsOlderCode: false },
  { name: "20261129163100_copied_answers", needed: true, endsOlderCode: true },
  { name: "20261129163200_represented_responses", needed: true, endsOlderCode: false },
  { name: "20261129165000_text_folds", needed: true, endsOlderCode: false },
  { name: "20261129167000_audit_origin", needed: true, endsOlderCode: false },
  { name: "20261129167100_security_events", needed: true, endsOlderCode: false },
  { name: "20261129167200_stopped_operators", needed: true, endsOlderCode: false },
  { name: "20261129168000_tally_items", needed: false, endsOlderCode: false },
  { name: "20261129169000_office_names", needed: true, endsOlderCode: false },
  { name: "20261130000000_audit_changes", needed: true, endsOlderCode: false },
  { name: "20261130048000_planned_handovers", needed: true, endsOlderCode: false },
  { name: "20261130049000_taken_out_of_surveys", needed: true, endsOlderCode: false },
  { name: "20261130049100_late_corrections", needed: true, endsOlderCode: false },
  { name: "20261130050000_withdrawn_remarks", needed: true, endsOlderCode: false },
  { name: "20261130052000_account_search", needed: true, endsOlderCode: false },
  { name: "20261130052100_events_of_leavers", needed: true, endsOlderCode: false },
  { name: "20261130053000_nothing_to_see", needed: true, endsOlderCode: false },
  { name: "20261130053100_accounts_seen", needed: true, endsOlderCode: false },
  { name: "20261130100000_radicals", needed: true, endsOlderCode: false },
  { name: "20261130110000_sheets_of_places", needed: true, endsOlderCode: false },
  { name: "20261130111000_who_asks", needed: false, endsOlderCode: false },
  { name: "20261130113000_respondents_added", needed: false, endsOlderCode: false },
  { name: "20261130121000_entries_of_sessions", needed: false, endsOlderCode: false },
  { name: "20261130130000_left_out_while_vacant", needed: true, endsOlderCode: false },
];
