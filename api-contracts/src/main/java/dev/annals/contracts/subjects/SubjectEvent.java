package dev.annals.contracts.subjects;

import java.util.Map;
import org.axonframework.messaging.eventhandling.annotation.Event;

/** Everything that can happen to a data subject. Stored forever: only add. */
public sealed interface SubjectEvent {

  String NAMESPACE = "subjects";

  /** Key of the tag that names the subject. */
  String SUBJECT_TAG = "subjectId";

  /** Stored type name to payload class: the catalogue that readers decode by. */
  Map<String, Class<? extends SubjectEvent>> TYPES =
      Map.of(SubjectErased.TYPE, SubjectErased.class);

  /**
   * The act of forgetting: from here on nobody can read the subject's personal data, wherever it is
   * stored, and whatever comes later is stored without it.
   *
   * @param reason why, in the words of who had it done
   */
  @Event(namespace = NAMESPACE, name = "SubjectErased", version = "1")
  record SubjectErased(SubjectId subjectId, String reason) implements SubjectEvent {

    public static final String TYPE = NAMESPACE + ".SubjectErased";
  }
}
