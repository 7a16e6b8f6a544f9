/**
 * The log in files for good: {@link dev.annals.eventstore.audit.archive.LogArchive} adds what is
 * new to an archive, and {@link dev.annals.eventstore.audit.archive.LogRestore} makes a log of it
 * again. The format is in {@code docs/sealed-log.md}.
 */
@NullMarked
package dev.annals.eventstore.audit.archive;

import org.jspecify.annotations.NullMarked;
