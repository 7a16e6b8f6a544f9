package dev.annals.query.audit;

import dev.annals.eventstore.projection.ReplayStart;
import dev.annals.eventstore.projection.Replays;
import dev.annals.query.web.Page;
import dev.annals.query.web.PageRequest;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping(path = "/v1/audit/replays", produces = MediaType.APPLICATION_JSON_VALUE)
final class ReplaysController {

  private final Replays replays;
  private final ReplayWishes wishes;
  private final Clock clock;

  ReplaysController(Replays replays, ReplayWishes wishes, ObjectProvider<Clock> clock) {
    this.replays = replays;
    this.wishes = wishes;
    this.clock = clock.getIfAvailable(Clock::systemUTC);
  }

  @PostMapping
  ResponseEntity<ReplayView> begin(@RequestBody ReplayWish wish) {
    return switch (replays.begin(wishes.request(wish))) {
      case ReplayStart.Started(var replay) ->
          ResponseEntity.accepted()
              .location(URI.create("/v1/audit/replays/" + replay.replay()))
              .body(ReplayView.of(replay, clock.instant()));
      case ReplayStart.TooManyRunning(var max) ->
          throw AuditProblems.later(
              HttpStatus.SERVICE_UNAVAILABLE,
              "TOO_MANY_REPLAYS_RUNNING",
              "Too many replays are running",
              "This instance runs %d replays already.".formatted(max),
              Duration.ofSeconds(5));
      case ReplayStart.TooManyKept(var max) ->
          throw AuditProblems.later(
              HttpStatus.SERVICE_UNAVAILABLE,
              "TOO_MANY_REPLAYS",
              "There are too many replays",
              "There are %d replays already; drop one that is not needed.".formatted(max),
              Duration.ofMinutes(1));
    };
  }

  /** Newest first; {@code after} is the last one seen. */
  @GetMapping
  Page<ReplayView, Long> replays(PageRequest page) {
    var before = page.after() == null ? Long.MAX_VALUE : page.afterPosition().value();
    var now = clock.instant();
    var found =
        replays.page(before, page.limitPlusOne()).stream()
            .map(replay -> ReplayView.of(replay, now))
            .toList();
    return Page.cut(found, page.limit(), ReplayView::replay);
  }

  @GetMapping("/{replay}")
  ReplayView replay(@PathVariable long replay) {
    return replays
        .find(replay)
        .map(found -> ReplayView.of(found, clock.instant()))
        .orElseThrow(() -> AuditProblems.unknownReplay(replay));
  }

  @DeleteMapping("/{replay}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void drop(@PathVariable long replay) {
    switch (replays.drop(replay)) {
      case DONE -> {}
      case NO_SUCH_REPLAY -> throw AuditProblems.unknownReplay(replay);
      case IN_USE ->
          throw AuditProblems.later(
              HttpStatus.CONFLICT,
              "REPLAY_IN_USE",
              "The replay is in use",
              "Replay %d is being read.".formatted(replay),
              Duration.ofSeconds(5));
    }
  }
}
