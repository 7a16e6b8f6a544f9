/** The read side under fire: query services are killed, and their views checked. */
@NullMarked
package dev.annals.torture.reads;

import org.jspecify.annotations.NullMarked;
