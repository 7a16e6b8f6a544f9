/** Data subjects: what is personal in the views and events of all contexts, and how it is read. */
@NullMarked
package dev.annals.query.subjects;

import org.jspecify.annotations.NullMarked;
