package dev.annals.eventstore.log.scenarios;

import dev.annals.eventstore.log.EventLog;
import dev.annals.eventstore.log.postgres.TestLog;
import java.util.List;
import org.junit.jupiter.api.Nested;

/** The scenarios on PostgreSQL, told by two processes. */
class PostgresScenariosIT {

  private static List<EventLog> processes() {
    var log = TestLog.create();
    return List.of(log.open(), log.open());
  }

  @Nested
  class Courses extends CourseSubscriptionsScenario {
    Courses() {
      super(PostgresScenariosIT::processes);
    }
  }

  @Nested
  class Usernames extends UniqueUsernameScenario {
    Usernames() {
      super(PostgresScenariosIT::processes);
    }
  }

  @Nested
  class Invoices extends InvoiceNumberScenario {
    Invoices() {
      super(PostgresScenariosIT::processes);
    }
  }

  @Nested
  class Tokens extends OptInTokenScenario {
    Tokens() {
      super(PostgresScenariosIT::processes);
    }
  }

  @Nested
  class Prices extends DynamicProductPriceScenario {
    Prices() {
      super(PostgresScenariosIT::processes);
    }
  }

  @Nested
  class Records extends RecordOnceScenario {
    Records() {
      super(PostgresScenariosIT::processes);
    }
  }
}
