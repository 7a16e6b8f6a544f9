package dev.annals.eventstore.projection;

import javax.sql.DataSource;
import org.flywaydb.core.Flyway;

/** The table of tracking tokens, in the read database beside the rows it speaks of. */
public final class ProjectionSchema {

  /** Not Flyway's default, which belongs to the read models' own migrations. */
  static final String HISTORY_TABLE = "projection_schema_history";

  private ProjectionSchema() {}

  /** Creates or updates the table. Safe to run by several processes at once, and again. */
  public static void migrate(DataSource readDatabase) {
    Flyway.configure()
        .dataSource(readDatabase)
        .locations("classpath:db/projection")
        .table(HISTORY_TABLE)
        // The read models' tables may be there first.
        .baselineOnMigrate(true)
        .baselineVersion("0")
        .load()
        .migrate();
  }
}
