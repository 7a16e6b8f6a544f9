@NullMarked
package dev.annals.query.projections;

import org.jspecify.annotations.NullMarked;
