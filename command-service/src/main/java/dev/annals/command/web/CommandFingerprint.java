package dev.annals.command.web;

import dev.annals.web.RequestProvenance;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.web.servlet.HandlerMapping;
import tools.jackson.databind.json.JsonMapper;

/**
 * Tells whether two requests ask for the same. Taken from what was understood, not from the bytes:
 * white space or the order of fields make no other request, but acting for somebody else does.
 */
final class CommandFingerprint {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private CommandFingerprint() {}

  /**
   * @param command holds the values of the path's variables, too
   */
  static String of(HttpServletRequest http, Object command) {
    var path = http.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE);
    if (path == null) {
      throw new IllegalStateException("Only a mapped request has a fingerprint");
    }
    var asked = http.getMethod() + ' ' + path + '\n' + JSON.writeValueAsString(command);
    var onBehalfOf = RequestProvenance.onBehalfOf(http);
    return Digest.of(onBehalfOf == null ? asked : asked + '\n' + onBehalfOf);
  }
}
