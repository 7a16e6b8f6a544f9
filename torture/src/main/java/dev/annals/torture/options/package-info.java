/** What can be chosen about every campaign. */
@NullMarked
package dev.annals.torture.options;

import org.jspecify.annotations.NullMarked;
