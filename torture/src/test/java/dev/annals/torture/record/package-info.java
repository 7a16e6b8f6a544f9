@NullMarked
package dev.annals.torture.record;

import org.jspecify.annotations.NullMarked;
