package dev.annals.eventstore.deadletter;

import dev.annals.eventstore.deadletter.DeadLetterAct.Request;
import dev.annals.eventstore.log.Event;
import dev.annals.eventstore.log.IdempotencyRecord;
import dev.annals.eventstore.log.Tag;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * What is recorded of an act. The same act always gives the same event under the same key, so that
 * recording it again changes nothing.
 *
 * <p>Types and payloads are stored for ever: only add.
 *
 * @param event of a type {@code operations.<Redrive|Eviction><Requested|Finished>}
 * @param key the log's own guard against recording it twice
 */
record ActEvent(Event event, IdempotencyRecord key) {

  static final String PROJECTION_TAG = "projection";
  static final String ACT_TAG = "act";
  static final String KEY_TAG = "orderingKey";

  private static final String NAMESPACE = "operations.";
  private static final String REVISION = "1";
  private static final JsonMapper JSON = JsonMapper.builder().build();

  /** Somebody wants it. */
  static ActEvent requested(ActToRecord recorded) {
    return of(recorded, "Requested", recorded.act().request().at(), payload(recorded));
  }

  /** It is over, with what came of it. */
  static ActEvent finished(ActToRecord recorded, Instant finishedAt) {
    var act = recorded.act();
    var payload = payload(recorded);
    payload.put("outcome", String.valueOf(act.outcome()));
    payload.put("lettersDone", act.lettersDone());
    if (act.detail() != null) {
      payload.put("detail", act.detail());
    }
    return of(recorded, "Finished", finishedAt, payload);
  }

  private static ObjectNode payload(ActToRecord recorded) {
    var act = recorded.act();
    var payload = JSON.createObjectNode();
    payload.put("act", act.act());
    payload.put("projection", recorded.projection());
    payload.put("version", recorded.version());
    payload.put("build", recorded.build());
    payload.put("key", act.target().orderingKey());
    if (act.position() != null) {
      payload.put("position", act.position().value());
    }
    payload.put("actor", act.request().actor());
    payload.put("reason", act.request().reason());
    return payload;
  }

  private static ActEvent of(
      ActToRecord recorded, String what, Instant occurredAt, ObjectNode payload) {
    var act = recorded.act();
    var name = act.kind() == DeadLetterAct.Kind.REDRIVE ? "Redrive" : "Eviction";
    var command = "%s/%d/%s".formatted(recorded.build(), act.act(), act.request().at());
    var key = command + '/' + what;
    var id = UUID.nameUUIDFromBytes(key.getBytes(StandardCharsets.UTF_8));
    var event =
        new Event(
            id,
            NAMESPACE + name + what,
            REVISION,
            occurredAt,
            tags(recorded),
            payload.toString(),
            metadata(act.request(), command));
    return new ActEvent(event, new IdempotencyRecord(key, id.toString(), ""));
  }

  /** The act is the command; it is correlated as its request was. */
  private static Map<String, String> metadata(Request request, String command) {
    var metadata = new HashMap<>(request.provenance());
    metadata.put("actor", request.actor());
    metadata.put("commandId", command);
    metadata.put("causationId", command);
    metadata.putIfAbsent("correlationId", command);
    return metadata;
  }

  private static Set<Tag> tags(ActToRecord recorded) {
    var tags = new HashSet<Tag>();
    tags.add(Tag.of(PROJECTION_TAG, recorded.projection()));
    tags.add(Tag.of(ACT_TAG, Long.toString(recorded.act().act())));
    var orderingKey = recorded.act().target().orderingKey();
    // Events without the ordering tag have the empty key, and no tag can say so. Any other came
    // from
    // a tag of another key, which may have been shorter.
    if (!orderingKey.isEmpty() && KEY_TAG.length() + 1 + orderingKey.length() <= Tag.LENGTH_MAX) {
      tags.add(Tag.of(KEY_TAG, orderingKey));
    }
    return tags;
  }
}
