package dev.annals.benchmarks.peer;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.annals.benchmarks.measure.Callers;
import dev.annals.benchmarks.measure.Contestant;
import dev.annals.benchmarks.measure.Run;
import dev.annals.benchmarks.server.Database;
import dev.annals.benchmarks.store.SampleEvents;
import dev.annals.eventstore.axon.JacksonConverter;
import jakarta.persistence.EntityManagerFactory;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.axonframework.eventsourcing.eventstore.AppendCondition;
import org.axonframework.eventsourcing.eventstore.ConsistencyMarker;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine.AppendTransaction;
import org.axonframework.eventsourcing.eventstore.GenericTaggedEventMessage;
import org.axonframework.eventsourcing.eventstore.TaggedEventMessage;
import org.axonframework.eventsourcing.eventstore.jpa.AggregateBasedJpaEventStorageEngine;
import org.axonframework.eventsourcing.eventstore.jpa.AggregateEventEntry;
import org.axonframework.eventsourcing.eventstore.jpa.SQLStateResolver;
import org.axonframework.messaging.core.MessageType;
import org.axonframework.messaging.eventhandling.EventMessage;
import org.axonframework.messaging.eventhandling.GenericEventMessage;
import org.axonframework.messaging.eventhandling.conversion.DelegatingEventConverter;
import org.axonframework.messaging.eventstreaming.EventCriteria;
import org.axonframework.messaging.eventstreaming.Tag;
import org.hibernate.cfg.BatchSettings;
import org.hibernate.cfg.JdbcSettings;
import org.hibernate.cfg.MappingSettings;
import org.hibernate.cfg.SchemaToolingSettings;
import org.hibernate.jpa.HibernatePersistenceConfiguration;
import org.hibernate.tool.schema.Action;

/**
 * The open-source JPA event storage engine of Axon Framework 5.0.1, on Hibernate and HikariCP, with
 * its payloads as {@code bytea}, as its documentation recommends for PostgreSQL.
 *
 * <p>It knows no consistency boundary but the aggregate. In its favour each caller has aggregates
 * of its own, so that none ever conflicts, and events carry the aggregate's tag only, since it
 * takes no second one.
 */
public final class AxonJpa implements AutoCloseable {

  public static final String NAME = "Axon JPA";

  private static final int CONNECTIONS = 64;
  private static final int BATCH = 50;
  private static final int AGGREGATES_PER_CALLER = 1_500;
  private static final MessageType TYPE = new MessageType(SampleEvents.TYPE, "1");

  private final HikariDataSource pool;
  private final EntityManagerFactory factory;
  private final EventStorageEngine engine;
  private final AxonJpaCheck check;

  private AxonJpa(HikariDataSource pool, EntityManagerFactory factory) {
    this.pool = pool;
    this.factory = factory;
    var transactions = new JpaTransactions(factory);
    this.engine =
        new AggregateBasedJpaEventStorageEngine(
            transactions,
            transactions,
            new DelegatingEventConverter(new JacksonConverter(JacksonConverter.storedJson())),
            config -> config.persistenceExceptionResolver(new SQLStateResolver()));
    this.check = new AxonJpaCheck(pool);
  }

  /** Creates its table in an empty database. */
  public static AxonJpa create(Database database) {
    var config = new HikariConfig();
    config.setJdbcUrl(database.url());
    config.setUsername(database.user());
    config.setPassword(database.password());
    config.setMaximumPoolSize(CONNECTIONS);
    var pool = new HikariDataSource(config);
    var factory =
        new HibernatePersistenceConfiguration("axon")
            .managedClass(AggregateEventEntry.class)
            .property(JdbcSettings.JAKARTA_NON_JTA_DATASOURCE, pool)
            .property(JdbcSettings.DIALECT, ByteaDialect.class.getName())
            .property(MappingSettings.GLOBALLY_QUOTED_IDENTIFIERS, true)
            .property(BatchSettings.STATEMENT_BATCH_SIZE, BATCH)
            .property(SchemaToolingSettings.HBM2DDL_AUTO, Action.CREATE_ONLY)
            .createEntityManagerFactory();
    return new AxonJpa(pool, factory);
  }

  /** This engine under the conditional appends of a number of callers. */
  public Contestant with(String name, int callers) {
    return new WithCallers(name, callers);
  }

  @Override
  public void close() {
    factory.close();
    pool.close();
  }

  /** A number of callers, in each run with new aggregates. */
  private final class WithCallers implements Contestant {

    private final String name;
    private final int callers;
    private int runs;

    WithCallers(String name, int callers) {
      this.name = name;
      this.callers = callers;
    }

    @Override
    public String name() {
      return name;
    }

    @Override
    public Run run(Duration time) {
      var all = new ArrayList<Caller>();
      runs++;
      for (var i = 0; i < callers; i++) {
        all.add(new Caller(i, "%s-%d-%d-".formatted(name, runs, i)));
      }
      try {
        var before = check.count();
        var run = Callers.work(callers, time, caller -> all.get(caller).append());
        check.requireGrown(before, run.events());
        return run;
      } catch (SQLException e) {
        throw new IllegalStateException("Cannot check " + name, e);
      }
    }
  }

  /** Appends to its own aggregates. For one thread. */
  private final class Caller {

    private final String prefix;
    private final SampleEvents events;
    private final ConsistencyMarker[] markers = new ConsistencyMarker[AGGREGATES_PER_CALLER];
    private long appends;

    Caller(int seed, String prefix) {
      this.prefix = prefix;
      this.events = new SampleEvents(seed);
      Arrays.fill(markers, ConsistencyMarker.ORIGIN);
    }

    int append() {
      var aggregate = events.below(AGGREGATES_PER_CALLER);
      var tag = new Tag(SampleEvents.ENTITY, prefix + aggregate);
      var condition =
          AppendCondition.withCriteria(EventCriteria.havingTags(tag))
              .withMarker(markers[aggregate]);
      var batch = batch(aggregate, tag);
      markers[aggregate] = committed(engine.appendEvents(condition, null, batch).join());
      return batch.size();
    }

    private List<TaggedEventMessage<?>> batch(int aggregate, Tag tag) {
      var metadata = SampleEvents.metadata(prefix, ++appends, 0);
      var batch = new ArrayList<TaggedEventMessage<?>>();
      for (var event : events.append(aggregate, metadata)) {
        EventMessage message = new GenericEventMessage(TYPE, event.payload(), event.metadata());
        batch.add(new GenericTaggedEventMessage<>(message, Set.of(tag)));
      }
      return batch;
    }

    private static <T> ConsistencyMarker committed(AppendTransaction<T> transaction) {
      var committed = transaction.commit(null).join();
      return transaction.afterCommit(committed, null).join();
    }
  }
}
