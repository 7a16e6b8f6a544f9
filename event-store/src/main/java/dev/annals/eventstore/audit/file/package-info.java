/** Files that are there as a whole or not at all, whatever crashes. */
@NullMarked
package dev.annals.eventstore.audit.file;

import org.jspecify.annotations.NullMarked;
