/** Commands, events, views and rejections of every context: what everyone agrees on. */
@NullMarked
package dev.annals.contracts;

import org.jspecify.annotations.NullMarked;
