/** Turns events into read models and answers questions about them, one slice per view. */
@NullMarked
package dev.annals.query;

import org.jspecify.annotations.NullMarked;
