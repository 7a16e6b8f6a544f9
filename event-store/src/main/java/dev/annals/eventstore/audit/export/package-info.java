/**
 * A part of the log in files, with everything needed to check it without the database. The format
 * is in {@code docs/sealed-log.md}.
 */
@NullMarked
package dev.annals.eventstore.audit.export;

import org.jspecify.annotations.NullMarked;
