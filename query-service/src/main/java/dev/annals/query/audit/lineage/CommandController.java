package dev.annals.query.audit.lineage;

import dev.annals.eventstore.axon.Provenance;
import dev.annals.eventstore.log.SequencePosition;
import dev.annals.eventstore.projection.ProjectionProgress;
import dev.annals.eventstore.projection.ProjectionRunners;
import dev.annals.query.web.Ids;
import dev.annals.query.web.Missing;
import dev.annals.query.web.PageRequest;
import dev.annals.query.web.Projected;
import dev.annals.query.web.ReadRequest;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** Commands, by what came of them. */
@RestController
final class CommandController {

  private static final Pattern ID = Pattern.compile("[!-~]{1,200}");

  /** Enough to find one of the command, should others share its number. */
  private static final int FIRST_MAX = 4;

  private final RecordedEvents events;
  private final LineageQueries queries;
  private final ProjectionProgress progress;

  CommandController(RecordedEvents events, LineageQueries queries, ProjectionRunners projections) {
    this.events = events;
    this.queries = queries;
    this.progress = projections.progressOf(LineageProjection.ID);
  }

  /**
   * A command and its events.
   *
   * @param next what to send as {@code after} to get the following events; absent at the end
   */
  record CommandEvents(RecordedCommand command, List<RecordedEvent> items, @Nullable Long next) {}

  @GetMapping(path = "/v1/audit/commands/{id}", produces = MediaType.APPLICATION_JSON_VALUE)
  CommandEvents command(@PathVariable String id, PageRequest page, ReadRequest request) {
    var wanted = Ids.parse(id, CommandController::valid);
    var after = page.afterPosition();
    return request.read(progress, () -> command(wanted, after, page));
  }

  private Projected<CommandEvents> command(String id, SequencePosition after, PageRequest page) {
    var first = told(id, queries.ofCommand(id, SequencePosition.ORIGIN, FIRST_MAX).value());
    var command = first.isEmpty() ? null : RecordedCommand.of(first.getFirst());
    if (command == null) {
      throw Missing.because(
          "audit",
          "UNKNOWN_COMMAND",
          "There is no such command",
          "No event came of a command %s: it was rejected, or there is none.".formatted(id));
    }
    var found = queries.ofCommand(id, after, page.limitPlusOne());
    var positions = found.value();
    var items = positions.subList(0, Math.min(page.limit(), positions.size()));
    var next = positions.size() > page.limit() ? items.getLast() : null;
    return new Projected<>(found.position(), new CommandEvents(command, told(id, items), next));
  }

  private List<RecordedEvent> told(String id, List<Long> positions) {
    return events.at(
        positions, event -> id.equals(event.event().metadata().get(Provenance.COMMAND_ID)));
  }

  private static String valid(String id) {
    if (!ID.matcher(id).matches()) {
      throw new IllegalArgumentException("A command's id is 1 to 200 visible ASCII characters");
    }
    return id;
  }
}
