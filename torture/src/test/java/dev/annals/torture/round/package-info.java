@NullMarked
package dev.annals.torture.round;

import org.jspecify.annotations.NullMarked;
