/** The loader, tried on small generated files, pretended services and the real ones. */
@NullMarked
package dev.annals.standalone.load;

import org.jspecify.annotations.NullMarked;
