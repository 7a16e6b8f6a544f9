package dev.annals.query.payments.events;

import dev.annals.eventstore.log.EventReader;
import dev.annals.query.live.LiveStreams;
import dev.annals.query.live.LogFeed;
import dev.annals.query.live.StreamRequest;
import org.springframework.http.MediaType;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Events as they happen. */
@RestController
final class EventStreamController {

  static final String MESSAGE = "event";

  private final LiveStreams streams;
  private final EventReader log;
  private final CloudEvents form;

  EventStreamController(LiveStreams streams, EventReader log, CloudEvents form) {
    this.streams = streams;
    this.log = log;
    this.form = form;
  }

  @GetMapping(path = "/v1/events/stream", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
  void events(@RequestParam MultiValueMap<String, String> parameters, StreamRequest request) {
    var query = EventSelection.of(parameters);
    streams.serve(
        request,
        () -> new LogFeed(log, query, request.after().orElseGet(log::head), MESSAGE, form::of));
  }
}
