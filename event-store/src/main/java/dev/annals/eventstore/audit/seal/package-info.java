/**
 * Seals the log behind the commits: {@link dev.annals.eventstore.audit.seal.Sealer} is the thread,
 * {@link dev.annals.eventstore.audit.seal.Sealing} the work of one session, and {@link
 * dev.annals.eventstore.audit.seal.CheckpointSigner} holds the key and remembers what it signed.
 */
@NullMarked
package dev.annals.eventstore.audit.seal;

import org.jspecify.annotations.NullMarked;
