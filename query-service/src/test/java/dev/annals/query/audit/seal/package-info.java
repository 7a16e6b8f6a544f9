@NullMarked
package dev.annals.query.audit.seal;

import org.jspecify.annotations.NullMarked;
