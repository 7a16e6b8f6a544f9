@NullMarked
package dev.annals.eventstore.audit.tree;

import org.jspecify.annotations.NullMarked;
