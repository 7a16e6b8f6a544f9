@NullMarked
package dev.annals.torture.seal;

import org.jspecify.annotations.NullMarked;
