/** Small files that matter, such as keys: whole or not there, and for their owner's eyes only. */
@NullMarked
package dev.annals.eventstore.file;

import org.jspecify.annotations.NullMarked;
