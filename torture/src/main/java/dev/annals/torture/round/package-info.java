/** What the rounds of every campaign are made with. */
@NullMarked
package dev.annals.torture.round;

import org.jspecify.annotations.NullMarked;
