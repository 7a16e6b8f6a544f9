/** Data subjects: forgetting what is known of them. */
@NullMarked
package dev.annals.command.subjects;

import org.jspecify.annotations.NullMarked;
