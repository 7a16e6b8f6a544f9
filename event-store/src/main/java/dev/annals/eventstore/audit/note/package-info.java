/** Signed notes and checkpoints: C2SP signed-note and tlog-checkpoint, with Ed25519 only. */
@NullMarked
package dev.annals.eventstore.audit.note;

import org.jspecify.annotations.NullMarked;
