package dev.annals.query.projections;

import dev.annals.eventstore.deadletter.DeadLetter;
import dev.annals.eventstore.deadletter.DeadLetterAct.Request;
import dev.annals.eventstore.log.EventQuery;
import dev.annals.eventstore.log.EventReader;
import dev.annals.eventstore.log.SequencePosition;
import dev.annals.eventstore.privacy.PersonalReader;
import dev.annals.eventstore.privacy.PersonalReader.StoredPayload;
import dev.annals.eventstore.projection.LiveDeadLetters;
import dev.annals.query.web.Missing;
import dev.annals.query.web.Page;
import dev.annals.query.web.PageRequest;
import dev.annals.web.ProblemException;
import dev.annals.web.ProblemType;
import dev.annals.web.RequestProvenance;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Letters are named in bodies and parameters, since ordering keys may hold any character. */
@RestController
@RequestMapping(
    path = "/v1/projections/{name}/dead-letters",
    produces = MediaType.APPLICATION_JSON_VALUE)
final class DeadLettersController {

  /** Nobody is known by name yet. */
  private static final String ACTOR = RequestProvenance.ANONYMOUS;

  private static final int REASON_LENGTH_MAX = 1_000;

  private final KnownProjections projections;
  private final EventReader log;
  private final PersonalReader personal;
  private final RequestProvenance provenance;

  DeadLettersController(
      KnownProjections projections,
      EventReader log,
      PersonalReader personal,
      RequestProvenance provenance) {
    this.projections = projections;
    this.log = log;
    this.personal = personal;
    this.provenance = provenance;
  }

  /**
   * What to do.
   *
   * @param key of the sequence; absent for all of them
   * @param position of the letter to evict
   */
  record Wish(@Nullable String key, @Nullable Long position, @Nullable String reason) {}

  /**
   * In the order of their sequences; {@code after} is the key and position of the last one seen.
   */
  @GetMapping
  Page<DeadLetterView, String> letters(@PathVariable String name, PageRequest page) {
    var after = LetterCursor.of(page.after());
    var found =
        projections
            .find(name)
            .deadLetters()
            .page(after.key(), after.position(), page.limitPlusOne())
            .stream()
            .map(letter -> DeadLetterView.of(letter, null))
            .toList();
    return Page.cut(found, page.limit(), LetterCursor::text);
  }

  /** The first letters of a sequence, with their events. */
  @GetMapping(params = "key")
  Map<String, List<DeadLetterView>> sequence(
      @PathVariable String name, @RequestParam String key, PageRequest page) {
    requirePossible(key);
    var letters = projections.find(name).deadLetters().sequence(key, page.limit());
    if (letters.isEmpty()) {
      throw gone(key);
    }
    return Map.of("items", letters.stream().map(this::withEvent).toList());
  }

  private DeadLetterView withEvent(DeadLetter letter) {
    var before = SequencePosition.of(letter.position().value() - 1);
    var event = log.read(EventQuery.all(), before, 1).getFirst();
    var stored = new StoredPayload(event.event().type(), event.event().payload());
    var payload = personal.readPayloads(List.of(stored), SequencePosition.ORIGIN).getFirst();
    return DeadLetterView.of(letter, DeadLetterView.Recorded.of(event, payload.json()));
  }

  /** Has a sequence applied, or all of them if no key is given. */
  @PostMapping("/redrives")
  @ResponseStatus(HttpStatus.ACCEPTED)
  Map<String, List<Long>> redrive(
      @PathVariable String name, @RequestBody Wish wish, HttpServletRequest http) {
    var letters = projections.find(name).deadLetters();
    var request = request(wish, http);
    var key = wish.key();
    requirePossible(key);
    return Map.of(
        "acts",
        key == null
            ? letters.redriveAll(request)
            : List.of(required(letters.redrive(key, request), key)));
  }

  /** Has a letter left out for ever. */
  @PostMapping("/evictions")
  @ResponseStatus(HttpStatus.ACCEPTED)
  Map<String, List<Long>> evict(
      @PathVariable String name, @RequestBody Wish wish, HttpServletRequest http) {
    var key = wish.key();
    var position = wish.position();
    if (key == null || position == null || position < 1) {
      throw invalid("position", "Name the letter's 'key' and 'position'.");
    }
    requirePossible(key);
    var letters = projections.find(name).deadLetters();
    var act = letters.evict(key, SequencePosition.of(position), request(wish, http));
    return Map.of("acts", List.of(required(act, key)));
  }

  /** What became of a redrive or an eviction. */
  @GetMapping("/acts/{act}")
  ActView act(@PathVariable String name, @PathVariable long act) {
    LiveDeadLetters letters = projections.find(name).deadLetters();
    return letters
        .act(act)
        .map(ActView::of)
        .orElseThrow(
            () ->
                new ProblemException(
                    ProblemType.NOT_FOUND.because("There is no act %d.".formatted(act))));
  }

  private Request request(Wish wish, HttpServletRequest http) {
    var reason = wish.reason();
    if (reason == null
        || reason.isBlank()
        || reason.length() > REASON_LENGTH_MAX
        || reason.indexOf(LetterCursor.NUL) >= 0) {
      throw invalid(
          "reason", "Say why, in 1 to %d characters: 'reason'.".formatted(REASON_LENGTH_MAX));
    }
    // The database dates it.
    return new Request(ACTOR, reason, Instant.EPOCH, provenance.of(http));
  }

  private static void requirePossible(@Nullable String key) {
    if (key != null && key.indexOf(LetterCursor.NUL) >= 0) {
      throw gone(key);
    }
  }

  private static long required(OptionalLong act, String key) {
    return act.orElseThrow(() -> gone(key));
  }

  private static ProblemException gone(String key) {
    return Missing.because(
        KnownProjections.CONTEXT,
        "NO_SUCH_LETTER",
        "The dead letter does not exist",
        "There is no such dead letter of '%s'; perhaps it was redriven or evicted.".formatted(key));
  }

  private static ProblemException invalid(String field, String detail) {
    return new ProblemException(ProblemType.INVALID_FIELD.because(detail).with("field", field));
  }
}
