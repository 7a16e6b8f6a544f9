/** What writers saw, in files that a kill leaves whole. */
@NullMarked
package dev.annals.torture.record;

import org.jspecify.annotations.NullMarked;
