package dev.annals.command.web;

import dev.annals.contracts.shared.PersonalMarks;
import dev.annals.eventstore.privacy.KeyState.Held;
import dev.annals.eventstore.privacy.SubjectKeys;
import dev.annals.web.RequestProvenance;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.HandlerMapping;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Makes the fingerprints of requests. Taken from what was understood, not from the bytes: white
 * space or the order of fields make no other request, but acting for somebody else does.
 */
@Component
class CommandFingerprints {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private static final ClassValue<Map<String, String>> MARKS =
      new ClassValue<>() {
        @Override
        protected Map<String, String> computeValue(Class<?> command) {
          return PersonalMarks.of(command);
        }
      };

  private final SubjectKeys keys;

  CommandFingerprints(SubjectKeys keys) {
    this.keys = keys;
  }

  /**
   * Of a request.
   *
   * @param command holds the values of the path's variables, too
   */
  CommandFingerprint of(HttpServletRequest http, Object command) {
    var path = http.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE);
    if (path == null) {
      throw new IllegalStateException("Only a mapped request has a fingerprint");
    }
    var onBehalfOf = RequestProvenance.onBehalfOf(http);
    var request = http.getMethod() + ' ' + path + '\n';
    return of(onBehalfOf == null ? request : request + onBehalfOf + '\n', command);
  }

  private CommandFingerprint of(String request, Object command) {
    var marks = MARKS.get(command.getClass());
    var whole = JSON.writeValueAsString(command);
    if (marks.isEmpty()) {
      return new CommandFingerprint(Digest.of(request + whole), null, () -> "");
    }
    var rest = (ObjectNode) JSON.readTree(whole);
    var personal = taken(rest, marks);
    return personal.isEmpty()
        ? new CommandFingerprint(Digest.of(request + whole), null, () -> "")
        : new CommandFingerprint(
            Digest.of(request + rest), fingerprint(personal), () -> Digest.of(request + whole));
  }

  /** Takes what is personal out of a command: by subject, the names and texts of its fields. */
  private static Map<String, String> taken(ObjectNode command, Map<String, String> marks) {
    var texts = new TreeMap<String, String>();
    marks.forEach(
        (name, subjectName) -> {
          var text = command.required(name).asString();
          if (!text.isEmpty()) {
            command.remove(name);
            texts.merge(
                command.required(subjectName).asString(),
                name + '\n' + text,
                (one, other) -> one + '\n' + other);
          }
        });
    return texts;
  }

  private String fingerprint(Map<String, String> personal) {
    var fingerprints = new StringBuilder();
    for (var each : personal.entrySet()) {
      if (!(keys.forWriting(each.getKey()) instanceof Held(var key))) {
        return CommandFingerprint.ERASED;
      }
      fingerprints.append(key.fingerprint(each.getValue())).append('\n');
    }
    return Digest.of(fingerprints.toString());
  }
}
