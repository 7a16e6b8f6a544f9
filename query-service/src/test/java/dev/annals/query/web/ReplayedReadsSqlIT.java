package dev.annals.query.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.annals.query.testing.ReadDatabase;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReplayedReadsSqlIT {

  private final ReadDatabase database = new ReadDatabase();

  @Test
  void every_statement_can_be_planned() {
    assertThat(ReplayedReadsSql.ALL)
        .allSatisfy(sql -> assertThat(database.plan(sql, Map.of("replay", 1L))).isNotEmpty());
  }
}
