package dev.annals.torture.seal;

import java.util.List;

/** Every statement of the campaign itself. */
final class SealCampaignSql {

  /** The server's process of a session that seals, or waits for its turn to. */
  static final String FIND_A_SEALING_BACKEND =
      """
      SELECT pid
        FROM pg_stat_activity
       WHERE application_name LIKE 'annals-%-sealer'
       ORDER BY random()
       LIMIT 1
      """;

  static final List<String> ALL = List.of(FIND_A_SEALING_BACKEND);

  private SealCampaignSql() {}
}
