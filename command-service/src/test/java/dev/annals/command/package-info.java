/** Tests of the command service as a whole. */
@NullMarked
package dev.annals.command;

import org.jspecify.annotations.NullMarked;
