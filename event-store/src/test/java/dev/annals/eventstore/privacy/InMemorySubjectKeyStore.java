package dev.annals.eventstore.privacy;

import java.security.SecureRandom;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Keys in memory, kept as the key store's contract wants it. */
public final class InMemorySubjectKeyStore implements SubjectKeyStore, KeyKeeper {

  private final Map<String, KeyState> states = new ConcurrentHashMap<>();
  private final SecureRandom random = new SecureRandom();

  @Override
  public Map<String, KeyState> find(Set<String> subjects) {
    var found = new HashMap<String, KeyState>();
    for (var subject : subjects) {
      var state = states.get(subject);
      if (state != null) {
        found.put(subject, state);
      }
    }
    return found;
  }

  @Override
  public KeyState findOrCreate(String subject) {
    return states.computeIfAbsent(
        subject, _ -> new KeyState.Held(new SubjectKey(SubjectKey.draw(random))));
  }

  @Override
  public void erase(Collection<String> subjects) {
    subjects.forEach(subject -> states.put(subject, new KeyState.Erased()));
  }

  @Override
  public void check() {}

  @Override
  public void close() {}
}
