package dev.annals.query.audit.lineage;

import dev.annals.eventstore.axon.Provenance;
import dev.annals.eventstore.log.SequencePosition;
import dev.annals.eventstore.log.SequencedEvent;
import dev.annals.eventstore.projection.ProjectionProgress;
import dev.annals.eventstore.projection.ProjectionRunners;
import dev.annals.query.audit.lineage.Lineage.Related;
import dev.annals.query.audit.lineage.Lineage.Relation;
import dev.annals.query.web.LogProgress;
import dev.annals.query.web.Missing;
import dev.annals.query.web.PageRequest;
import dev.annals.query.web.Positions;
import dev.annals.query.web.Projected;
import dev.annals.query.web.ReadRequest;
import dev.annals.web.ProblemException;
import dev.annals.web.ProblemType;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping(path = "/v1/audit/events", produces = MediaType.APPLICATION_JSON_VALUE)
final class LineageController {

  /** No correlation at all, which no event has. */
  private static final String NONE = "";

  private final RecordedEvents events;
  private final LineageQueries queries;
  private final LogProgress log;
  private final ProjectionProgress progress;

  LineageController(
      RecordedEvents events,
      LineageQueries queries,
      LogProgress log,
      ProjectionRunners projections) {
    this.events = events;
    this.queries = queries;
    this.log = log;
    this.progress = projections.progressOf(LineageProjection.ID);
  }

  /** The event with all that was recorded about it. */
  @GetMapping("/{position}")
  RecordedEvent event(@PathVariable String position, ReadRequest request) {
    var wanted = parse(position);
    return request
        .read(log, () -> new Projected<>(events.head(), events.find(wanted)))
        .map(RecordedEvent::of)
        .orElseThrow(() -> unknown(wanted));
  }

  @GetMapping("/{position}/lineage")
  Lineage lineage(@PathVariable String position, PageRequest page, ReadRequest request) {
    var wanted = parse(position);
    var after = page.afterPosition();
    // What is there already is waited for; what is not, only if the client says so.
    var found =
        wanted.isAfter(events.head())
            ? request.read(progress, () -> lineage(wanted, after, page))
            : request.readIncluding(progress, wanted, () -> lineage(wanted, after, page));
    return found.orElseThrow(() -> unknown(wanted));
  }

  private Projected<Optional<Lineage>> lineage(
      SequencePosition wanted, SequencePosition after, PageRequest page) {
    var event = events.find(wanted);
    var correlation =
        event.map(each -> each.event().metadata().getOrDefault(Provenance.CORRELATION_ID, NONE));
    var related = queries.ofCorrelation(correlation.orElse(NONE), after, page.limitPlusOne());
    if (event.isEmpty() || wanted.isAfter(related.position())) {
      return new Projected<>(related.position(), Optional.empty());
    }
    var positions = related.value();
    if (correlation.get().equals(NONE)) {
      // Then it is related to nothing but itself.
      positions = wanted.isAfter(after) ? List.of(wanted.value()) : List.of();
    }
    var told = new Told(event.get(), correlation.get(), page.limit());
    return new Projected<>(related.position(), Optional.of(told.lineage(positions)));
  }

  /** The answer about one event. */
  private final class Told {

    private final SequencedEvent event;
    private final String correlation;
    private final int limit;

    Told(SequencedEvent event, String correlation, int limit) {
      this.event = event;
      this.correlation = correlation;
      this.limit = limit;
    }

    Lineage lineage(List<Long> positions) {
      var items = positions.subList(0, Math.min(limit, positions.size()));
      var causes = queries.causes(event.position(), LineageQueries.STEPS_MAX);
      var effects = queries.effects(event.position(), items);
      var itself = RecordedEvent.withoutData(event);
      var ancestors = new Ancestors(Set.copyOf(causes), causes.size() == LineageQueries.STEPS_MAX);
      var nearest = causes.subList(0, Math.min(Lineage.CAUSES_MAX, causes.size()));
      return new Lineage(
          itself,
          RecordedCommand.of(itself),
          events.at(nearest, _ -> true),
          events.at(items, this::isCorrelated).stream()
              .map(item -> new Related(relation(item, itself, ancestors, effects), item))
              .toList(),
          positions.size() > limit ? items.getLast() : null);
    }

    private boolean isCorrelated(SequencedEvent other) {
      return correlation.equals(
          other.event().metadata().getOrDefault(Provenance.CORRELATION_ID, NONE));
    }
  }

  /**
   * What led to an event.
   *
   * @param cut whether there may be more of them, further back
   */
  private record Ancestors(Set<Long> positions, boolean cut) {}

  private static Relation relation(
      RecordedEvent item, RecordedEvent itself, Ancestors causes, Map<Long, Boolean> effects) {
    if (item.position() == itself.position()) {
      return Relation.SELF;
    }
    if (causes.positions().contains(item.position())) {
      return Relation.CAUSE;
    }
    var effect = effects.get(item.position());
    if (effect != null) {
      return effect ? Relation.EFFECT : Relation.UNTOLD;
    }
    var command = item.provenance().get(Provenance.COMMAND_ID);
    if (command != null && command.equals(itself.provenance().get(Provenance.COMMAND_ID))) {
      return Relation.SAME_COMMAND;
    }
    return causes.cut() && item.position() < itself.position()
        ? Relation.UNTOLD
        : Relation.CORRELATED;
  }

  private static SequencePosition parse(String text) {
    var position = Positions.parse(text);
    if (position == null || position.equals(SequencePosition.ORIGIN)) {
      throw new ProblemException(
          ProblemType.INVALID_FIELD
              .because("The parameter 'position' must be a whole number of at least 1.")
              .with("field", "position"));
    }
    return position;
  }

  private static ProblemException unknown(SequencePosition position) {
    return Missing.because(
        "audit",
        "UNKNOWN_EVENT",
        "There is no such event",
        "The log has no event at position %s.".formatted(position));
  }
}
