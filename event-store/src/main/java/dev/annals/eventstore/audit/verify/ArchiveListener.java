package dev.annals.eventstore.audit.verify;

import dev.annals.eventstore.audit.seal.SealStep;
import dev.annals.eventstore.log.StoredEvent;

/**
 * Is told what an archive has, in the order of the log, while it is verified: whoever acts on it
 * must be able to undo that, since only the verdict at the end says whether it is what was signed.
 */
public interface ArchiveListener {

  /** For who wants the verdict only. */
  ArchiveListener NONE =
      new ArchiveListener() {
        @Override
        public void event(StoredEvent event) {}

        @Override
        public void seal(SealStep step) {}

        @Override
        public void endOfVolume() {}
      };

  /** The next event. */
  void event(StoredEvent event);

  /** The events up to the last one were sealed. */
  void seal(SealStep step);

  /** The events so far are what was signed. */
  void endOfVolume();
}
