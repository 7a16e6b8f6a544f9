package dev.annals.query.payments.account.timeline;

import dev.annals.eventstore.audit.export.ProvenEvents;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.json.JsonMapper;

/**
 * A part of an account's history, and the proof of each event in it.
 *
 * @param history with at least one event
 * @param proof of exactly the history's events
 */
record Report(AccountHistory history, ProvenEvents proof) {

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final ObjectReader TEXTS = JSON.readerForMapOf(String.class);

  /** What is told must be what is proven, although both were read one after the other. */
  Report {
    var proven = proof.events().iterator();
    for (var step : history.steps()) {
      var event = proven.next();
      if (event.position() != step.position() || !isSame(step, event.line())) {
        throw ReportSeal.notAsSealed(
            "The event at position %d was read twice, and differed.".formatted(step.position()));
      }
    }
  }

  private static boolean isSame(Step step, String line) {
    var event = step.recorded().event();
    var sealed = JSON.readTree(line);
    return line.endsWith(",\"data\":" + event.payload() + "}")
        && sealed.required("type").asString().equals(event.type())
        && event.metadata().equals(TEXTS.readValue(sealed.required("metadata").asString()));
  }
}
