/** Tests of what the package of the same name promises. */
@NullMarked
package dev.annals.command.payments.openaccount;

import org.jspecify.annotations.NullMarked;
