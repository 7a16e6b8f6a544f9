/** Evidence that the log keeps its promises when everything around it is killed. */
@NullMarked
package dev.annals.torture;

import org.jspecify.annotations.NullMarked;
