/** The whole system, as its users meet it. */
@NullMarked
package dev.annals.standalone;

import org.jspecify.annotations.NullMarked;
