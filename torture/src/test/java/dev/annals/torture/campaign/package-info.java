@NullMarked
package dev.annals.torture.campaign;

import org.jspecify.annotations.NullMarked;
