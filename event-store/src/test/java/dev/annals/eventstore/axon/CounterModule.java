package dev.annals.eventstore.axon;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.axonframework.eventsourcing.configuration.EventSourcedEntityModule;
import org.axonframework.eventsourcing.configuration.EventSourcingConfigurer;
import org.axonframework.messaging.commandhandling.CommandBus;
import org.axonframework.messaging.commandhandling.CommandMessage;
import org.axonframework.messaging.commandhandling.CommandResultMessage;
import org.axonframework.messaging.commandhandling.GenericCommandMessage;
import org.axonframework.messaging.commandhandling.annotation.Command;
import org.axonframework.messaging.commandhandling.configuration.CommandHandlingModule;
import org.axonframework.messaging.core.MessageStream;
import org.axonframework.messaging.core.MessageType;
import org.axonframework.messaging.core.QualifiedName;
import org.axonframework.messaging.core.conversion.MessageConverter;
import org.axonframework.messaging.core.unitofwork.ProcessingContext;
import org.axonframework.messaging.eventhandling.EventMessage;
import org.axonframework.messaging.eventhandling.annotation.Event;
import org.axonframework.messaging.eventhandling.gateway.EventAppender;
import org.axonframework.messaging.eventstreaming.EventCriteria;
import org.axonframework.messaging.eventstreaming.Tag;
import org.axonframework.modelling.StateManager;
import org.axonframework.modelling.configuration.EntityModule;

/** The smallest context there can be: counters that go up to a limit. */
public final class CounterModule implements AxonModule {

  public static final String TAG = "counterId";

  private static final QualifiedName COUNT = new QualifiedName("test", "Count");
  private static final QualifiedName FORWARD = new QualifiedName("test", "Forward");

  final AtomicInteger handled = new AtomicInteger();
  private final Supplier<EntityModule<String, Counter>> entity;

  private CounterModule(Supplier<EntityModule<String, Counter>> entity) {
    this.entity = entity;
  }

  /** Counters as Axon sources them, from the first event for each decision. */
  public static CounterModule sourced() {
    return new CounterModule(CounterModule::sourcedEntity);
  }

  /** Counters as they are kept between decisions. */
  public static CounterModule folded() {
    return new CounterModule(() -> FoldedEntity.of(new CounterFold()).module());
  }

  @Override
  public EventSourcingConfigurer register(EventSourcingConfigurer configurer) {
    return configurer
        .registerEntity(entity.get())
        .registerCommandHandlingModule(
            CommandHandlingModule.named("counter")
                .commandHandlers()
                .commandHandler(COUNT, this::count)
                .commandHandler(FORWARD, this::forward));
  }

  private static EntityModule<String, Counter> sourcedEntity() {
    return EventSourcedEntityModule.declarative(String.class, Counter.class)
        .messagingModel(
            (config, model) -> {
              var converter = config.getComponent(MessageConverter.class);
              return model
                  .entityEvolver(
                      (counter, event, context) ->
                          counter.evolve(event.<Counted>payloadAs(Counted.class, converter)))
                  .build();
            })
        .entityFactory(config -> (id, first, context) -> new Counter(id, 0))
        .criteriaResolver(config -> (id, context) -> counted(id))
        .build();
  }

  private static EventCriteria counted(String id) {
    return EventCriteria.havingTags(new Tag(TAG, id))
        .andBeingOneOfTypes(new QualifiedName(Counted.TYPE));
  }

  @Override
  public Set<Tag> tagsOf(EventMessage event) {
    return event.payload() instanceof Counted counted
        ? Set.of(new Tag(TAG, counted.counterId()))
        : Set.of();
  }

  private MessageStream.Single<CommandResultMessage> count(
      CommandMessage message, ProcessingContext context) {
    handled.incrementAndGet();
    var command = (Count) message.payload();
    var counter =
        context
            .component(StateManager.class)
            .loadEntity(Counter.class, command.counterId(), context)
            .join();
    var decision = decide(command, counter);
    if (decision.by() != 0) {
      EventAppender.forContext(context).append(decision);
    }
    return MessageStream.empty().cast();
  }

  private static Counted decide(Count command, Counter counter) {
    if (counter.value() + command.by() > command.limit()) {
      throw new CounterFull(counter);
    }
    return new Counted(command.counterId(), command.by());
  }

  /** Dispatches another command from within a handler. */
  private MessageStream.Single<CommandResultMessage> forward(
      CommandMessage message, ProcessingContext context) {
    var type = new MessageType(COUNT, MessageType.DEFAULT_VERSION);
    return MessageStream.fromFuture(
        context
            .component(CommandBus.class)
            .dispatch(
                new GenericCommandMessage(type, ((Forward) message.payload()).command()), context));
  }

  /** Counts up, or down; by nothing at all appends no event. */
  @Command(namespace = "test", name = "Count")
  public record Count(String counterId, int by, int limit) {}

  @Command(namespace = "test", name = "Forward")
  record Forward(Count command) {}

  @Event(namespace = "test", name = "Counted", version = "1")
  public record Counted(String counterId, int by) {

    public static final String TYPE = "test.Counted";
  }

  record Counter(String id, int value) {

    Counter evolve(Counted event) {
      return event.counterId().equals(id) ? new Counter(id, value + event.by()) : this;
    }
  }

  static final class CounterFold implements EventFold<String, Counter, Counted> {

    @Override
    public String name() {
      return "test.counter";
    }

    @Override
    public int version() {
      return 1;
    }

    @Override
    public Class<String> idType() {
      return String.class;
    }

    @Override
    public Class<Counter> stateType() {
      return Counter.class;
    }

    @Override
    public Map<String, Class<? extends Counted>> eventTypes() {
      return Map.of(Counted.TYPE, Counted.class);
    }

    @Override
    public EventCriteria relevant(String id) {
      return counted(id);
    }

    @Override
    public Counter initial(String id) {
      return new Counter(id, 0);
    }

    @Override
    public Counter evolve(Counter counter, Counted event) {
      return counter.evolve(event);
    }
  }

  static final class CounterFull extends RuntimeException {

    private static final long serialVersionUID = 1;

    CounterFull(Counter counter) {
      super("Full: " + counter, null, false, false);
    }
  }
}
