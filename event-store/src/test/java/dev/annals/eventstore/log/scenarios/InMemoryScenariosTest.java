package dev.annals.eventstore.log.scenarios;

import dev.annals.eventstore.log.EventLog;
import dev.annals.eventstore.log.InMemoryEventLog;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.Nested;

/** The scenarios on the model of a log. */
class InMemoryScenariosTest {

  private static List<EventLog> processes() {
    return List.of(new InMemoryEventLog(Clock.systemUTC()));
  }

  @Nested
  class Courses extends CourseSubscriptionsScenario {
    Courses() {
      super(InMemoryScenariosTest::processes);
    }
  }

  @Nested
  class Usernames extends UniqueUsernameScenario {
    Usernames() {
      super(InMemoryScenariosTest::processes);
    }
  }

  @Nested
  class Invoices extends InvoiceNumberScenario {
    Invoices() {
      super(InMemoryScenariosTest::processes);
    }
  }

  @Nested
  class Tokens extends OptInTokenScenario {
    Tokens() {
      super(InMemoryScenariosTest::processes);
    }
  }

  @Nested
  class Prices extends DynamicProductPriceScenario {
    Prices() {
      super(InMemoryScenariosTest::processes);
    }
  }

  @Nested
  class Records extends RecordOnceScenario {
    Records() {
      super(InMemoryScenariosTest::processes);
    }
  }
}
