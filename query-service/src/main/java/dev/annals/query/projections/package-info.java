/** The views themselves, for those who operate them: how far each is, and building it anew. */
@NullMarked
package dev.annals.query.projections;

import org.jspecify.annotations.NullMarked;
