/** Erasing a subject: the log tells it first, and then the subject's key is destroyed. */
@NullMarked
package dev.annals.command.subjects.erase;

import org.jspecify.annotations.NullMarked;
