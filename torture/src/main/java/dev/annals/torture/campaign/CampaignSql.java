package dev.annals.torture.campaign;

import java.util.List;

/** Every statement of the campaign itself. */
final class CampaignSql {

  static final String CUT_A_CONNECTION =
      """
      SELECT pg_terminate_backend(pid)
        FROM (SELECT pid
                FROM pg_stat_activity
               WHERE application_name LIKE 'annals-%'
               ORDER BY random()
               LIMIT 1) AS victim
      """;

  static final String FIND_A_BACKEND =
      """
      SELECT pid
        FROM pg_stat_activity
       WHERE application_name LIKE 'annals-%'
       ORDER BY random()
       LIMIT 1
      """;

  static final String TAKE_A_TRANSACTION_ID = "SELECT pg_current_xact_id()";

  static final String CHANGE_A_STRANGER = "INSERT INTO public.stranger VALUES (1)";

  static final String CREATE_STRANGER = "CREATE TABLE public.stranger (n int)";

  static final List<String> ALL =
      List.of(
          CREATE_STRANGER,
          CUT_A_CONNECTION,
          FIND_A_BACKEND,
          TAKE_A_TRANSACTION_ID,
          CHANGE_A_STRANGER);

  private CampaignSql() {}
}
