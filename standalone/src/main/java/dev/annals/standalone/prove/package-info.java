/** {@code annals verify}, {@code export} and {@code rotate-seal-key}: the sealed log, offline. */
@NullMarked
package dev.annals.standalone.prove;

import org.jspecify.annotations.NullMarked;
