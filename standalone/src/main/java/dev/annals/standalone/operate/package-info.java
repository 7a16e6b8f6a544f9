/** What operators ask of a running system: how far views are, and building them anew. */
@NullMarked
package dev.annals.standalone.operate;

import org.jspecify.annotations.NullMarked;
