@NullMarked
package dev.annals.torture.reads;

import org.jspecify.annotations.NullMarked;
