/** The commands of operators, tried on a pretended service. */
@NullMarked
package dev.annals.standalone.prove;

import org.jspecify.annotations.NullMarked;
