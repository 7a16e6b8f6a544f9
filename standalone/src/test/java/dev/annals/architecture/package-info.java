/** The arrows between the rooms of the house, checked and proven able to fail. */
@NullMarked
package dev.annals.architecture;

import org.jspecify.annotations.NullMarked;
